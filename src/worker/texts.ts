/** The settings in which programs are recorded on real TensorFlow, and their Python texts: for tools and tests, not part of the page. */
import { loading, programOf } from '../programs/index.ts';
import { DEFAULTS, LEAKS, PROGRAMS, type ProgramId, type RunConfig } from '../protocol/config.ts';

export interface RecordedCase { readonly name: string; readonly knobs: Partial<RunConfig> }

const SMALL: Partial<RunConfig> = { samples: 6, epochs: 2, batch: 4, seed: 1, units: 4, account: 'tensorflow', save: false, clear: false, reload: false, every: 2, slots: true };
const cured = { build: 'forward', run: 'epoch', samples: 3, epochs: 5, save: true, clear: true, reload: true } as const;

/** Every setting of the knob, each optimizer, and save, clear, reload. */
const COMMON: readonly RecordedCase[] = [
  { name: 'hoisted', knobs: { build: 'hoisted', run: 'batch' } },
  { name: 'forward', knobs: { build: 'forward', run: 'epoch' } },
  { name: 'loss', knobs: { build: 'loss', run: 'epoch' } },
  { name: 'everything', knobs: { build: 'everything', run: 'epoch' } },
  { name: 'sgd-everything-sample', knobs: { build: 'everything', run: 'sample', samples: 3, optimizer: 'sgd', rate: 0.5 } },
  { name: 'momentum-loss', knobs: { build: 'loss', run: 'batch', optimizer: 'momentum', rate: 0.1 } },
  { name: 'save-clear-reload', knobs: cured },
  { name: 'save-clear-reload-momentum', knobs: { ...cured, optimizer: 'momentum', rate: 0.1 } },
  { name: 'save-reload', knobs: { ...cured, clear: false, build: 'hoisted' } },
];

/** Cases that a program has besides or instead. */
const OWN: Partial<Record<ProgramId, readonly RecordedCase[]>> = {
  // Each leak, and its cure; what the optimizers and save, clear, reload make of those that they concern.
  leaks: [
    ...LEAKS.flatMap((leak) => [false, true].map((fix) => ({ name: fix ? `${leak}-cured` : leak, knobs: { leak, fix, run: 'batch' } as const }))),
    { name: 'assign-momentum', knobs: { leak: 'assign', run: 'sample', samples: 3, optimizer: 'momentum' } },
    { name: 'assign-adam-cured', knobs: { leak: 'assign', fix: true, run: 'epoch', optimizer: 'adam' } },
    { name: 'optimizer-momentum', knobs: { leak: 'optimizer', run: 'batch', optimizer: 'momentum' } },
    { name: 'optimizer-adam', knobs: { leak: 'optimizer', run: 'epoch', optimizer: 'adam' } },
    { name: 'saver-adam', knobs: { leak: 'saver', run: 'epoch', optimizer: 'adam' } },
    { name: 'init-save-clear-reload', knobs: { ...cured, leak: 'init', run: 'batch', optimizer: 'momentum' } },
    { name: 'assign-cured-save-clear-reload', knobs: { ...cured, leak: 'assign', fix: true, optimizer: 'adam' } },
    { name: 'summary-cured-save-reload', knobs: { ...cured, leak: 'summary', fix: true, clear: false } },
  ],
};

/** The cases of a program, with whole settings. */
export const casesOf = (program: ProgramId): readonly RecordedCase[] =>
  (OWN[program] ?? COMMON).map(({ name, knobs }) => ({ name, knobs: { ...SMALL, rate: DEFAULTS[program].rate, optimizer: DEFAULTS[program].optimizer, ...knobs } }));

/** The Python text of a program with these settings. */
export async function textOf(config: RunConfig): Promise<string> {
  await loading(config);
  return `${programOf(config.program).script(config, config).map((line) => line.text).join('\n')}\n`;
}

const isProgram = (id: string): id is ProgramId => (PROGRAMS as readonly string[]).includes(id);
function known(id: string): ProgramId {
  if (!isProgram(id)) throw new Error(`expected one of ${PROGRAMS.join(', ')}, found ${id}`);
  return id;
}

/** What tools/program-texts.mjs prints. */
export async function recordedTexts(programs: readonly string[]): Promise<({ program: string; text: string } & RecordedCase)[]> {
  const all = programs.map(known).flatMap((program) => casesOf(program).map((c) => ({ program, ...c })));
  return Promise.all(all.map(async (c) => ({ ...c, text: await textOf({ ...DEFAULTS[c.program], ...c.knobs }) })));
}

/** The text of a program's default settings: its program.py. */
export const defaultText = async (program: string): Promise<string> => textOf(DEFAULTS[known(program)]);
