/** The scripts to start from, one file each in scripts/; all of them run on real TensorFlow as they are. Loaded with the editor. */

export interface Example {
  id: string;
  source: string;
  /** Whether some line adds nodes on every pass of its loop. */
  leaks: boolean;
}

const TEXTS: Record<string, string> = import.meta.glob<string>('./scripts/*.py', { eager: true, query: '?raw', import: 'default' });

/** In the order in which they are offered. */
const ORDER: readonly (readonly [id: string, leaks: boolean])[] = [
  ['assign-rate', true],
  ['loss-per-step', true],
  ['constant-eval', true],
  ['index', true],
  ['optimizer', true],
  ['summaries', true],
  ['saver', true],
  ['kfold', true],
  ['assign-rate-cured', false],
  ['save-clear-reload', true],
  ['search', false],
  ['rnn', false],
  ['evals', true],
  ['layers', true],
  ['compile', true],
  ['generations', true],
];

export const EXAMPLES: readonly Example[] = ORDER.map(([id, leaks]) => {
  const source = TEXTS[`./scripts/${id}.py`];
  if (source === undefined) throw new Error(`internal: there is no example scripts/${id}.py`);
  return { id, source, leaks };
});

/** The example whose text this is. */
export function exampleOf(source: string): Example | undefined {
  return EXAMPLES.find((example) => example.source === source);
}
