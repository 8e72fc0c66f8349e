// Answers the page's asks about one graph. Knows nothing of `self`: graph-worker.ts gives it a way to speak.
import { DEFAULT_LIMITS } from '../graphdef/limits.ts';
import { buffersIn } from '../lib/buffers.ts';
import type { GraphAsk, GraphTell, Level } from '../protocol/graph-view.ts';
import { Opened } from './opened.ts';
import { ofFile, ofGraph, ofParts, ofSession } from './source.ts';
// The names only: the ops themselves are a hundred times as large. src/worker/runnable-ops.test.ts keeps the list up to date.
import RUNNABLE from './runnable-ops.json' with { type: 'json' };

export class Desk {
  private opened: Opened | null = null;

  constructor(private readonly tell: (tell: GraphTell, transfer: Transferable[]) => void) {}

  async answer(ask: GraphAsk): Promise<void> {
    const { id } = ask;
    if (ask.type === 'open') {
      await this.open(ask);
      return;
    }
    const { opened } = this;
    if (!opened) throw new Error(`internal: '${ask.type}' was asked before a graph was open`);
    switch (ask.type) {
      case 'level':
        this.level(id, opened.level(ask.place, ask.aspect), -1);
        break;
      case 'reveal': {
        const { level, item } = opened.reveal(ask.node, ask.aspect);
        this.level(id, level, item);
        break;
      }
      case 'inside':
        this.tell({ id, type: 'inside', inside: opened.inside(ask.place) }, []);
        break;
      case 'node':
        this.tell({ id, type: 'node', node: opened.node(ask.node) }, []);
        break;
      case 'find':
        this.tell({ id, type: 'found', text: ask.text, ...opened.find(ask.text, ask.most) }, []);
        break;
      case 'save': {
        const saved = opened.save(ask.format, ask.wallTime, (share) => this.tell({ id, type: 'progress', stage: 'writing', share }, []));
        if (!saved.ok) this.tell({ id, type: 'failed', error: saved.error }, []);
        else {
          // A copy: what is handed over is gone, and these may be the bytes of the file itself.
          const buffer = saved.value.slice().buffer;
          this.tell({ id, type: 'saved', bytes: buffer }, [buffer]);
        }
        break;
      }
    }
  }

  private level(id: number, level: Level, item: number): void {
    this.tell({ id, type: 'level', level, item }, buffersIn(level));
  }

  private async open({ id, source, aspect }: Extract<GraphAsk, { type: 'open' }>): Promise<void> {
    const stage = (name: Extract<GraphTell, { type: 'progress' }>['stage']): void => this.tell({ id, type: 'progress', stage: name }, []);
    stage('reading');
    let opened: Opened;
    if (source.kind === 'file') {
      const { file, name } = source;
      if (file.size > DEFAULT_LIMITS.fileBytes) {
        this.tell({ id, type: 'failed', error: `${name}: the file has ${file.size} bytes; the limit here is ${DEFAULT_LIMITS.fileBytes}` }, []);
        return;
      }
      const bytes = new Uint8Array(await file.arrayBuffer());
      stage('decoding');
      const looked = ofFile(bytes, name);
      if (!looked.ok) {
        this.tell({ id, type: 'failed', error: looked.error }, []);
        return;
      }
      stage('sorting');
      opened = new Opened(looked.value, [], RUNNABLE);
    } else if (source.kind === 'session') {
      stage('sorting');
      const { graph } = source;
      const { looked, columns } = ofSession(graph);
      const pages = graph.pages && { map: graph.pages, template: graph.table.template };
      opened = new Opened(looked, columns, RUNNABLE, { ran: graph.ran, pages });
    } else {
      stage('sorting');
      opened = new Opened(ofGraph(ofParts(source.diff.parts)), source.diff.columns, RUNNABLE);
    }
    stage('arranging');
    const level = opened.level(0, aspect);
    this.opened = opened;
    this.tell({ id, type: 'opened', summary: opened.summary(), level }, buffersIn(level));
  }
}
