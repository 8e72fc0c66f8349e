/** Hands a chart to the visitor as a file: PNG (twice the size), SVG or CSV. Nothing leaves the browser. */
import { CanvasPen } from '../../charts/canvas-pen.ts';
import { toCsv } from '../../charts/csv.ts';
import { drawPoster, POSTER, posterSvg, type PosterOptions } from '../../charts/poster.ts';

export type Format = 'png' | 'svg' | 'csv';

/** Saves the file. Rejects with a plain error if the browser cannot make the picture. */
export async function download(format: Format, options: PosterOptions): Promise<void> {
  const blob =
    format === 'png' ? await png(options) : format === 'svg' ? new Blob([posterSvg(options)], { type: 'image/svg+xml' }) : csv(options);
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = `session-playground-${options.chart.id}.${format}`;
  link.click();
  // The download reads the address after the click returns.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

function csv({ chart, input, words }: PosterOptions): Blob {
  const text = toCsv(chart.of(input).table(words), words);
  // Spreadsheets take text beyond ASCII for UTF-8 only if a byte order mark says so; other readers are better off without one.
  const mark = /[^ -~\r\n]/.test(text) ? '\uFEFF' : '';
  return new Blob([mark, text], { type: 'text/csv;charset=utf-8' });
}

function png(options: PosterOptions): Promise<Blob> {
  const ratio = 2;
  const canvas = document.createElement('canvas');
  canvas.width = POSTER.width * ratio;
  canvas.height = POSTER.height * ratio;
  const context = canvas.getContext('2d');
  if (!context) return Promise.reject(new Error('expected a 2D canvas, the browser gave none'));
  context.scale(ratio, ratio);
  drawPoster(new CanvasPen(context, ratio), options);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('expected a PNG picture, the browser made none'))), 'image/png');
  });
}
