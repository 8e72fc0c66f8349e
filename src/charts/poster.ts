/** One chart as a picture that stands alone: title, tags, the link's title, the marks and the epoch axis. For downloads. */
import type { BoundChart, NamedChart } from './chart.ts';
import { layoutOf } from './frame.ts';
import { marksOf } from './marks.ts';
import type { Palette } from './palette.ts';
import type { Pen } from './pen.ts';
import type { ChartInput } from './source.ts';
import { SvgPen } from './svg-pen.ts';
import { lastEpochShown } from './ticks.ts';
import type { ChartWords } from './words.ts';

export interface PosterOptions {
  chart: NamedChart;
  input: ChartInput;
  palette: Palette;
  words: ChartWords;
  /** Title of the link that the run came from; empty for none. */
  linkTitle: string;
  log: boolean;
  whole: boolean;
}

export const POSTER = { width: 960, height: 420 } as const;
const HEAD = 64;

/** Draws the picture with any pen, POSTER wide and high. */
export function drawPoster(pen: Pen, options: PosterOptions): void {
  const { chart, input, palette, words, linkTitle, log, whole } = options;
  const bound = chart.of(input);
  const title = words.titles[chart.id];
  pen.rect(0, 0, POSTER.width, POSTER.height, { fill: palette.card });
  const left = 20;
  const heading = { size: 17, color: palette.ink, bold: true };
  pen.text(title?.title ?? chart.id, left, 24, heading);
  pen.text(title?.subtitle ?? '', left + pen.measure(title?.title ?? chart.id, heading) + 12, 24, { size: 14, color: palette.muted });
  const tags = bound
    .tags(words)
    .map((tag) => tag.text)
    .join('  ·  ');
  pen.text(tags, POSTER.width - 20, 24, { size: 13, color: palette.muted, anchor: 'end' });
  if (linkTitle !== '') pen.text(linkTitle, left, 46, { size: 13, color: palette.muted });
  const lastShown = Math.max(lastEpochShown(input.history.count, input.epochsInAll, whole), input.overlay?.last ?? 0);
  const layout = layoutOf({
    width: POSTER.width - 20,
    height: POSTER.height - HEAD - 8,
    lastShown,
    domain: bound.domain({ log, lastShown }),
    palette,
    words,
    unit: 1,
    cross: null,
    marks: marksOf(input.events, words),
    lane: true,
    axis: true,
  });
  pen.shift(12, HEAD, () => bound.draw(pen, layout));
}

/** The picture as an SVG document. */
export function posterSvg(options: PosterOptions): string {
  const pen = new SvgPen();
  drawPoster(pen, options);
  const bound: BoundChart = options.chart.of(options.input);
  const title = options.words.titles[options.chart.id]?.title ?? options.chart.id;
  return pen.finish(
    POSTER.width,
    POSTER.height,
    options.linkTitle === '' ? title : `${title} – ${options.linkTitle}`,
    bound.describe(options.words),
  );
}
