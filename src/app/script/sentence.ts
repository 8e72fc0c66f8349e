/** The live sentence of a script: what is happening or has happened, with its worst leak. */
import type { PlaygroundState } from '../../store/state.ts';
import { newest } from '../../store/history.ts';
import { finishedEpochs } from '../../store/select.ts';
import type { DeepWords } from '../words/types.ts';

export interface Said {
  text: string;
  /** What must differ for the change to be announced. */
  meaning: string;
  /** Where the run has come to rest; '' while it goes on. */
  rest: string;
}

export function sentenceOf(state: PlaygroundState, { sentence }: DeepWords['script']): Said {
  const { own, opened, status, history, config } = state;
  const done = finishedEpochs(state);
  const nodes = Math.max(newest(history, 'nodes'), status?.nodes ?? 0);
  const leak = own?.findings.at(0);
  if (own === null) return { text: opened ? sentence.opened : sentence.before, meaning: 'before', rest: '' };
  const say = (text: string): Said => ({ text, meaning: `${own.phase}|${leak?.line ?? ''}`, rest: own.phase === 'loading' || own.phase === 'running' ? '' : own.phase });
  switch (own.phase) {
    case 'loading': {
      const { done: loaded, total } = status?.progress ?? { done: 0, total: 0 };
      return say(total > 1 ? sentence.loadingOf(loaded, total) : sentence.loading);
    }
    case 'running':
      return say(sentence.running(done, nodes) + (leak ? sentence.leak(leak.line, leak.perPass) : ''));
    case 'done':
      return say(leak ? sentence.leaky(done, nodes, leak.line, leak.nodes) : sentence.clean(done, nodes));
    case 'failed':
      if (own.error === null) return say(sentence.stopped(done));
      return say(config.finalize && /finalized/.test(own.error.message) ? sentence.caught(own.error.line) : sentence.failed(own.error.type, own.error.line, done));
    case 'stopped':
      return say(sentence.stopped(done));
  }
}
