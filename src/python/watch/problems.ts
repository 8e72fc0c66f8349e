/** How a script ended where a bound of the playground was met, in plain sentences; everything else keeps Python's or TensorFlow's own words. */
import type { ScriptProblem } from '../../protocol/script.ts';

const MIB = 2 ** 20;

/** @param limit most bytes of a graph */
export function inWords(problem: ScriptProblem, limit: number): ScriptProblem {
  const { type, message } = problem;
  if (type === 'MemoryError') {
    const graph = /the graph needs more/i.test(message);
    const what = graph ? `The graph took more than the ${Math.round(limit / MIB)} MiB that it may take here. It has too many nodes, or too large ones: look at the lines that add nodes on every pass.`
      : message === '' || /python may take|the script ran out/i.test(message) ? 'Python ran out of memory: a script may take 1 GiB here. Lists or strings of it grow too large.' : message;
    return { ...problem, message: what };
  }
  if (type === 'RecursionError') return { ...problem, message: `Calls are nested too deeply: a function calls itself without an end, or with one too far away. (${message})` };
  return problem;
}
