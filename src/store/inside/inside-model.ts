/**
 * What can be done in the view inside a run: take the session's latest run, go through its passes, plan it for a platform, save. Each run
 * has a worker of its own, so that the session goes on undisturbed. Not the drawing, and not the planner.
 */
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { busy } from '../../lib/busy.ts';
import type { ExecutedView, Fate, InsideAsk, InsideStage, InsideTell, PassCount, PassRow, PlanView, PlatformId, RunOf, Scheduling, StepView } from '../../protocol/inside.ts';
import type { DiffGraph } from '../../protocol/graph-view.ts';
import type { Client } from '../client.ts';
import type { PlaygroundStore } from '../store.ts';
import { AskFailed, Desk, type DeskWorker } from '../desk.ts';

type InsideDesk = Desk<InsideAsk, InsideTell>;

/** Rows of a pass that are listed. */
const ROWS_MOST = 200;

export interface InsideModelParts {
  playground: PlaygroundStore;
  client: Pick<Client, 'latestRun'>;
  spawn: () => DeskWorker<InsideAsk>;
  saveFile: (bytes: ArrayBuffer, name: string) => void;
  /** Shows a graph before and after a pass. */
  show: (diff: DiffGraph, of: RunOf) => void;
}

/** The run that is looked into. */
export interface Taken {
  /** number of the page's run */
  run: number;
  of: RunOf;
  passes: PassCount[];
  /** nodes that are executed of those that the passes leave, with those that are fed */
  left: number;
  /** XLA's, after them */
  beside: PassCount;
}
export type InsideTrouble = { why: 'stopped' | 'unavailable' | 'broken' | 'script' | 'worker'; text: string };

export interface InsideState {
  taken: Taken | null;
  /** a run that is too large */
  large: { run: number; of: RunOf; limit: number } | null;
  /** nothing has been run since the graph was made */
  none: boolean;
  /** what is under way; `share` of the run's nodes that the session has written */
  opening: { stage: 'writing'; share: number } | InsideStage | null;
  /** the page's run whose latest run was given up before anything of it was shown; -1: none */
  declined: number;
  trouble: InsideTrouble | null;
  platform: PlatformId;
  scheduling: Scheduling;
  /** whether the optimised graph is planned, or the run's nodes as they were built */
  optimised: boolean;
  plan: PlanView | null;
  /** what came of executing that plan; null while it is under way */
  executed: ExecutedView | null;
  /** the pass whose nodes are listed; -1 for none */
  pass: number;
  text: string;
  fate: Fate | null;
  found: { rows: PassRow[]; total: number; unlisted: number } | null;
  /** the step of a recorded model that was made last; 'failed': it could not be */
  step: StepView | 'failed' | null;
}

const NOTHING = { taken: null, large: null, none: false, plan: null, executed: null, pass: -1, text: '', fate: null, found: null } satisfies Partial<InsideState>;

export type SaveKind = 'pb' | 'pbtxt' | 'trace';

export class InsideModel {
  readonly store: StoreApi<InsideState> = createStore<InsideState>()(() => ({ ...NOTHING, opening: null, declined: -1, trouble: null, platform: 'gpu-cpu', scheduling: 'best', optimised: true, step: null }));
  readonly #parts: InsideModelParts;
  #desk: InsideDesk | null = null;
  /** of the run being opened */
  #next: InsideDesk | null = null;
  /** makes the steps of recorded models; the run's own worker may be ended at any time */
  #models: InsideDesk | null = null;
  /** numbers what was wished for: the answer to an older wish changes nothing */
  #wish = 0;
  #stepWish = 0;
  /** when the session was last asked by itself, as run, epoch and run of the epoch */
  #asked = '';

  constructor(parts: InsideModelParts) {
    this.#parts = parts;
  }

