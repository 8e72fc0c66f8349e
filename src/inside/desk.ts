// Answers the page's asks about one run. Knows nothing of `self`: inside-worker.ts gives it a way to speak.
import { buffersIn } from '../lib/buffers.ts';
import type { InsideAsk, InsideTell } from '../protocol/inside.ts';
import { OpenedRun } from './opened.ts';

export class InsideDesk {
  private opened: OpenedRun | null = null;
  /** The ask that is being answered. */
  private last = 0;

  constructor(private readonly tell: (tell: InsideTell, transfer: Transferable[]) => void) {}

  /** Resolves when it has been answered; a step is answered when its models are loaded, all else at once. */
  async answer(ask: InsideAsk): Promise<void> {
    const { id } = ask;
    try {
      this.tell(...(ask.type === 'step' ? await stepped(ask) : this.reply(ask)));
    } catch (error) {
      this.tell({ id, type: 'failed', error: error instanceof Error ? error.message : String(error) }, []);
    }
  }

  private reply(ask: Exclude<InsideAsk, { type: 'step' }>): [InsideTell, Transferable[]] {
    const { id } = ask;
    this.last = id;
    if (ask.type === 'open') this.opened = new OpenedRun(ask, (stage) => this.tell({ id: this.last, type: 'progress', ...stage }, []));
    const { opened } = this;
    if (!opened) throw new Error(`internal: '${ask.type}' was asked before a run was open`);
    switch (ask.type) {
      case 'open': {
        const plan = opened.plan(ask.platform, true);
        return [{ id, type: 'opened', passes: opened.counts, plan }, buffersIn(plan)];
      }
      case 'pass':
        return [{ id, type: 'pass', ...opened.find(ask.pass, ask.text, ask.fate, ask.most) }, []];
      case 'diff': {
        const diff = opened.diff(ask.pass);
        return [{ id, type: 'diff', diff }, buffersIn(diff)];
      }
      case 'plan': {
        const plan = opened.plan(ask.platform, ask.optimised);
        return [{ id, type: 'plan', plan }, buffersIn(plan)];
      }
      case 'save': {
        const bytes = ask.what === 'trace' ? new TextEncoder().encode(JSON.stringify(opened.trace())) : opened.save(ask.what);
        const buffer = bytes.slice().buffer;
        return [{ id, type: 'saved', bytes: buffer }, [buffer]];
      }
    }
  }
}

async function stepped({ id, model, devices }: Extract<InsideAsk, { type: 'step' }>): Promise<[InsideTell, Transferable[]]> {
  const { stepView } = await import('./models/step.ts');
  const step = stepView(model, devices);
  return [{ id, type: 'step', step }, buffersIn(step.plan)];
}
