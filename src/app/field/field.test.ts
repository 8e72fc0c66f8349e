/** The field's arithmetic: cells, pictures at every level against a slow reference, what is painted again, colours and counts. */
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { CODES, EPOCH_GROUPS, FIELD_COLOURS, type FieldColour, type FieldLook } from '../../protocol/field.ts';
import { pack, type Tokens } from '../parts/tokens.ts';
import { Bands, LEVEL_MOST, type Nodes, paint } from './bands.ts';
import { Codes } from './codes.ts';
import { css, type FieldTokens, legendOf, OpColours, OPS_SHOWN, paletteOf } from './palette.ts';
import { CELLS, changeAfter, nodeAt, planOf, rowsOf, stepped } from './plan.ts';

const palette = Uint32Array.from({ length: CODES }, (_, i) => (0xff000000 | Math.imul(i + 1, 0x9e3779b1)) >>> 0);

/** One pixel: the mean of each channel over the nodes in a square, or nothing. */
function pixel({ codes, nodes }: Nodes, columns: number, x: number, y: number, side: number): number {
  const sums = [0, 0, 0];
  let count = 0;
  for (let row = y * side; row < (y + 1) * side; row++) {
    for (let column = x * side; column < Math.min(columns, (x + 1) * side); column++) {
      const id = row * columns + column;
      if (id >= nodes) continue;
      count++;
      [0, 8, 16].forEach((shift, i) => (sums[i] += (palette[codes[id]] >>> shift) & 255));
    }
  }
  if (count === 0) return 0;
  const [r, g, b] = sums.map((sum) => Math.round(sum / count));
  return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
}

describe('cells', () => {
  it('are as large as all nodes in sight allow, and every node has its own', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 12_000_000 }), fc.integer({ min: 200, max: 2560 }), fc.integer({ min: 200, max: 1600 }), (nodes, width, height) => {
      const plan = planOf(nodes, width, height);
      const larger = CELLS[CELLS.indexOf(plan.cell) - 1];
      const fits = (cell: number): boolean => Math.ceil(nodes / Math.min(16_384, Math.floor(width / cell))) * cell <= height;
      if (plan.cell !== CELLS.at(-1)) expect(fits(plan.cell)).toBe(true);
      if (larger !== undefined) expect(fits(larger)).toBe(false);
      for (const node of [0, nodes >> 1, nodes - 1]) expect(nodeAt(nodes, plan, (node % plan.columns) + 0.5, Math.floor(node / plan.columns) + 0.5)).toBe(node);
      expect(nodeAt(nodes, plan, 0.5, rowsOf(nodes, plan) + 0.5)).toBe(-1);
      expect(nodeAt(nodes, plan, plan.columns + 0.5, 0.5)).toBe(-1);
    }), { numRuns: 60 });
  });
  it('4 M nodes are all in sight of 2,560 by 1,600 pixels, one pixel each; a small graph has large cells', () => {
    expect(planOf(4_000_000, 2560, 1600)).toEqual({ columns: 2560, cell: 1 });
    expect(planOf(60, 1000, 500).cell).toBe(CELLS[0]);
  });
  it('keys lead from node to node and to the next of another colour', () => {
    const plan = { columns: 10, cell: 8 };
    expect([stepped(25, plan, -1, 1, 0), stepped(25, plan, 3, 0, 1), stepped(25, plan, 13, 0, 1), stepped(25, plan, 18, 0, 1), stepped(25, plan, 0, -1, 0)]).toEqual([0, 13, 23, 18, 0]);
    const codes = Uint8Array.of(1, 1, 0, 0, 0, 1);
    expect([changeAfter(codes, 6, -1, 1), changeAfter(codes, 6, 2, 1), changeAfter(codes, 6, 5, 1), changeAfter(codes, 6, 4, -1)]).toEqual([2, 5, 5, 1]);
  });
});

const some = fc.record({ nodes: fc.integer({ min: 0, max: 3000 }), columns: fc.integer({ min: 1, max: 97 }), seed: fc.integer(), level: fc.integer({ min: 0, max: LEVEL_MOST }) });
const codesOf = (length: number, seed: number): Uint8Array<ArrayBuffer> => Uint8Array.from({ length }, (_, i) => Math.imul(i ^ seed, 0x45d9f3b) >>> 24);

