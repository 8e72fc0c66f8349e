/** English texts of the view of what a program learns; loaded when it is first shown. */
import type { DigitSet, PictureTitle } from '../../protocol/look.ts';
import { numbersOf } from './numbers.ts';

const n = numbersOf('en');
const signed = (value: number): string => (value === 0 ? '0' : `${value < 0 ? '−' : '+'}${n.plain(Math.abs(value))}`);

export const learned = {
  intro: 'What the model has learned so far, computed by the engine now, with the run’s weights in a graph of its own: looking changes nothing of the run.',
  waiting: 'The pictures appear as soon as the model has been built.',
  cleared: 'There is no model now: the session was cleared, and the next run builds a new one.',
  script: 'A script of your own has no pictures here: hover a name in the script to see what was fetched.',
  stopped: 'The engine has stopped; the pictures are of the last moment before.',
  failed: (why: string): string => `There are no pictures: ${why}. The run is untouched.`,
  retry: 'Try again',
  moment: (epoch: number, run: number, within: boolean): string =>
    within
      ? `In epoch ${n.whole(epoch)}, in the middle of run ${n.whole(run + 1)}: some weights may be updated already`
      : epoch === 0
        ? 'Before the first epoch: as initialised'
        : run > 0
          ? `In epoch ${n.whole(epoch)}, after run ${n.whole(run)}`
          : `After epoch ${n.whole(epoch)}`,
  model: (model: number, models: number, name: string): string => `model ${n.whole(model)} of ${n.whole(models)}: ${name}`,
  took: (seconds: number): string => `computed in ${n.duration(seconds)}`,
  set: 'Digits',
  sets: { trained: 'trained on', held: 'not trained on' } satisfies Record<DigitSet, string>,
  noHeld: 'Every digit is trained on here: there are no others to test with.',
  onlyWrong: 'Only wrong ones',
  help: 'Arrow keys go from value to value and read it; Home and End go to the first and the last.',
  helpChoose: 'Arrow keys go from digit to digit, Enter chooses one; Home and End go to the first and the last.',
  table: 'As a table',
  tableCut: (rows: number, columns: number): string => `The first ${n.whole(rows)} rows and ${n.whole(columns)} columns.`,
  hint: 'Point at a value, or go there with the arrow keys.',
  hintChoose: 'Choose a digit to see how sure the model is.',
  shape: (source: string, shape: readonly number[]): string => `${source} [${shape.map((size) => (size < 0 ? 'n' : String(size))).join(', ')}]`,
  value: signed,

  digits: {
    title: 'Digits and predictions',
    summary: (right: number, of: number): string => `${n.whole(right)} of ${n.whole(of)} right: ${n.percent(of === 0 ? 0 : right / of)}.`,
    shown: (count: number): string => `The first ${n.whole(count)} are shown.`,
    noneWrong: 'None is wrong.',
    marks: '✓ right · 8→3 ✗: an eight that the model takes for a three',
    text: (sample: number, wanted: number, said: number, share: number): string =>
      wanted === said
        ? `Digit ${n.whole(sample)} is ${wanted}, and the model says so, ${n.percent(share)} sure.`
        : `Digit ${n.whole(sample)} is ${wanted}; the model says ${said}, ${n.percent(share)} sure: wrong.`,
    head: ['Digit', 'Is', 'Model says', 'Sure', 'Verdict'],
    right: 'right',
    wrong: 'wrong',
  },
  chosen: {
    title: (sample: number): string => `Digit ${n.whole(sample)}`,
    summary: (wanted: number, said: number, share: number): string =>
      wanted === said ? `It is ${wanted}, and the model says so: ${n.percent(share)} sure.` : `It is ${wanted}; the model says ${said}, ${n.percent(share)} sure.`,
    text: (digit: number, share: number): string => `${n.percent(share)} for ${digit}.`,
    head: ['Digit', 'Share'],
    note: 'Bars: softmax of the ten logits.',
  },
  confusion: {
    title: 'Confusion matrix',
    worst: (wanted: number, said: number, count: number): string => `Most often, ${wanted} is taken for ${said}: ${count === 1 ? 'once' : `${n.whole(count)} times`}.`,
    none: 'Nothing is confused.',
    text: (wanted: number, said: number, count: number, of: number): string =>
      `Of ${n.whole(of)} times ${wanted}, the model says ${said} ${count === 1 ? 'once' : `${n.whole(count)} times`}${wanted === said ? ': right' : ''}.`,
    rows: 'is',
    columns: 'model says',
    note: 'A row for each digit, a column for what the model says. On the framed diagonal it is right; the darker, the greater the share of the row.',
  },
  sequences: {
    title: 'Sequences in and out',
    summary: (whole: number, of: number, right: number, digits: number): string =>
      `${n.whole(whole)} of ${n.whole(of)} sequences right from end to end, ${n.percent(digits === 0 ? 0 : right / digits)} of their digits.`,
    text: (sample: number, wanted: readonly number[], said: readonly number[]): string =>
      `Sequence ${n.whole(sample)}: wanted ${wanted.join(' ')}, the model says ${said.join(' ')}: ${wanted.every((w, i) => w === said[i]) ? 'right' : 'wrong'}.`,
    note: 'Above, what goes in; below, what comes out, digit by digit, each told only what the model itself said before. Where it is wrong, ✗ and the digit that was wanted.',
    head: ['Sequence', 'Wanted', 'Model says', 'Verdict'],
    wanted: 'wanted',
  },
  titles: {
    weights: 'Weights of each digit',
    hidden: 'What hidden units look for',
    layer: 'Weights of a layer',
    filters: 'Filters',
    recurrent: 'Recurrent weights',
    position: 'What each row’s place adds',
    attention: 'Attention',
  } satisfies Record<PictureTitle, string>,
  notes: {
    weights: 'An image for each digit: a pixel speaks for the digit where its weight is above zero, and against it below.',
    hidden: 'An image for each unit: the weights from the 64 pixels to it.',
    layer: 'A row for each unit that comes in, a column for each that goes out.',
    filters: 'An image for each filter that is moved over the digit.',
    recurrent: 'From the state before, and from the input where they share a matrix (rows), to the state after or its gates (columns).',
    position: 'A row of the map for each row of the digit: what is added so that the model knows where it stands.',
    attention: 'Each row of the digit (rows of the map) attends to all eight (columns); a row sums to one. One map for each head.',
  } satisfies Record<PictureTitle, string>,
  range: (least: number, most: number, isSigned: boolean): string => (isSigned ? `Values from ${signed(least)} to ${signed(most)}.` : `Values from ${n.plain(least)} to ${n.plain(most)}.`),
  images: (count: number, of: number): string => (count < of ? `The first ${n.whole(count)} of ${n.whole(of)} images.` : `${count === 1 ? '1 image' : `${n.whole(count)} images`}.`),
  image: (title: PictureTitle, image: number): string => (title === 'weights' ? `Digit ${image}` : title === 'filters' ? `Filter ${image + 1}` : title === 'attention' ? `Head ${image + 1}` : title === 'hidden' ? `Unit ${image + 1}` : `Map ${image + 1}`),
  cell: (name: string, row: number, column: number, value: number, isSigned: boolean): string => `${name === '' ? '' : `${name}, `}row ${row + 1}, column ${column + 1}: ${isSigned ? signed(value) : n.plain(value)}`,
  ofDigit: (sample: number): string => `Of digit ${n.whole(sample)}.`,
  grid: {
    title: 'The grid of the search',
    summary: (done: number, of: number): string => `${n.whole(done)} of ${n.whole(of)} models finished.`,
    best: (units: number, rate: number, accuracy: number): string => `Best so far: ${units} units, rate ${n.plain(rate)}, ${n.percent(accuracy)}.`,
    text: (units: number, rate: number, accuracy: number): string => `${units} units, rate ${n.plain(rate)}: ${Number.isNaN(accuracy) ? 'not finished' : `validation accuracy ${n.percent(accuracy)}`}`,
    rows: 'units',
    columns: 'rate',
    current: 'learning now',
    note: 'Validation accuracy; the framed cell learns now.',
  },
  percent: n.percent,
  whole: n.whole,
  plain: n.plain,
};
