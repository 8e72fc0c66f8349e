// Answers the page's asks about one run. Knows nothing of `self`: inside-worker.ts gives it a way to speak.
import { buffersIn } from '../lib/buffers.ts';
import type { InsideAsk, InsideTell } from '../protocol/inside.ts';
import { OpenedRun } from './opened.ts';

/** Milliseconds of executing between two looks at what is asked. */
const SLICE = 30;

export class InsideDesk {
  private opened: OpenedRun | null = null;
  /** The ask that is being answered. */
  private last = 0;

  constructor(private readonly tell: (tell: InsideTell, transfer: Transferable[]) => void) {}

  /** Resolves when it has been answered; a step is answered when its models are loaded, all else at once. */
  async answer(ask: InsideAsk): Promise<void> {
    const { id } = ask;
    try {
      this.tell(...(ask.type === 'step' ? await stepped(ask) : ask.type === 'execute' ? await this.execute(ask.id) : this.reply(ask)));
    } catch (error) {
      this.tell({ id, type: 'failed', error: error instanceof Error ? error.message : String(error) }, []);
    }
  }

  /** A little at a time: other asks are answered in between, and a newer plan takes its place. */
  private async execute(id: number): Promise<[InsideTell, Transferable[]]> {
    if (!this.opened) throw new Error("internal: 'execute' was asked before a run was open");
    const { execution } = this.opened;
    const { executed } = await import('./executed.ts');
    const steps = executed(execution);
    for (let until = performance.now() + SLICE; ;) {
      const next = steps.next();
      if (next.done) return [{ id, type: 'executed', executed: next.value }, []];
      if (performance.now() < until) continue;
      await new Promise((resolve) => setTimeout(resolve));
      if (this.opened.execution.plan !== execution.plan) return [{ id, type: 'executed', executed: { kind: 'failed', text: 'another plan was made' } }, []];
      until = performance.now() + SLICE;
    }
  }

  private reply(ask: Exclude<InsideAsk, { type: 'step' | 'execute' }>): [InsideTell, Transferable[]] {
    const { id } = ask;
    this.last = id;
    if (ask.type === 'open') this.opened = new OpenedRun(ask, (stage) => this.tell({ id: this.last, type: 'progress', ...stage }, []));
    const { opened } = this;
    if (!opened) throw new Error(`internal: '${ask.type}' was asked before a run was open`);
    switch (ask.type) {
      case 'open': {
        const plan = opened.plan(ask.platform, true, ask.scheduling);
        return [{ id, type: 'opened', passes: opened.counts, left: opened.left, beside: opened.besideCount, plan }, buffersIn(plan)];
      }
      case 'pass':
        return [{ id, type: 'pass', ...opened.find(ask.pass, ask.text, ask.fate, ask.most) }, []];
      case 'diff': {
        const diff = opened.diff(ask.pass);
        return [{ id, type: 'diff', diff }, buffersIn(diff)];
      }
      case 'plan': {
        const plan = opened.plan(ask.platform, ask.optimised, ask.scheduling);
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
