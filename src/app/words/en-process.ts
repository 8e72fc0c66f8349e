/** English texts of memory and time as TensorFlow has them; loaded with the view of memory. */
import type { RunConfig } from '../../protocol/config.ts';
import type { TermId } from '../memory/terms.ts';
import { numbersOf } from './numbers.ts';

const n = numbersOf('en');

export const process = {
  clearing: 'How a clear is made',
  told: (account: string): string => `As told, a clear takes everything at once. These switches count under the account “${account}”; choose it to use them.`,
  switches: {
    close: 'The session is closed',
    collect: 'What is dead is collected (gc.collect)',
    trim: 'Freed memory is given back (malloc_trim)',
  },
  keep: 'What still points at the old graph',
  keeps: { nothing: 'nothing', model: 'a variable: the model', session: 'a variable: the old session' } satisfies Record<RunConfig['keep'], string>,
  rebuild: 'Reload makes the model',
  rebuilds: { code: 'by its code', meta: 'from the saved .meta graph' } satisfies Record<RunConfig['rebuild'], string>,
  clears: ({ keep, collect, close, trim }: Pick<RunConfig, 'keep' | 'collect' | 'close' | 'trim'>): string =>
    [
      keep === 'nothing'
        ? collect
          ? 'The old graph dies when it is collected.'
          : 'Nothing points at the old graph, but it stays until Python collects by itself.'
        : keep === 'model' || close
          ? 'One reference keeps the whole old graph alive, 4.6 kB a node; its session’s part is freed.'
          : 'The open session keeps the old graph and all that it compiled alive.',
      trim ? 'Of what is freed, 89 % goes back to the operating system.' : collect && keep === 'nothing' ? 'The process gives back some 3 % and keeps the rest for reuse.' : '',
    ].join(' ').trim(),
  measured: 'Times and shares were recorded with TensorFlow 2.15.1 on two processor cores, and fitted within the ranges that were measured: collecting 0.17 s and 13.5 µs a node, closing 1.7 µs a node, resetting 10 µs, writing .meta 14.5 µs a node, importing it 46 µs a node.',
  slow: (epoch: number): string => `What made epoch ${n.whole(epoch)} take its time`,
  took: (total: string, share: string, term: string): string => (term === '' ? `It took ${total}.` : `It took ${total}; ${share} of that is: ${term}.`),
  since: (epoch: number, times: number, term: string, share: string): string => `Since epoch ${n.whole(epoch)} it became ${n.plain(times)} × as slow; ${share} of what came on top is: ${term}.`,
  terms: {
    grown: 'grown graph, a·N', examined: 'new signature, b·N', signature: 'new signature, fixed', compile: 'compiling, c·P', fixed: 'calls of run, f', steady: 'executed nodes, e·P',
    kernels: 'kernels', nodes: 'building nodes', gradients: 'tf.gradients', save: 'save', clear: 'clear', reload: 'reload', move: 'swapping',
  } satisfies Record<TermId, string>,
  why: {
    grown: 'A run after the graph has grown goes through all N nodes, old ones included.',
    examined: 'A signature that the session has not met makes it go through all N nodes to prune and optimise.',
    signature: 'Each signature that the session has not met costs a few milliseconds, whatever it fetches.',
    compile: 'The P nodes of a new signature are optimised and compiled.',
    fixed: 'Each call of run costs some 60 µs.',
    steady: 'Every executed node costs a fifth of a microsecond besides its kernel.',
    kernels: 'Computing itself: nothing is wasted here.',
    nodes: 'Making a node in Python takes some 112 µs.',
    gradients: 'tf.gradients goes through the whole graph each time it is called.',
    save: 'With the checkpoint the whole graph is written, as .meta.',
    clear: 'Collecting the dead graph is the dearest part of a clear.',
    reload: 'The model is built again, restored and run for the first time.',
    move: 'Main memory is full: the operating system swaps.',
  } satisfies Record<TermId, string>,
  nodes: 'N, nodes at most',
  fetched: 'P, nodes that the run needs',
  signatures: 'Cached signatures',
  graphDef: 'GraphDef',
  ofWall: (bytes: string, share: string): string => `${bytes}, ${share} of 2 GB`,
  device: 'Video memory at most',
  latest: 'Latest',
  bands: 'Main memory of the process',
  bandNames: { live: 'in use', kept: 'cleared, still alive', held: 'freed, held', returned: 'given back' },
  bandsSummary: (epoch: number, live: string, kept: string, held: string, returned: string): string =>
    `Epoch ${n.whole(epoch)}: ${live} in use, ${kept} of cleared graphs that are still alive, ${held} freed but held by the process, ${returned} given back.`,
  bandsNote: 'A node takes 4.6 kB when built and 9.4 kB after its first run; a signature 24 kB and 2.8 kB for each node it needs, never evicted. A constant of more than 256 bytes has its value besides, once when built, five times after a run, and twice more in each signature that needs it. What is held is used again.',
  duration: n.duration,
};
