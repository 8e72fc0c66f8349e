// What controls are called, in one place. The names are the catalogue's own, so that a reworded label breaks no test; what the page
// *says* (sentences, errors) is not taken from here: tests spell out what they expect a visitor to read.
import { en } from '../../src/app/words/en.ts';
import { deep } from '../../src/app/words/en-deep.ts';
import { zh } from '../../src/app/words/zh.ts';
import { ENGLISH } from '../../src/charts/words.ts';

export const NAMES = { ...en, warnings: deep.warnings, shareDialog: deep.shareDialog, graph: deep.graph, script: deep.script };
export const NAMES_ZH = zh;
export const CHART_NAMES = ENGLISH;

/** Ids of the charts whose headings every visitor sees. */
export const CHART_IDS = ['nodes', 'memory', 'time', 'learning'] as const;
export type ChartId = (typeof CHART_IDS)[number];

/** The heading of a chart. */
export function chartTitle(id: ChartId): string {
  const found = CHART_NAMES.titles[id];
  if (!found) throw new Error(`expected a title of the chart ${id}, found none`);
  return found.title;
}
