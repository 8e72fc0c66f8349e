/** What is a recording, what is not, and that nothing hostile gets further than a plain sentence. */
import { readdirSync, readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import index from './index.json' with { type: 'json' };
import { jsonError } from './json-error.ts';
import { MOST_BYTES, parseRecording, type Parsed } from './parse.ts';
import { SCHEMA } from './recording.ts';

const PUBLIC = process.env.PLAYGROUND_PUBLIC ?? 'public';
const row = { epoch: 1, nodes: 10, seconds: 0.5 };
const file = (change: Record<string, unknown> = {}): string => JSON.stringify({ schema: SCHEMA, title: 'mine', versions: { tensorflow: '1.15.0', python: '3.7.9' }, epochs: [row], ...change });
const problem = (read: Parsed): unknown => ('problem' in read ? read.problem : null);

describe('recordings of the page', () => {
  const files = readdirSync(`${PUBLIC}/recorded`);
  it('are those of the index, and every one is read', () => {
    expect(files.map((name) => name.replace('.json.z', '')).sort()).toEqual(index.map(({ id }) => id).sort());
    for (const entry of index) {
      const read = parseRecording(inflateSync(readFileSync(`${PUBLIC}/recorded/${entry.id}.json.z`)).toString());
      expect(problem(read), entry.id).toBeNull();
      if ('problem' in read) continue;
      const { recording } = read;
      expect(recording).toMatchObject({ tensorflow: entry.tensorflow, machine: entry.machine, date: entry.date, source: entry.source });
      expect(recording.epochs.length).toBe(entry.epochs);
      for (const { bytes, seconds, nodes, peak } of recording.epochs) expect(bytes !== null && seconds > 0 && peak >= nodes).toBe(true);
    }
  });
});

describe('a file', () => {
  it('needs a schema and epochs; all else has a default', () => {
    const read = parseRecording(JSON.stringify({ schema: SCHEMA, epochs: [row] }));
    expect(read).toEqual({ recording: { title: '', program: '', parameters: [], tensorflow: '', versions: [], machine: '', date: '', source: '', start: { nodes: null, bytes: null }, epochs: [{ epoch: 1, nodes: 10, peak: 10, seconds: 0.5, cpu: null, bytes: null, loss: null, counts: null, error: '', events: [] }] } });
  });

  it('keeps what it knows of it and drops the rest', () => {
    const read = parseRecording(file({ secret: 1, parameters: { samples: 10, leak: true, name: 'a\u0007b' }, epochs: [{ ...row, more: [1], runs: 3, grown_runs: 1, events: [{ kind: 'save', seconds: 0.1, nodes: 9, rss_bytes: 5 }] }] }));
    expect(read).toMatchObject({ recording: { tensorflow: '1.15.0', versions: [['python', '3.7.9']], parameters: [['samples', 10], ['leak', true], ['name', 'a b']], epochs: [{ counts: { runs: 3, grown: 1, fresh: 0 }, events: [{ kind: 'save', bytes: 5 }] }] } });
    expect(JSON.stringify(read)).not.toMatch(/secret|more/);
  });

  it.each([
    ['', { kind: 'empty' }],
    ['PK\0\u0003', { kind: 'binary' }],
    ['# epoch, seconds\n1, 2', { kind: 'json', line: 1 }],
    [`{\n "schema": "${SCHEMA}",\n "epochs": [}\n`, { kind: 'json', line: 3, got: '}' }],
    [`{"schema": "${SCHEMA}",\n"epochs": [{"epoch": 1, "nodes": 3,\n "seconds": NaN}]}`, { kind: 'nan', line: 3, got: 'NaN' }],
    ['[]', { kind: 'schema', got: { what: 'list', count: 0 } }],
    ['{"schema": "session-playground-recording/9"}', { kind: 'schema', got: { what: 'text', text: 'session-playground-recording/9' } }],
    ['{"nodes": []}', { kind: 'schema', got: { what: 'object' } }],
    [JSON.stringify({ schema: SCHEMA }), { kind: 'field', field: 'epochs', expected: 'list', got: { what: 'nothing' } }],
    [file({ epochs: [] }), { kind: 'field', field: 'epochs', expected: 'some', got: { what: 'list', count: 0 } }],
    [file({ epochs: {} }), { kind: 'field', field: 'epochs', expected: 'list', got: { what: 'object' } }],
    [file({ epochs: [row, { ...row, epoch: 2, seconds: 'fast' }] }), { kind: 'field', field: 'epochs[1].seconds', expected: 'seconds', got: { what: 'text', text: 'fast' } }],
    [file({ epochs: [{ epoch: 1, seconds: 1 }] }), { kind: 'field', field: 'epochs[0].nodes', expected: 'nodes', got: { what: 'nothing' } }],
    [file({ epochs: [{ ...row, nodes: -1 }] }), { kind: 'field', field: 'epochs[0].nodes', expected: 'nodes', got: { what: 'value', text: '-1' } }],
    [file({ epochs: [{ ...row, rss_bytes: 1e300 }] }), { kind: 'field', field: 'epochs[0].rss_bytes', expected: 'bytes' }],
    [file({ epochs: [{ ...row, events: [{ kind: 7 }] }] }), { kind: 'field', field: 'epochs[0].events[0].kind', expected: 'text', got: { what: 'value', text: '7' } }],
    [file({ epochs: [{ ...row, epoch: 1.5 }] }), { kind: 'field', field: 'epochs[0].epoch', expected: 'whole', got: { what: 'value', text: '1.5' } }],
    [file({ epochs: [row, row] }), { kind: 'order', field: 'epochs[1].epoch', before: 1, got: 1 }],
    [file({ epochs: Array.from({ length: 20_001 }, (_, i) => ({ ...row, epoch: i + 1 })) }), { kind: 'field', field: 'epochs', expected: 'few', got: { what: 'list', count: 20_001 } }],
    [file({ title: 'x'.repeat(301) }), { kind: 'field', field: 'title', expected: 'short' }],
    [file({ parameters: { a: {} } }), { kind: 'field', field: 'parameters.a', expected: 'scalar', got: { what: 'object' } }],
    [file({ versions: { tensorflow: 2 } }), { kind: 'field', field: 'versions.tensorflow', expected: 'text', got: { what: 'value', text: '2' } }],
    [file({ start: 5 }), { kind: 'field', field: 'start', expected: 'object', got: { what: 'value', text: '5' } }],
  ])('that is none is refused with what was expected and what came: %#', (source, expected) => {
    expect(problem(parseRecording(source))).toMatchObject(expected);
  });
});

describe('hostile input', () => {
  it('is refused by its length before it is read', () => {
    expect(problem(parseRecording(' '.repeat(MOST_BYTES + 1)))).toEqual({ kind: 'large', got: MOST_BYTES + 1 });
  });

  it('may be nested as deeply as it likes', () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    expect(problem(parseRecording(deep))).toMatchObject({ kind: expect.stringMatching(/json|schema/) });
    expect(parseRecording(file().replace('"title":"mine"', `"title":"mine","deep":${deep}`))).toMatchObject({ recording: { title: 'mine' } });
    expect(problem(parseRecording(file().replace('"epochs":[', `"epochs":[${deep},`)))).toMatchObject({ kind: 'field', field: 'epochs[0]', expected: 'object' });
  });

  it('reaches no prototype', () => {
    const read = parseRecording(file().replace('"title":"mine"', '"title":"mine","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"parameters":{"__proto__":5,"constructor":6,"toString":7,"a":1}'));
    expect(read).toMatchObject({ recording: { title: 'mine' } });
    expect('recording' in read && read.recording.parameters.find(([name]) => name === 'a')).toEqual(['a', 1]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(problem(parseRecording('{"__proto__":{"schema":"session-playground-recording/1","epochs":[]}}'))).toMatchObject({ kind: 'schema' });
  });

  it('turns no writing round and brings no lines of its own', () => {
    const read = parseRecording(file({ title: 'a\n\u202eb\u2066c' }));
    expect(read).toMatchObject({ recording: { title: 'a b c' } });
  });

  it('never throws, whatever JSON it is', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 6 }), fc.jsonValue({ maxDepth: 4 }), (value, epochs) => {
      for (const source of [JSON.stringify(value), file({ epochs, start: value }), file({ epochs: [epochs, row], parameters: value, versions: value })]) {
        const read = parseRecording(source);
        if ('problem' in read) expect(JSON.stringify(read.problem).length).toBeLessThan(600);
      }
    }), { numRuns: 200 });
  });
});

describe('the place where a text stops being JSON', () => {
  it('is found exactly where JSON.parse refuses, and nowhere else', () => {
    const broken = fc.tuple(fc.json(), fc.nat(), fc.constantFrom('', '}', ']', ',', '"', '\\', ':', '1', 'x', '\n', '-', '\\u12', 'NaN'), fc.nat(3));
    fc.assert(fc.property(broken, ([text, place, put, cut]) => {
      const at = place % (text.length + 1);
      const source = text.slice(0, at) + put + text.slice(at + cut);
      let valid = true;
      try { JSON.parse(source); } catch { valid = false; }
      const found = jsonError(source);
      expect(found === -1, source).toBe(valid);
      if (!valid) expect(found >= 0 && found <= source.length, source).toBe(true);
    }), { numRuns: 500 });
  });
});
