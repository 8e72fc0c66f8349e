/** A comparison in the words of the page, as what is laid over the charts. */
import type { OverlayParts } from '../../charts/overlay.ts';
import type { Comparison } from '../../recorded/compare.ts';
import type { Clock, Recording } from '../../recorded/recording.ts';
import type { DeepWords } from '../words/types.ts';

/** What the charts are given. `recordedWord`: the page's word for the kind of number. */
export function partsOf(recording: Recording, compared: Comparison, clock: Clock, words: DeepWords['recorded'], recordedWord: string): OverlayParts {
  const { epochs, nodes, time, memory } = compared;
  const column = (value: (row: Recording['epochs'][number]) => number | null): Float64Array => Float64Array.from(recording.epochs, (row) => value(row) ?? Number.NaN);
  const error = (share: number): string => (Number.isFinite(share) ? words.error(share, epochs.length) : '');
  const short = (share: number): string => (Number.isFinite(share) ? words.errorShort(share) : '');
  const other: Clock = clock === 'wall' ? 'cpu' : 'wall';
  const otherSeconds = column((row) => (other === 'wall' ? row.seconds : row.cpu));
  return {
    epochs,
    words: {
      recorded: recordedWord,
      legend: `${recordedWord}: ${words.machine(recording.tensorflow, recording.machine, recording.date)}`,
      model: words.model,
      modelled: words.columns.model,
      describe: words.describe,
      describeModel: words.describeModel,
    },
    series: {
      nodes: { ...nodes, error: error(nodes.error), short: short(nodes.error), name: words.columns.nodes, more: [{ title: words.columns.peak, unit: '', values: column(({ peak }) => peak) }] },
      time: { ...time, error: error(time.error), short: short(time.error), name: words.columns[clock], more: otherSeconds.some(Number.isFinite) ? [{ title: words.columns[other], unit: 's', values: otherSeconds }] : [] },
      ...(memory ? { memory: { ...memory, error: error(memory.error), short: short(memory.error), name: words.columns.growth, more: [{ title: words.columns.process, unit: 'bytes', values: column(({ bytes }) => bytes) }] } } : {}),
    },
  };
}
