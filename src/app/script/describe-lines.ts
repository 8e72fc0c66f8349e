/** What a run says of each line, as the editor marks it. */
import type { OwnRun } from '../../store/script/own.ts';
import { lineAt } from '../../store/script/own.ts';
import type { DeepWords, Words } from '../words/types.ts';
import type { LineMark, Marks } from './marks.ts';
import { NO_MARKS } from './marks.ts';

/** 0 to 4: nothing, then up to 3 %, 10 %, 30 % and more of all nodes. */
function heatOf(share: number): number {
  return share <= 0 ? 0 : share < 0.03 ? 1 : share < 0.1 ? 2 : share < 0.3 ? 3 : 4;
}

/** The marks of run `run`; none before the first. */
export function marksOf(run: number, own: OwnRun | null, script: DeepWords['script'], { numbers }: Words): Marks {
  if (own === null) return NO_MARKS;
  const { passes, added, last, findings, epochs, error } = own;
  const leaks = new Set(findings.map(({ line }) => line));
  let all = 0;
  for (const nodes of added) all += nodes;
  const lines: LineMark[] = [];
  const { length } = own.source.split('\n');
  for (let line = 1; line <= length; line++) {
    const nodes = added[line] ?? 0;
    const times = passes[line] ?? 0;
    lines.push({
      count: nodes > 0 ? `+${numbers.short(nodes)}` : '',
      title: times === 0 ? '' : script.gutter(times, last[line] ?? 0, nodes),
      leaks: leaks.has(line),
      heat: all === 0 ? 0 : heatOf(nodes / all),
    });
  }
  return {
    run,
    lines,
    epoch: epochs && { line: epochs.line, title: script.epochLine(epochs.how) },
    step: own.cursor === null ? null : lineAt(own.steps, own.cursor),
    error: error === null || error.line === null ? null : { line: error.line, text: `${error.type}: ${error.message}` },
  };
}