it('a picture at any level is what the slow reference says', () => {
  fc.assert(fc.property(some, ({ nodes, columns, seed, level }) => {
    const of = { codes: codesOf(nodes, seed), nodes };
    const side = 1 << level;
    const rows = (Math.ceil(nodes / columns / side) + 1) * side;
    const width = Math.ceil(columns / side);
    const from = side * (Math.abs(seed) % (rows / side));
    const into = new Uint32Array((width * (rows - from)) / side).fill(7);
    paint(of, columns, from, rows, level, palette, into);
    const slow = Uint32Array.from(into, (_, i) => pixel(of, columns, i % width, from / side + Math.floor(i / width), side));
    expect(Array.from(into)).toEqual(Array.from(slow));
  }), { numRuns: 60 });
});

describe('bands', () => {
  afterEach(() => vi.unstubAllGlobals());
  /** A canvas that is nothing but its pixels. */
  class Sheet {
    readonly pixels: Uint32Array;
    constructor(readonly width: number, readonly height: number) { this.pixels = new Uint32Array(width * height); }
    getContext(): unknown {
      return {
        createImageData: (width: number, height: number) => ({ width, height, data: new Uint8ClampedArray(4 * width * height) }),
        putImageData: (image: ImageData, _x: number, _y: number, _left: number, top: number, width: number, height: number) => {
          const from = new Uint32Array(image.data.buffer);
          for (let i = top * width; i < (top + height) * width; i++) this.pixels[i] = from[i];
        },
      };
    }
  }
  it('show the graph as it is after any changes, painting no more than the bands that are looked at', () => {
    vi.stubGlobal('OffscreenCanvas', Sheet);
    const change = fc.record({ from: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.integer({ min: 0, max: 400 }), grow: fc.integer({ min: -300, max: 900 }), level: fc.integer({ min: 0, max: LEVEL_MOST }) });
    fc.assert(fc.property(fc.integer({ min: 5000, max: 16_000 }), fc.array(change, { minLength: 1, maxLength: 6 }), (columns, changes) => {
      const bands = new Bands({ columns, cell: 1 });
      const of: Nodes = { codes: codesOf(columns * 40, columns), nodes: columns * 11 };
      changes.forEach(({ from, length, grow, level }, round) => {
        const first = Math.floor(from * of.nodes);
        for (let id = first; id < Math.min(of.nodes, first + length); id++) of.codes[id] = (of.codes[id] + round + 1) & 255;
        bands.changed(first, first + length);
        const nodes = Math.min(of.codes.length, Math.max(1, of.nodes + grow * 10));
        bands.changed(Math.min(nodes, of.nodes), Math.max(nodes, of.nodes));
        of.nodes = nodes;
        const side = 1 << level;
        for (let band = 0; band * bands.rows * columns < of.nodes; band++) {
          const sheet = bands.sheet(band, level, of, palette, true) as unknown as Sheet;
          expect(bands.isStale(band, level)).toBe(false);
          // A sample of pixels: all of them would take long.
          for (let i = (round * 131) % 997; i < sheet.pixels.length; i += 997) {
            const [x, y] = [i % sheet.width, (band * bands.rows) / side + Math.floor(i / sheet.width)];
            if (sheet.pixels[i] !== pixel(of, columns, x, y, side)) expect([round, band, x, y]).toBe('as it is');
          }
        }
      });
    }), { numRuns: 12 });
  });
  it('are shown as they are, or not at all, where nothing may be painted', () => {
    vi.stubGlobal('OffscreenCanvas', Sheet);
    const bands = new Bands({ columns: 1000, cell: 1 });
    const of = { codes: codesOf(5000, 1), nodes: 5000 };
    expect(bands.sheet(0, 0, of, palette, false)).toBeNull();
    const sheet = bands.sheet(0, 0, of, palette, true) as unknown as Sheet;
    const before = sheet.pixels[0];
    of.codes[0]++;
    bands.changed(0, 1);
    bands.sheet(0, 0, of, palette, false);
    expect([sheet.pixels[0], bands.isStale(0, 0)]).toEqual([before, true]);
  });
});

const lookOf = (part: Partial<FieldLook>): FieldLook => ({
  id: 1, by: 'leaked', epoch: 1, run: 0, graph: 1, nodes: 0, from: 0, codes: new Uint8Array(0), counts: new Float64Array(CODES), ops: [], width: 1, real: true, ...part,
});

