// Damaged files: whatever comes, opening ends soon, and with a value. What can be opened can be saved and opened again.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, field } from './bytes.ts';
import { encodeEvents, versionEvent } from './events.ts';
import { encodeMetaGraph } from './meta.ts';
import type { GraphDefData } from './model.ts';
import { openGraph, saveGraph, type SaveFormat } from './open.ts';
import { writeRecords } from './records.ts';
import { anyGraph } from './testing/arbitrary.ts';

const FORMATS: readonly SaveFormat[] = ['pb', 'pbtxt', 'meta', 'events'];
const saved = (graph: GraphDefData, format: SaveFormat): Uint8Array => {
  const result = saveGraph(graph, format);
  if (!result.ok) throw new Error(result.error);
  return result.value;
};

/** Opens; if that goes well, saving what came must give the same graph again. Returns whether it went well. */
function check(bytes: Uint8Array): boolean {
  const opened = openGraph(bytes, 'file');
  if (!opened.ok) {
    expect(opened.error.length).toBeLessThan(1000);
    return false;
  }
  const { graph, meta } = opened.value;
  for (const format of FORMATS) {
    const again = openGraph(saved(graph, format), 'again.pb');
    if (graph.nodes.length > 0)
      expect(again.ok && again.value.graph.nodes).toEqual(
        graph.nodes.map((node) => (format === 'pbtxt' ? withoutUnknown(node, again) : node)),
      );
  }
  if (meta) expect(encodeMetaGraph(meta).ok).toBe(true);
  return true;
}

/** Text cannot say fields that it has no names for: there `rest` may be shorter. */
function withoutUnknown(node: GraphDefData['nodes'][number], again: ReturnType<typeof openGraph>): unknown {
  if (!node.rest || !again.ok) return node;
  const rest = again.value.graph.nodes.find(({ name, op }) => name === node.name && op === node.op)?.rest;
  const { rest: _, ...others } = node;
  return rest ? { ...others, rest } : others;
}

interface Damage {
  readonly at: number;
  readonly kind: 'flip' | 'cut' | 'insert' | 'double';
  readonly byte: number;
}

const damage: fc.Arbitrary<Damage> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  kind: fc.constantFrom('flip', 'cut', 'insert', 'double'),
  byte: fc.oneof(fc.nat({ max: 255 }), fc.constantFrom(0, 255, 128, 10, 34, 123, 125)),
});

function hurt(bytes: Uint8Array, { at, kind, byte }: Damage): Uint8Array {
  const place = Math.floor(at * bytes.length);
  const [before, after] = [bytes.slice(0, place), bytes.slice(place)];
  if (kind === 'cut') return before;
  if (kind === 'insert') return concat([before, Uint8Array.of(byte), after]);
  if (kind === 'double') return concat([before, after.subarray(0, byte), after]);
  if (after.length > 0) after[0] = byte;
  return concat([before, after]);
}

describe('damaged files', () => {
  it.each(FORMATS)('of the form %s end in a value', (format) => {
    let good = 0;
    fc.assert(
      fc.property(anyGraph, fc.array(damage, { minLength: 1, maxLength: 3 }), (graph, damages) => {
        // Event files guard themselves with checksums, so the damage is done to the record inside.
        const inside = format === 'events' ? saved(graph, 'pb') : saved(graph, format);
        const bad = damages.reduce(hurt, inside);
        if (
          check(format === 'events' ? encodeEvents([versionEvent(0), { wallTime: 0, step: 0, what: { kind: 'graph', value: bad } }]) : bad)
        )
          good += 1;
      }),
      { numRuns: 400 },
    );
    expect(good).toBeGreaterThan(3);
  });

  it('of random bytes end in a value', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, record) => {
        check(record ? writeRecords([bytes]) : bytes);
      }),
      { numRuns: 2000 },
    );
  });

  it('of random words end in a value', () => {
    const word = fc.constantFrom(
      'node',
      'attr',
      'value',
      'list',
      'tensor',
      'shape',
      '{',
      '}',
      '<',
      '>',
      '[',
      ']',
      ':',
      ',',
      '"a"',
      "'",
      '"\\',
      'i',
      '1',
      '-',
      'inf',
      'dtype',
      'DT_FLOAT',
      '#',
      '\n',
      'key',
      'op',
      '0x',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), (words) => {
        check(new TextEncoder().encode(`node { ${words.join(' ')}`));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('files made to exhaust', () => {
  const within = (bytes: Uint8Array, words: RegExp): void => {
    const start = performance.now();
    const opened = openGraph(bytes, 'bomb');
    expect(opened.ok ? 'opened' : opened.error).toMatch(words);
    expect(performance.now() - start).toBeLessThan(20_000);
  };

  it('with millions of empty nodes are refused by their number', () => {
    within(
      new Uint8Array(9_000_000).fill(10).map((_, i) => (i % 2 ? 0 : 10)),
      /more than 4000000 nodes/,
    );
  });

  it('with millions of empty list elements in one node are refused by their number', () => {
    const list = new Uint8Array(10_000_000).map((_, i) => (i % 2 ? 0 : 58)); // shape { }, again and again
    within(
      concat(field(1, concat(field(5, concat(field(2, concat(field(1, list)))))))),
      /more than 4194304 fields and list elements in one node/,
    );
  });

  it('with millions of numbers in one node are refused by their number', () => {
    within(
      concat(field(1, concat(field(5, concat(field(2, concat(field(1, concat(field(3, new Uint8Array(5_000_000))))))))))),
      /more than 4194304 fields and list elements in one node/,
    );
  });

  it('with a million quotes or brackets are refused in linear time', () => {
    within(new TextEncoder().encode(`node { name: ${'"a" '.repeat(1_000_000)}`), /is text of 1000000 bytes|name of a field/);
    within(new TextEncoder().encode(`node { op: "X" ${'input: "a" '.repeat(500_000)} `), /expected the name of a field or '}'/);
    within(new TextEncoder().encode(`node { name: "${'\\'.repeat(2_000_000)}`), /no end on its line/);
  });
});
