/**
 * What can be done in the graph view: take the session's graph, open a file, go through its levels, look things up, save. Each graph has a
 * worker of its own, so that a graph that fails to open leaves the one before it untouched. Not the drawing, and not the engine.
 */
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { buffersIn } from '../../lib/buffers.ts';
import { busy } from '../../lib/busy.ts';
import type { RunOf } from '../../protocol/inside.ts';
import type { DiffGraph, GraphAsk, GraphFormat, GraphSource, GraphStage, GraphTell, Level } from '../../protocol/graph-view.ts';
import type { Client } from '../client.ts';
import type { PlaygroundStore } from '../store.ts';
import { AskFailed, Desk, type DeskWorker } from '../desk.ts';
import { NOTHING_SHOWN, type GraphViewState, type Marks, type Shown } from './state.ts';

type GraphDesk = Desk<GraphAsk, GraphTell>;

/** Names found that are listed. */
const FOUND_MOST = 30;

export interface GraphModelParts {
  playground: PlaygroundStore;
  client: Pick<Client, 'graph'>;
  spawn: () => DeskWorker<GraphAsk>;
  saveFile: (bytes: ArrayBuffer, name: string) => void;
  /** Milliseconds since 1970. */
  now?: () => number;
}

export class GraphModel {
  readonly store: StoreApi<GraphViewState> = createStore<GraphViewState>()(() => NOTHING_SHOWN);
  readonly #parts: GraphModelParts;
  /** of the graph that is looked at */
  #desk: GraphDesk | null = null;
  /** of the graph being opened */
  #next: GraphDesk | null = null;
  /** numbers what was wished for: the answer to an older wish changes nothing */
  #wish = 0;
  #opening = 0;
  #aspect = 1.6;
  /** what the visitor chose; null: the account of the run */
  #marks: Marks | null = null;
  /** run whose graph has been asked for without being told to */
  #followed = -1;
  #wanted: string | null = null;
  #finding = false;
  /** What the visitor looks for, in whatever graph is shown. */
  #text = '';

  constructor(parts: GraphModelParts) {
    this.#parts = parts;
  }

  /** Width to height of the drawing, for the levels that follow. */
  setAspect(aspect: number): void {
    if (Number.isFinite(aspect) && aspect > 0) this.#aspect = aspect;
  }

