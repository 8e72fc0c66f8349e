/** Sequences: images in, digits out. */
import type { Picture } from '../../../protocol/look.ts';
import { drawImage } from '../colours.ts';
import { flow, tileBox } from '../geometry.ts';
import { frame, write, type LearnedWords, type Plan } from '../plan.ts';

const PIXELS = 64;

export function sequencesPlan({ answers, each, right, whole, of, source, shape }: Extract<Picture, { kind: 'sequences' }>, words: LearnedWords): Plan {
  const { samples, pixels, wanted, said } = answers;
  const part = (list: Int32Array, s: number): number[] => Array.from(list.subarray(s * each, (s + 1) * each));
  return {
    key: 'sequences',
    title: words.sequences.title,
    source: words.shape(source, shape),
    summary: words.sequences.summary(whole, of, right, of * each),
    note: words.sequences.note,
    wide: true,
    scale: null,
    layout: (width, unit) =>
      flow({ tiles: samples.length, rows: 1, columns: 1, cellWidth: each * 38 * unit, cellHeight: 38 * unit, width, head: 4 * unit, foot: 40 * unit, gap: 16 * unit }),
    paint(context, geometry, colours) {
      const { unit, token } = colours;
      for (let s = 0; s < samples.length; s++) {
        const box = tileBox(geometry, s);
        const size = box.height;
        for (let t = 0; t < each; t++) {
          const at = { x: box.x + t * size + unit, y: box.y, width: size - 2 * unit, height: size - 2 * unit };
          drawImage(context, at, 8, 8, (p) => colours.grey(pixels[(s * each + t) * PIXELS + p] / 255));
          frame(context, at, token.line, unit);
          const isRight = wanted[s * each + t] === said[s * each + t];
          const x = at.x + at.width / 2;
          write(context, colours, { text: String(said[s * each + t]), x, y: box.y + size + 10 * unit, size: 14, weight: isRight ? 500 : 750, colour: isRight ? token.ink : token['video-text'] });
          write(context, colours, { text: isRight ? '✓' : `✗ ${wanted[s * each + t]}`, x, y: box.y + size + 27 * unit, size: 11, weight: isRight ? 450 : 650, colour: isRight ? token.muted : token['video-text'] });
        }
      }
    },
    text: (s) => words.sequences.text(samples[s], part(wanted, s), part(said, s)),
    table: () => ({
      named: true,
      head: words.sequences.head,
      rows: Array.from(samples, (sample, s) => {
        const [w, d] = [part(wanted, s), part(said, s)];
        return [words.whole(sample), w.join(' '), d.join(' '), w.join() === d.join() ? words.digits.right : words.digits.wrong];
      }),
    }),
  };
}