  /** Takes the latest run by itself, once a run of the page, as soon as there is one. Returns the way to stop. */
  follow(): () => void {
    const { playground } = this.#parts;
    const look = (): void => {
      const { run, status, config, own } = playground.getState();
      const { taken, large, opening, declined } = this.store.getState();
      if (opening || status === null || status.nodes === 0 || status.state === 'seeking') return;
      // Python hears nothing while it works.
      if (config.program === 'script' && own?.phase !== 'done' && own?.phase !== 'failed') return;
      if (taken?.run === run || large?.run === run || declined === run) return;
      const moment = `${run} ${status.moment.epoch} ${status.moment.run} ${status.state}`;
      if (moment === this.#asked) return;
      this.#asked = moment;
      void this.take();
    };
    look();
    return playground.subscribe(look);
  }

  /** Looks into the run that the session made last. */
  take(): Promise<void> {
    return busy(this.#take());
  }

  /** Gives up looking into a run; what is shown stays. It is not taken again by itself. */
  cancel(): void {
    if (this.store.getState().opening === null) return;
    this.#stop();
    this.store.setState({ opening: null, declined: this.#parts.playground.getState().run });
  }

  /** Whatever is being opened is not wished for any more. */
  #stop(): void {
    this.#wish += 1;
    this.#next?.end();
    this.#next = null;
  }

  async #take(): Promise<void> {
    const { client, playground, spawn } = this.#parts;
    const { run } = playground.getState();
    this.#stop();
    const wish = this.#wish;
    const under = (opening: NonNullable<InsideState['opening']>): void => {
      if (wish === this.#wish) this.store.setState({ opening });
    };
    this.store.setState({ opening: { stage: 'writing', share: 0 }, declined: -1, trouble: null });
    const answer = await client.latestRun((share) => under({ stage: 'writing', share }));
    if (wish !== this.#wish) return;
    if (answer.kind !== 'run') {
      this.#end();
      if (answer.kind === 'failed') this.store.setState({ ...NOTHING, opening: null, trouble: { why: answer.why, text: answer.text } });
      else if (answer.kind === 'none') this.store.setState({ ...NOTHING, opening: null, none: true });
      else this.store.setState({ ...NOTHING, opening: null, large: { run, of: answer.of, limit: answer.limit } });
      return;
    }
    const { of, whole, omitted, parts, columns, values } = answer;
    const { platform, scheduling } = this.store.getState();
    const desk = new Desk<InsideAsk, InsideTell>(spawn());
    this.#next = desk;
    under({ stage: 'reading' });
    try {
      const { passes, left, beside, plan } = await desk.ask('opened', { type: 'open', of, whole, omitted, parts, columns, values, platform, scheduling }, [...parts, ...columns.map((column) => column.of.buffer)], under);
      if (wish !== this.#wish) {
        desk.end();
        return;
      }
      this.#end();
      this.#desk = desk;
      this.#next = null;
      const { pass, text, fate } = this.store.getState();
      this.store.setState({ ...NOTHING, opening: null, taken: { run, of, passes, left, beside }, plan, optimised: true });
      this.#execute(plan);
      if (pass >= 0 && pass <= passes.length) this.list(pass, text, fate);
    } catch (error) {
      desk.end();
      if (wish !== this.#wish) return;
      this.#next = null;
      this.#failed(error);
    }
  }

  /** Makes a step of a recorded model on so many CPU devices. */
  showStep(model: string, devices: number): void {
    const known = this.store.getState().step;
    if (known !== null && known !== 'failed' && known.model === model && known.devices === devices) return;
    this.store.setState({ step: null });
    const wish = ++this.#stepWish;
    const desk = (this.#models ??= new Desk<InsideAsk, InsideTell>(this.#parts.spawn()));
    void busy(desk.ask('step', { type: 'step', model, devices }).then(
      ({ step }) => { if (wish === this.#stepWish) this.store.setState({ step }); },
      (error: unknown) => {
        if (!(error instanceof AskFailed)) throw error;
        desk.end();
        if (this.#models === desk) this.#models = null;
        if (wish === this.#stepWish) this.store.setState({ step: 'failed' });
      },
    ));
  }

  #end(): void {
    this.#desk?.end();
    this.#desk = null;
  }

  #failed(error: unknown): void {
    if (!(error instanceof AskFailed)) throw error;
    if (error.why !== 'ended') this.store.setState({ opening: null, trouble: { why: error.why === 'refused' ? 'broken' : 'worker', text: error.text } });
  }

  /** Lists the nodes of a pass; -1 closes the list. */
  list(pass: number, text = '', fate: Fate | null = null): void {
    this.store.setState({ pass, text, fate, ...(pass < 0 && { found: null }) });
    if (pass < 0) return;
    this.#ask(async (desk) => {
      const { rows, total, unlisted } = await desk.ask('pass', { type: 'pass', pass, text, fate, most: ROWS_MOST });
      const now = this.store.getState();
      if (desk === this.#desk && now.pass === pass && now.text === text && now.fate === fate) this.store.setState({ found: { rows, total, unlisted } });
    });
  }

  /** Plans the run for a platform, by one way to schedule it or by the best. */
  setPlan(wish: Partial<Pick<InsideState, 'platform' | 'optimised' | 'scheduling'>>): void {
    this.store.setState(wish);
    const { platform, optimised, scheduling } = this.store.getState();
    this.#ask(async (desk) => {
      const { plan } = await desk.ask('plan', { type: 'plan', platform, optimised, scheduling });
      const now = this.store.getState();
      if (desk === this.#desk && now.platform === platform && now.optimised === optimised && now.scheduling === scheduling) {
        this.store.setState({ plan, executed: null });
        this.#execute(plan);
      }
    });
  }

  /** Has the plan that is shown executed: it comes after the plan, and nothing waits for it. */
  #execute(plan: PlanView): void {
    this.#ask(async (desk) => {
      const { executed } = await desk.ask('executed', { type: 'execute' });
      if (desk === this.#desk && this.store.getState().plan === plan) this.store.setState({ executed });
    });
  }

  /** Shows what a pass does in the graph view; -1: what all of them do. */
  draw(pass: number): void {
    const { taken } = this.store.getState();
    if (!taken) return;
    this.#ask(async (desk) => {
      const { diff } = await desk.ask('diff', { type: 'diff', pass });
      if (desk === this.#desk) this.#parts.show(diff, taken.of);
    });
  }

  /** Hands the optimised graph or the plan to the visitor as a file. */
  save(what: SaveKind): void {
    const { taken, platform } = this.store.getState();
    if (!taken) return;
    this.#ask(async (desk) => {
      const { bytes } = await desk.ask('saved', { type: 'save', what });
      const base = `${taken.of.program}-epoch-${taken.of.epoch}`;
      this.#parts.saveFile(bytes, what === 'trace' ? `${base}-${platform}.trace.json` : `${base}-optimised.${what}`);
    });
  }

  #ask(work: (desk: InsideDesk) => Promise<void>): void {
    const desk = this.#desk;
    if (!desk) return;
    void busy(work(desk).catch((error: unknown) => this.#failed(error)));
  }
}