  /** Takes the session's graph by itself, once a run, as long as no file is looked at. Returns the way to stop. */
  follow(): () => void {
    const { playground } = this.#parts;
    const look = (): void => {
      const { run, status } = playground.getState();
      const { shown, counts, opening } = this.store.getState();
      if (opening || status === null || status.nodes === 0 || status.state === 'seeking' || shown?.source === 'file' || shown?.source === 'diff') return;
      if (shown?.run === run ? shown.summary.nodes > 0 : this.#followed === run || counts?.run === run) return;
      this.#followed = run;
      void this.takeSession();
    };
    look();
    return playground.subscribe(look);
  }

  /** Looks at the session's graph as it is now. */
  takeSession(): Promise<void> {
    return busy(this.#takeSession());
  }

  async #takeSession(): Promise<void> {
    const { client, playground } = this.#parts;
    const { run, config } = playground.getState();
    const opening = this.#begin({ source: 'session', name: config.program, stage: 'writing', share: 0 });
    const answer = await client.graph((share) => this.#opened(opening, () => this.#progress({ share })));
    if (opening !== this.#opening) return;
    if (answer.kind === 'failed') {
      this.store.setState({ opening: null, trouble: { kind: 'session', why: answer.why, text: answer.text } });
    } else if (answer.kind === 'counts') {
      this.#desk?.end();
      this.#desk = null;
      this.store.setState({ ...NOTHING_SHOWN, counts: { ...answer, run } });
    } else {
      const { program, epoch } = answer;
      await this.#open(opening, { kind: 'session', graph: answer }, { source: 'session', name: program, run, epoch }, buffersIn(answer));
    }
  }

  /** Looks at the graph in a file. `recorded`: one of the page's own, which real TensorFlow built. */
  openFile(file: Blob, name: string, recorded = false): Promise<void> {
    const opening = this.#begin({ source: 'file', name, stage: 'reading', share: 0 });
    return busy(this.#open(opening, { kind: 'file', file, name }, { source: 'file', name, run: -1, epoch: 0, recorded }, []));
  }

  /** Looks at a graph before and after a pass of the optimiser. */
  openDiff(diff: DiffGraph, { program, epoch, run: at }: RunOf): Promise<void> {
    const { run } = this.#parts.playground.getState();
    const opening = this.#begin({ source: 'diff', name: program, stage: 'sorting', share: 0 });
    const { parts: _, columns: __, ...rest } = diff;
    return busy(this.#open(opening, { kind: 'diff', diff }, { source: 'diff', name: program, run, epoch, diff: { ...rest, at } }, buffersIn(diff)));
  }

  /** Marks what the latest run executes, by either account. */
  setMarks(marks: Marks): void {
    this.#marks = marks;
    this.store.setState({ marks });
  }

  /** Gives up opening; what was looked at before stays. */
  cancel(): void {
    this.#opening += 1;
    this.#next?.end();
    this.#next = null;
    this.store.setState({ opening: null });
  }

  #begin(opening: NonNullable<GraphViewState['opening']>): number {
    this.cancel();
    this.store.setState({ opening, trouble: null });
    return this.#opening;
  }

  #opened(opening: number, change: () => void): void {
    if (opening === this.#opening) change();
  }

  #progress(change: { stage?: GraphStage; share?: number }): void {
    const { opening } = this.store.getState();
    if (opening) this.store.setState({ opening: { ...opening, ...change } });
  }

  async #open(opening: number, source: GraphSource, from: Omit<Shown, 'summary'>, transfer: Transferable[]): Promise<void> {
    const desk = new Desk<GraphAsk, GraphTell>(this.#parts.spawn());
    this.#next = desk;
    try {
      const ask = { type: 'open', source, aspect: this.#aspect } as const;
      const { summary, level } = await desk.ask('opened', ask, transfer, ({ stage }) => this.#opened(opening, () => this.#progress({ stage })));
      this.#desk?.end();
      this.#desk = desk;
      this.#next = null;
      this.#wish += 1;
      const marks = summary.ran ? (this.#marks ?? summary.ran.account) : 'off';
      this.store.setState({ ...NOTHING_SHOWN, shown: { ...from, summary }, level, marks });
      if (this.#text.trim() !== '') this.find(this.#text);
    } catch (error) {
      desk.end();
      if (!(error instanceof AskFailed)) throw error;
      if (opening !== this.#opening) return;
      this.#next = null;
      this.store.setState({
        opening: null,
        trouble: error.why === 'refused' ? { kind: 'file', text: error.text } : { kind: 'worker', text: error.text },
      });
    }
  }

  /** Opens what an item stands for: a scope, a fold, or, for a port, the place where its node is. */
  openItem(item: number): void {
    const { level } = this.store.getState();
    if (!level || item < 0) return;
    const [place, node] = [level.items.place[item], level.items.node[item]];
    if (place >= 0) this.go(place);
    else if (this.#isPort(level, item) && node >= 0) this.reveal(node);
  }

  #isPort({ items }: Level, item: number): boolean {
    return items.kind[item] >= 5;
  }

  /** Shows the level of a place, and in it the item that leads to `from`, if one does. */
  go(place: number, from = -1): void {
    this.#ask(async (desk, current) => {
      const { level } = await desk.ask('level', { type: 'level', place, aspect: this.#aspect });
      if (current()) this.#show(level, from < 0 ? -1 : level.items.place.indexOf(from));
    });
  }

  /** To the level around this one. */
  up(): void {
    const trail = this.store.getState().level?.trail ?? [];
    if (trail.length > 1) this.go(trail[trail.length - 2].place, trail[trail.length - 1].place);
    else this.select(-1);
  }

  /** Shows a node by itself, wherever it is. */
  reveal(node: number): void {
    this.#ask(async (desk, current) => {
      const { level, item } = await desk.ask('level', { type: 'reveal', node, aspect: this.#aspect });
      if (current()) this.#show(level, item);
    });
  }

  #show(level: Level, item: number): void {
    this.store.setState({ level });
    this.select(item);
  }

  select(item: number): void {
    this.store.setState({ selected: item, details: null, inside: null });
    const { level } = this.store.getState();
    if (!level || item < 0) return;
    const [place, node] = [level.items.place[item], level.items.node[item]];
    this.#ask(async (desk, current) => {
      if (place >= 0) {
        const { inside } = await desk.ask('inside', { type: 'inside', place });
        if (current()) this.store.setState({ inside });
      } else if (node >= 0) {
        const { node: details } = await desk.ask('node', { type: 'node', node });
        if (current()) this.store.setState({ details });
      }
    });
  }

  /** Looks for names; while one search is under way, only the newest of the texts that follow is looked for. */
  find(text: string): void {
    this.#wanted = this.#text = text;
    if (!this.#finding) void busy(this.#findAll());
  }

  async #findAll(): Promise<void> {
    this.#finding = true;
    while (this.#wanted !== null) {
      const text = this.#wanted;
      this.#wanted = null;
      const desk = this.#desk;
      if (text.trim() === '' || !desk) this.store.setState({ search: null });
      else {
        await this.#trying(async () => {
          const { found, total } = await desk.ask('found', { type: 'find', text: text.trim(), most: FOUND_MOST });
          if (desk === this.#desk) this.store.setState({ search: { text, found, total } });
        });
      }
    }
    this.#finding = false;
  }

  /** Hands the graph to the visitor as a file. */
  save(format: GraphFormat): void {
    const { shown, saving } = this.store.getState();
    if (!shown || saving) return;
    this.store.setState({ saving: format, savedShare: 0, trouble: null });
    const wallTime = Math.floor((this.#parts.now ?? Date.now)() / 1000);
    this.#ask(async (desk) => {
      try {
        const { bytes } = await desk.ask('saved', { type: 'save', format, wallTime }, [], ({ share = 0 }) => this.store.setState({ savedShare: share }));
        this.#parts.saveFile(bytes, fileName(shown, format, wallTime));
      } finally {
        this.store.setState({ saving: null });
      }
    }, false);
  }

  forget(): void {
    this.store.setState({ trouble: null });
  }

  /** Asks the worker of the graph that is looked at. `current()`: nothing else has been wished for since. */
  #ask(work: (desk: GraphDesk, current: () => boolean) => Promise<void>, replaces = true): void {
    const desk = this.#desk;
    if (!desk) return;
    if (replaces) this.#wish += 1;
    const wish = this.#wish;
    void busy(this.#trying(() => work(desk, () => wish === this.#wish && desk === this.#desk)));
  }

  async #trying(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof AskFailed)) throw error;
      if (error.why === 'refused') this.store.setState({ trouble: { kind: 'file', text: error.text } });
      else if (error.why === 'worker') {
        this.#desk = null;
        this.store.setState({ ...NOTHING_SHOWN, trouble: { kind: 'lost', text: error.text } });
      }
    }
  }
}

/** `perceptron-epoch-12.pb`; an event file has the name that TensorBoard looks for. */
export function fileName({ source, name, epoch, diff }: Pick<Shown, 'source' | 'name' | 'epoch' | 'diff'>, format: GraphFormat, wallTime: number): string {
  const base = source === 'session' ? `${name}-epoch-${epoch}` : source === 'diff' ? `${name}-epoch-${epoch}-${diff?.pass || 'passes'}` : name.replace(/\.(pb|pbtxt|meta)$/i, '');
  return format === 'events' ? `events.out.tfevents.${wallTime}.${base.replace(/^events\.out\.tfevents\./, '')}` : `${base}.${format}`;
}
