/** `npm run simulate`: page touches out of a file through one cache under any of the policies; how often each misses. Not part of the page. */
import { readFileSync } from 'node:fs';
import { POLICY_KINDS, type PolicyId } from '../memory/policies/index.ts';
import { simulate } from '../memory/simulate.ts';

const IDS = POLICY_KINDS.map(({ id }) => id);

const USAGE = 'usage: npm run --silent simulate -- --trace FILE --frames n [--policy ID[,ID …]] [--seed n]   (more: --help)';

const HELP = `${USAGE}

Touches the pages of a trace one after another in an empty cache, demand paging in a single tier, and prints
{"misses": {policy: n, …}} as JSON.

  --trace FILE   one page id a line; - for standard input. Spaces around an id, blank lines and comments (lines that begin
                 with #) do not count.
  --frames n     capacity of the cache in pages, from 1 on.
  --policy ID    ${IDS.join(', ')}; several by commas or by repeating the option. All if none is given.
  --seed n       of the random numbers of 'random'; 1 if not given.

Any text without spaces that does not begin with # is an id, and equal texts are the same page. Only 'driver' asks what an id means: where all are whole
numbers without leading zeros, they are the numbers of 64 KiB pages in one address space that ends with the greatest of them, 32 to a block of 2 MiB;
other ids are numbered in the order in which they first come. It evicts whole blocks in order of migration and brings in
subtrees of which more than 51 % is resident: pages that came beside another and are touched later count as hits.
MIN exists twice: 'min' takes in every page that is touched, 'min-bypass' need not.
`;

interface Call { trace: string; frames: number; policies: readonly PolicyId[]; seed: number }

/** Reads the command line; null where only help is wanted. Throws one line of what was expected and what came. */
export function parseSimulate(argv: readonly string[]): Call | null {
  let trace = '';
  let frames = 0;
  let seed = 1;
  const policies: PolicyId[] = [];
  for (let i = 0; i < argv.length; i++) {
    const [name, inline] = argv[i].split(/=(.*)/s, 2) as [string, string | undefined];
    if (name === '--help' || name === '-h') return null;
    if (!['--trace', '--frames', '--policy', '--seed'].includes(name)) throw new Error(`unknown option ${name}; ${USAGE}`);
    const value = inline ?? argv[++i];
    if (value === undefined || value === '') throw new Error(`${name} needs a value; ${USAGE}`);
    if (name === '--trace') trace = value;
    else if (name === '--policy') {
      for (const given of value.split(',')) {
        const id = IDS.find((known) => known === given.trim().toLowerCase());
        if (!id) throw new Error(`--policy: expected some of ${IDS.join(', ')}, got '${given}'`);
        if (!policies.includes(id)) policies.push(id);
      }
    } else {
      const least = name === '--frames' ? 1 : 0;
      const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
      if (!(number >= least && number < 2 ** 31)) throw new Error(`${name}: expected a whole number from ${least} to ${2 ** 31 - 1}, got '${value}'`);
      if (name === '--frames') frames = number;
      else seed = number;
    }
  }
  if (trace === '') throw new Error(`--trace is missing; ${USAGE}`);
  if (frames === 0) throw new Error(`--frames is missing; ${USAGE}`);
  return { trace, frames, policies: policies.length > 0 ? policies : IDS, seed };
}

/** Pages of a block of the driver-like policy, at 64 KiB a page. */
const PER_BLOCK = 32;

/**
 * The ids of a trace as dense page numbers: neighbours within a block of 32 stay neighbours where all ids are whole numbers, and
 * blocks without a touch are left out. Throws with the number of the line for what is no id.
 */
export function readTrace(text: string, name = 'trace'): Int32Array {
  const byText = new Map<string, number>();
  const touches: number[] = [];
  let line = 0;
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  let areNumbers = true;
  while (start < text.length) {
    const end = text.indexOf('\n', start);
    const id = text.slice(start, end < 0 ? text.length : end).trim();
    start = end < 0 ? text.length : end + 1;
    line++;
    if (id === '' || id.startsWith('#')) continue;
    let page = byText.get(id);
    if (page === undefined) {
      // oxlint-disable-next-line no-control-regex -- this is what must not come
      if (/[\s\u0000-\u001f\u007f\ufffd]/.test(id)) throw new Error(`${name}, line ${line}: expected one page id without spaces, got ${JSON.stringify(id.length > 60 ? `${id.slice(0, 60)}…` : id)}`);
      page = byText.size;
      byText.set(id, page);
      areNumbers &&= /^(0|[1-9]\d{0,14})$/.test(id);
    }
    touches.push(page);
  }
  if (touches.length === 0) throw new Error(`${name}: expected at least one page id, found ${line === 0 ? 'nothing' : `${line} blank line${line === 1 ? '' : 's'} or comment${line === 1 ? '' : 's'}`}`);
  const pages = Int32Array.from(touches);
  if (!areNumbers) return pages;
  const numbers = Array.from(byText.keys(), Number);
  const blocks = [...new Set(numbers.map((n) => Math.floor(n / PER_BLOCK)))].sort((a, b) => a - b);
  const rank = new Map(blocks.map((block, i) => [block, i]));
  const dense = numbers.map((n) => (rank.get(Math.floor(n / PER_BLOCK)) ?? 0) * PER_BLOCK + (n % PER_BLOCK));
  return pages.map((page) => dense[page]);
}

function read(trace: string): string {
  try {
    return readFileSync(trace === '-' ? 0 : trace, 'utf8');
  } catch (error) {
    throw new Error(`${trace === '-' ? 'standard input' : trace} could not be read: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** Runs the command and prints one JSON object, or the help. Returns the exit code; a broken call throws. */
export function main(argv: readonly string[]): number {
  const call = parseSimulate(argv);
  if (call === null) {
    process.stdout.write(HELP);
    return 0;
  }
  const trace = readTrace(read(call.trace), call.trace === '-' ? 'standard input' : call.trace);
  const misses = Object.fromEntries(call.policies.map((id) => [id, simulate(trace, call.frames, id, { seed: call.seed }).misses]));
  process.stdout.write(`${JSON.stringify({ misses })}\n`);
  return 0;
}
