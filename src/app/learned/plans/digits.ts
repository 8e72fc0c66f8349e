/** Digits with what the model says of them; the chosen one with the share of each answer. */
import type { Chosen, Picture } from '../../../protocol/look.ts';
import { drawImage } from '../colours.ts';
import { cellBox, flow, tileBox } from '../geometry.ts';
import { frame, write, type LearnedWords, type Plan } from '../plan.ts';

const PIXELS = 64;

export function digitsPlan(picture: Extract<Picture, { kind: 'digits' }>, chosen: number, onlyWrong: boolean, words: LearnedWords): Plan {
  const { answers, right, of, source, shape } = picture;
  const { samples, pixels, wanted, said, share } = answers;
  const count = samples.length;
  return {
    key: 'digits',
    title: words.digits.title,
    source: words.shape(source, shape),
    summary: [words.digits.summary(right, of), count < of && !onlyWrong ? words.digits.shown(count) : '', count === 0 ? words.digits.noneWrong : ''].join(' ').trim(),
    note: words.digits.marks,
    wide: true,
    scale: null,
    layout: (width, unit) => flow({ tiles: count, rows: 1, columns: 1, cellWidth: 46 * unit, cellHeight: 46 * unit, width, foot: 19 * unit, gap: 9 * unit }),
    paint(context, geometry, colours) {
      const { unit, token } = colours;
      for (let i = 0; i < count; i++) {
        const box = tileBox(geometry, i);
        drawImage(context, box, 8, 8, (p) => colours.grey(pixels[i * PIXELS + p] / 255));
        const isRight = wanted[i] === said[i];
        frame(context, box, isRight ? token.line : token['video-text'], (isRight ? 1 : 2.5) * unit);
        if (samples[i] === chosen) frame(context, { x: box.x - 4 * unit, y: box.y - 4 * unit, width: box.width + 8 * unit, height: box.height + 8 * unit }, token.ink, 2 * unit);
        const middle = box.x + box.width / 2;
        const y = box.y + box.height + 11 * unit;
        if (isRight) write(context, colours, { text: `${wanted[i]} ✓`, x: middle, y, colour: token.soft });
        else write(context, colours, { text: `${wanted[i]}→${said[i]} ✗`, x: middle, y, colour: token['video-text'], weight: 700 });
      }
    },
    text: (i) => words.digits.text(samples[i], wanted[i], said[i], share[i]),
    choose: (i) => samples[i],
    table: () => ({
      named: true,
      head: words.digits.head,
      rows: Array.from(samples, (sample, i) => [
        words.whole(sample),
        String(wanted[i]),
        String(said[i]),
        words.percent(share[i]),
        wanted[i] === said[i] ? words.digits.right : words.digits.wrong,
      ]),
    }),
  };
}

/** The chosen digit, and a bar for each answer. */
export function chosenPlan({ sample, pixels, wanted: [wanted], said: [said], shares }: Chosen, words: LearnedWords): Plan {
  const answers = Array.from(shares, (_, digit) => digit);
  return {
    key: 'chosen',
    title: words.chosen.title(sample),
    source: '',
    summary: words.chosen.summary(wanted, said, shares[said]),
    note: words.chosen.note,
    wide: false,
    scale: null,
    layout: (width, unit) => {
      const left = 110 * unit;
      return flow({ tiles: 1, rows: 1, columns: 10, cellWidth: Math.min(26 * unit, (width - left) / 10), cellHeight: 92 * unit, width, left, head: 16 * unit, foot: 19 * unit });
    },
    paint(context, geometry, colours) {
      const { unit, token } = colours;
      const all = tileBox(geometry, 0);
      const image = { x: 0, y: all.y - 4 * unit, width: 96 * unit, height: 96 * unit };
      drawImage(context, image, 8, 8, (p) => colours.grey(pixels[p] / 255));
      frame(context, image, token.line, unit);
      for (const digit of answers) {
        const { x, y, width, height } = cellBox(geometry, digit);
        const bar = height * shares[digit];
        const middle = x + width / 2;
        context.fillStyle = digit === wanted ? token['cure-text'] : digit === said ? token['video-text'] : token.edge;
        context.fillRect(x + 0.16 * width, y + height - bar, 0.68 * width, bar);
        if (digit === said) write(context, colours, { text: digit === wanted ? '✓' : '✗', x: middle, y: y + height - bar - 8 * unit, colour: token.ink, weight: 700 });
        write(context, colours, { text: String(digit), x: middle, y: y + height + 11 * unit, colour: digit === wanted ? token.ink : token.soft, weight: digit === wanted ? 750 : 450 });
      }
      context.fillStyle = token.edge;
      context.fillRect(all.x, all.y + all.height, all.width, unit);
    },
    text: (digit) => words.chosen.text(digit, shares[digit]),
    table: () => ({ named: true, head: words.chosen.head, rows: answers.map((digit) => [String(digit), words.percent(shares[digit])]) }),
  };
}
