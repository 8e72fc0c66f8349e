// Answers the page's asks about one graph. Knows nothing of `self`: graph-worker.ts gives it a way to speak.
import { DEFAULT_LIMITS, type Limits } from '../graphdef/limits.ts';
import { openGraph, saveGraph } from '../graphdef/open.ts';
import type { GraphAsk, GraphSource, GraphTell, Level, NodeColumn } from '../protocol/graph-view.ts';
import { Opened } from './opened.ts';
// The names only: the ops themselves are a hundred times as large. src/worker/runnable-ops.test.ts keeps the list up to date.
import RUNNABLE from './runnable-ops.json' with { type: 'json' };

/** The running session's own graph is trusted, and larger than a file from elsewhere may be. */
const OWN_LIMITS: Limits = { ...DEFAULT_LIMITS, fileBytes: 2 ** 31 - 1, parts: 2 ** 30 };

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
        const saved = saveGraph(opened.graph, ask.format, { wallTime: ask.wallTime, ...(opened.meta && { meta: opened.meta }) });
        if (!saved.ok) this.tell({ id, type: 'failed', error: saved.error }, []);
        else {
          const bytes = saved.value.byteLength === saved.value.buffer.byteLength ? saved.value : saved.value.slice();
          const buffer = bytes.buffer as ArrayBuffer;
          this.tell({ id, type: 'saved', bytes: buffer }, [buffer]);
        }
        break;
      }
    }
  }

  private level(id: number, level: Level, item: number): void {
    this.tell({ id, type: 'level', level, item }, buffersOf(level));
  }

  private async open({ id, source, aspect }: Extract<GraphAsk, { type: 'open' }>): Promise<void> {
    const stage = (name: Extract<GraphTell, { type: 'progress' }>['stage']): void => this.tell({ id, type: 'progress', stage: name }, []);
    stage('reading');
    const own = source.kind === 'session';
    const limits = own ? OWN_LIMITS : DEFAULT_LIMITS;
    if (source.kind === 'file' && source.file.size > limits.fileBytes) {
      this.tell(
        { id, type: 'failed', error: `${source.name}: the file has ${source.file.size} bytes; the limit here is ${limits.fileBytes}` },
        [],
      );
      return;
    }
    const bytes = await bytesOf(source);
    stage('decoding');
    const read = openGraph(bytes, source.name, limits);
    if (!read.ok) {
      this.tell({ id, type: 'failed', error: read.error }, []);
      return;
    }
    stage('sorting');
    const columns: readonly NodeColumn[] = own ? source.columns : [];
    const opened = new Opened(read.value, columns, RUNNABLE);
    stage('arranging');
    const level = opened.level(0, aspect);
    this.opened = opened;
    this.tell({ id, type: 'opened', summary: opened.summary(), level }, buffersOf(level));
  }
}

async function bytesOf(source: GraphSource): Promise<Uint8Array> {
  if (source.kind === 'file') return new Uint8Array(await source.file.arrayBuffer());
  const out = new Uint8Array(source.parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of source.parts) {
    out.set(new Uint8Array(part), at);
    at += part.byteLength;
  }
  return out;
}

/** The columns of a level, which are handed over rather than copied. */
function buffersOf({ items, edges }: Level): ArrayBuffer[] {
  return [...Object.values(items), ...Object.values(edges)].flatMap((column: unknown) =>
    ArrayBuffer.isView(column) ? [column.buffer as ArrayBuffer] : [],
  );
}
