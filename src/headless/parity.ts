/**
 * `npm run parity -- FOLDER …`: runs FOLDER/scripts/*.py here and compares with the recordings in FOLDER/graphs. One line a script. Instead
 * of a folder it takes an archive as tools/pack-recordings.mjs makes them, and several of either as if they were one.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { compare } from './compare.ts';
import type { Report } from '../python/script.ts';
import { covering, traitsOf } from './cover.ts';
import { inOrder, Scripts } from './script.ts';

const USAGE = 'usage: npm run --silent parity -- FOLDER … [--only TEXT] [--without FILE] [--every N] [--cover N] [--jobs N] [--raw] [--messages] [--all]   (--raw: without keras; --all: every difference, not the first; --every: only each N-th; --cover: only N, which together do nearly all that all do; --without: not those that this JSON file names)';

interface Call { folders: string[]; only: string; without: string; every: number; cover: number; jobs: number; raw: boolean; messages: boolean; all: boolean }

export function parseParity(argv: readonly string[]): Call {
  const call: Call = { folders: [], only: '', without: '', every: 1, cover: Infinity, jobs: availableParallelism(), raw: false, messages: false, all: false };
  for (let i = 0; i < argv.length; i++) {
    const [name, inline] = argv[i].split(/=(.*)/s, 2) as [string, string | undefined];
    if (name === '--raw' || name === '--messages' || name === '--all') call[name.slice(2) as 'raw' | 'messages' | 'all'] = true;
    else if (name === '--only' || name === '--without' || name === '--every' || name === '--cover' || name === '--jobs') {
      const value = inline ?? argv[++i];
      if (value === undefined) throw new Error(`${name} needs a value; ${USAGE}`);
      if (name === '--only' || name === '--without') call[name.slice(2) as 'only' | 'without'] = value;
      else {
        const count = Number(value);
        if (!Number.isSafeInteger(count) || count < 1) throw new Error(`${name}: expected a whole number from 1 on, got '${value}'; ${USAGE}`);
        call[name.slice(2) as 'every' | 'cover' | 'jobs'] = count;
      }
    } else if (name.startsWith('--')) throw new Error(`unknown option ${name}; ${USAGE}`);
    else call.folders.push(name);
  }
  if (call.folders.length === 0) throw new Error(`the folder is missing; ${USAGE}`);
  return call;
}

/** Where scripts and recordings come from. */
interface Recordings {
  readonly names: readonly string[];
  script(name: string): string;
  /** Text of the recording, or null where there is none. */
  recording(name: string): string | null;
}

function openFolder(folder: string): Recordings {
  const [scripts, graphs] = [join(folder, 'scripts'), join(folder, 'graphs')];
  if (!existsSync(scripts) || !existsSync(graphs)) throw new Error(`expected ${folder} to hold scripts/ and graphs/`);
  const at = (name: string): string => join(graphs, `${name}.json`);
  return {
    names: readdirSync(scripts).filter((name) => name.endsWith('.py')).map((name) => name.slice(0, -3)),
    script: (name) => readFileSync(join(scripts, `${name}.py`), 'utf8'),
    recording: (name) => (existsSync(at(name)) ? readFileSync(at(name), 'utf8') : null),
  };
}

function openArchive(file: string): Recordings {
  const all = JSON.parse(brotliDecompressSync(readFileSync(file)).toString()) as Record<string, { script: string; recording: string }>;
  return { names: Object.keys(all), script: (name) => all[name].script, recording: (name) => all[name].recording };
}

function open(folder: string): Recordings {
  if (!existsSync(folder)) throw new Error(`expected a folder or an archive of recordings, found nothing at ${folder}`);
  return statSync(folder).isDirectory() ? openFolder(folder) : openArchive(folder);
}

/** Several as one. The first that knows a name has it. */
function together(all: readonly Recordings[]): Recordings {
  const owner = new Map<string, Recordings>();
  for (const one of all) for (const name of one.names) if (!owner.has(name)) owner.set(name, one);
  const of = (name: string): Recordings => owner.get(name) ?? all[0];
  return { names: [...owner.keys()], script: (name) => of(name).script(name), recording: (name) => of(name).recording(name) };
}

/** Those of the names that are to be run. */
function chosen(names: readonly string[], source: Recordings, { every, cover }: Call): readonly string[] {
  const some = names.filter((_, i) => i % every === 0);
  if (cover >= some.length) return some;
  const traits = some.map((name) => [name, traitsOf(source.script(name), JSON.parse(source.recording(name) ?? '{"graphs":[]}') as Report)] as const);
  const those = covering(new Map(traits), cover).sort();
  const kinds = (of: readonly string[]): number => new Set(traits.flatMap(([name, found]) => (of.includes(name) ? [...found] : []))).size;
  process.stdout.write(`${those.length} of ${some.length} scripts, with ${kinds(those)} of the ${kinds(some)} ops, names and errors of all\n`);
  return those;
}

/** Runs the comparison and prints it. The exit code is 0 only if all is equal. */
export async function parity(argv: readonly string[]): Promise<number> {
  const call = parseParity(argv);
  const source = together(call.folders.map(open));
  const without = call.without ? Object.keys(JSON.parse(readFileSync(call.without, 'utf8')) as object) : [];
  const matching = source.names.filter((name) => name.includes(call.only) && !without.includes(name)).sort();
  const names = chosen(matching.filter((name) => !(call.raw && name.includes('keras'))), source, call);
  const runner = new Scripts();
  const counts = { equal: 0, differ: 0 };
  const work = async (name: string): Promise<string[]> => {
    const text = source.recording(name);
    if (text === null) { counts.differ++; return [`differ ${name}: there is no recording ${name}.json`]; }
    const report = await runner.runSource(source.script(name), `${name}.py`);
    if ('stopped' in report) { counts.differ++; return [`differ ${name}: ${report.error.type}: ${report.error.message.split('\n').slice(0, 3).join(' ')}`]; }
    const recording = JSON.parse(text) as { source_sha256: string };
    const { differences, executed, messages, hashes, bytes } = compare(report, recording);
    const stale = recording.source_sha256 !== report.source_sha256 ? ' (the recording is of another source)' : '';
    const lines: string[] = [];
    if (differences.length === 0) {
      counts.equal++;
      lines.push(`equal  ${name} (executed: ${executed.ours}/${executed.theirs}${bytes > 0 ? `; ${bytes} nodes of another size` : ''}${hashes > 0 ? '; listing hash not compared' : ''})${stale}`);
    } else {
      counts.differ++;
      const parts = differences.map((d) => d.part).join(', ');
      lines.push(`differ ${name} [${parts}]: ${differences[0].text}${stale}`);
      if (call.all) for (const d of differences) lines.push(`         ${d.part}: ${d.text}`);
    }
    if (call.messages && messages) lines.push(`         ours       ${messages.ours.split('\n').join('\n                    ')}`, `         TensorFlow ${messages.theirs.split('\n').join('\n                    ')}`);
    return lines;
  };
  for await (const lines of inOrder(names, call.jobs, work)) process.stdout.write(`${lines.join('\n')}\n`);
  const skipped = matching.length - names.length;
  process.stdout.write(`${counts.equal} equal, ${counts.differ} differ${skipped > 0 ? `, ${skipped} not run` : ''}\n`);
  await runner.stop();
  return counts.differ === 0 ? 0 : 1;
}