it('codes are put together of what changed; another graph or order begins anew', () => {
  const codes = new Codes();
  expect(codes.take(lookOf({ nodes: 5000, codes: new Uint8Array(5000).fill(1) }))).toEqual([0, 5000]);
  expect(codes.take(lookOf({ from: 4999, nodes: 9000, codes: new Uint8Array(4001).fill(2) }))).toEqual([4999, 9000]);
  expect([codes.nodes, codes.codes[4998], codes.codes[4999], codes.codes[8999]]).toEqual([9000, 1, 2, 2]);
  expect(codes.take(lookOf({ graph: 2, nodes: 10, codes: new Uint8Array(10) }))).toEqual([0, 9000]);
  expect(() => codes.take(lookOf({ graph: 2, from: 11, nodes: 12, codes: new Uint8Array(1) }))).toThrow(/internal/);
  expect(codes.take(lookOf({ id: 2, graph: 2, nodes: 4, codes: new Uint8Array(4) }))).toEqual([0, 10]);
});

describe('colours and counts', () => {
  // Any colours will do for the others, as long as all are different.
  const made = new Map([['card', '#ffffff'], ['field-old', '#e8d9a0'], ['field-mid', '#c2607f'], ['field-new', '#38235c']]);
  const hex = (name: string): string => made.get(name) ?? made.set(name, `#${(0x102030 + made.size * 0x070b0d).toString(16)}`).get(name)!;
  const all = <V>(of: (name: string) => V) => new Proxy({}, { get: (_, name) => of(String(name)) });
  const tokens = { token: all(hex), packed: all((name) => pack(hex(name))), font: '', unit: 1 } as Tokens<never> as FieldTokens;
  const ops = Array.from({ length: 20 }, (_, i) => `Op${i}`);
  const counts = Float64Array.from({ length: CODES }, (_, code) => (code < 20 ? 100 - code : 0));
  const total = counts.reduce((a, b) => a + b);

  it.each(FIELD_COLOURS.filter((by) => by !== 'leaked' && by !== 'executed' && by !== 'tier'))('by %s: every node is in the legend once', (by: FieldColour) => {
    const legend = legendOf(lookOf({ by, counts, ops, nodes: total, width: 4 }), tokens, new OpColours());
    expect(legend.reduce((sum, { count }) => sum + count, 0)).toBe(total);
    const codes = legend.flatMap((entry) => entry.codes);
    expect(new Set(codes).size).toBe(codes.length);
    expect(new Set(legend.map(({ colours }) => colours[0])).size).toBe(legend.length);
    const shown = paletteOf(legend, -1, tokens);
    for (const { codes: own, colours } of legend) own.forEach((code, k) => expect(shown[code]).toBe(colours[k % colours.length]));
    // One alone: the others are all as faint.
    const alone = paletteOf(legend, 1, tokens);
    expect(new Set(legend.flatMap((entry, i) => (i === 1 ? [] : entry.codes.map((code) => alone[code])))).size).toBe(1);
    expect(alone[legend[1].codes[0]]).toBe(legend[1].colours[0]);
  });
  it('epochs: at most so many groups, odd and even told apart', () => {
    const full = new Float64Array(CODES).fill(1, 0, 2 * EPOCH_GROUPS);
    const legend = legendOf(lookOf({ by: 'epoch', counts: full, width: 8, epoch: 96 }), tokens, new OpColours());
    expect(legend.map(({ from, to }) => [from, to])).toEqual(Array.from({ length: EPOCH_GROUPS }, (_, g) => [8 * g + 1, 8 * g + 8]));
    for (const { colours } of legend) expect(colours[0]).not.toBe(colours[1]);
    // Epochs that are still to come are not named.
    expect(legendOf(lookOf({ by: 'epoch', counts: full, width: 8, epoch: 92 }), tokens, new OpColours()).at(-1)).toMatchObject({ from: 89, to: 92 });
  });
  it('an op keeps its colour while it is among the most', () => {
    const colours = new OpColours();
    const first = [...colours.give(ops)];
    const later = colours.give(['Op19', ...ops.slice(0, OPS_SHOWN - 1)]);
    expect(later.filter((op, i) => op === first[i]).length).toBe(OPS_SHOWN - 1);
    expect(later.indexOf('Op19')).toBe(first.indexOf(`Op${OPS_SHOWN - 1}`));
  });
  it('are said as the style sheet would', () => expect([css(pack('#3d5a80')), css(pack('#fff'))]).toEqual(['rgb(61 90 128)', 'rgb(255 255 255)']));
});
