/**
 * What a run is made from. A run is a pure function of (RunConfig, seed in it, Action[]): the page, the link, the
 * presets and the headless command all speak of a run in these terms. Data only: no defaults logic that needs the engine.
 */

/** `script` is the visitor's own: its source travels in the config, and another worker runs it (src/python). */
export const PROGRAMS = ['perceptron', 'mlp', 'cnn', 'rnn', 'lstm', 'seq2seq', 'attention', 'prepost', 'leaks', 'search', 'crossval', 'script'] as const;
export const BUILDS = ['hoisted', 'forward', 'loss', 'everything'] as const;
export const RUNS = ['epoch', 'batch', 'sample'] as const;
export const ACCOUNTS = ['told', 'tensorflow'] as const;
export const WORKS = ['real', 'modelled'] as const;
export const OPTIMIZERS = ['sgd', 'momentum', 'adam'] as const;
export const POLICIES = ['lru', 'fifo', 'clock', '2q', 'arc', 'mru', 'random', 'min', 'min-bypass', 'driver'] as const;
/** Links other than the machine's own. */
export const BUSES = ['own', 'pcie3', 'pcie4', 'pcie5'] as const;
export const DISKS = ['own', 'hdd', 'sata', 'nvme'] as const;
/** Whether video memory may be oversubscribed (unified memory); `own`: as told it may, as TensorFlow does it may not. */
export const UNIFIED = ['own', 'on', 'off'] as const;

/** What of the old graph a script still points at after a clear: nothing, a tensor of the model, or the old session. */
export const KEEPS = ['nothing', 'model', 'session'] as const;
/** How a reload makes the model: by the script's own code, or by importing the graph that was saved. */
export const REBUILDS = ['code', 'meta'] as const;

/** The classic leaks around a hoisted perceptron, by what is built over and over; `leaks` shows one of them. */
export const LEAKS = ['assign', 'constant', 'loss', 'summary', 'saver', 'init', 'slice', 'optimizer'] as const;

export type ProgramId = (typeof PROGRAMS)[number];
/** Whether a program trains models in succession: "every K" then counts models, and results are a table of them. */
export const isSuccession = (program: ProgramId): boolean => program === 'search' || program === 'crossval';
/** Whether the width of a program's model is a knob; single layers and the search, whose subject it is, have none. */
export const hasWidth = (program: ProgramId): boolean => ['mlp', 'cnn', 'rnn', 'lstm', 'seq2seq', 'attention'].includes(program);
/** What the program builds anew inside its loop: nothing, the forward pass, forward + loss, or the train op as well. */
export type Build = (typeof BUILDS)[number];
/** What one `session.run` covers. */
export type RunUnit = (typeof RUNS)[number];
/** Which account of the runtime is played: the answer's ("as told") or TensorFlow 1.x's. */
export type Account = (typeof ACCOUNTS)[number];
/** `modelled` skips the work of old nodes; their execution is counted and modelled, never measured. */
export type Work = (typeof WORKS)[number];
export type LeakId = (typeof LEAKS)[number];
export type OptimizerId = (typeof OPTIMIZERS)[number];
export type PolicyId = (typeof POLICIES)[number];

export interface RunConfig {
  program: ProgramId;
  build: Build;
  run: RunUnit;
  /** What `leaks` builds over and over; other programs do not use it, and `leaks` does not use `build`. */
  leak: LeakId;
  /** Whether that leak is cured: built once, above the loop. */
  fix: boolean;
  /** Digits used, from the first of the 1,797. */
  samples: number;
  /** Epochs of the run; for programs that train models in succession, epochs of each model. */
  epochs: number;
  /** Samples in a batch, for `run: 'batch'`. */
  batch: number;
  /** Learning rate. `search` tries multiples of it. */
  rate: number;
  seed: number;
  optimizer: OptimizerId;
  /** Width of the model: hidden units, filters; programs whose widths are their subject do not use it. */
  units: number;
  account: Account;
  work: Work;
  save: boolean;
  clear: boolean;
  reload: boolean;
  /** Whether a clear closes the session; collects what is dead; and gives freed memory back to the operating system. As TensorFlow does. */
  close: boolean;
  collect: boolean;
  trim: boolean;
  /** What is still pointed at after a clear keeps the whole graph alive. As TensorFlow does. */
  keep: (typeof KEEPS)[number];
  rebuild: (typeof REBUILDS)[number];
  /** Save / clear / reload every so many epochs (of models, where models come in succession). */
  every: number;
  /** Whether a checkpoint keeps the optimizer's slots. */
  slots: boolean;
  /** Id of a machine in src/memory/machines; `own`: the visitor's, with the figures that follow. Other machines do not use them. */
  machine: string;
  /** Bandwidth of video memory in GB (10⁹ bytes) a second, float32 rate in 10¹² operations a second. */
  bandwidth: number;
  flops: number;
  /** Link between main and video memory: µs lost per group of faults, GB a second up to video memory and down from it. */
  fault: number;
  up: number;
  down: number;
  /** The disk: GB a second, ms lost per transfer. */
  read: number;
  write: number;
  seek: number;
  /** Bytes of video memory. */
  video: number;
  /** Bytes of main memory. */
  main: number;
  policy: PolicyId;
  /** Bytes of a page. */
  page: number;
  /** Link between main and video memory, and the disk; `own`: those of the machine. */
  bus: (typeof BUSES)[number];
  disk: (typeof DISKS)[number];
  /** Whether main memory is pinned for copies to video memory: faster. */
  pinned: boolean;
  /** Whether a fault may bring neighbours with it, under a policy that does that. */
  prefetch: boolean;
  unified: (typeof UNIFIED)[number];
  /** Python text of `script`; '' for other programs. */
  source: string;
  /** Line of the script's loop over epochs, from 1; 0: it is found by itself. */
  mark: number;
  /** Whether the script's graph is finalised when the first pass of its loop over epochs is over. */
  finalize: boolean;
}

/** The part of a config that may change while a run is under way; everything else starts the run over. */
export const LIVE_KEYS = ['fix', 'save', 'clear', 'reload', 'every', 'slots', 'close', 'collect', 'trim', 'keep', 'rebuild', 'epochs', 'video', 'main', 'policy'] as const;
export type LiveKey = (typeof LIVE_KEYS)[number];
export type LivePatch = Partial<Pick<RunConfig, LiveKey>>;

export const KIB = 1024;
export const MIB = 1024 ** 2;
export const GIB = 1024 ** 3;

/** Figures of a machine of one's own, and what they are unless said: those of the answer's machine. */
export const OWN = { bandwidth: 192.2, flops: 4.4, fault: 191, up: 11.92, down: 12.65, read: 0.16, write: 0.16, seek: 10 } as const satisfies Partial<RunConfig>;
export type OwnKey = keyof typeof OWN;

/** The answer's own numbers: shared defaults of every program. */
const ANSWER: RunConfig = {
  program: 'perceptron', build: 'forward', run: 'epoch', samples: 1000, epochs: 1000, batch: 50, rate: 0.5, seed: 1,
  leak: 'assign', fix: false, optimizer: 'sgd', units: 32, account: 'told', work: 'real', save: false, clear: false, reload: false, close: true, collect: true, trim: false, keep: 'nothing', rebuild: 'code', every: 20, slots: true,
  machine: 'answer', ...OWN, video: 6 * GIB, main: 12 * GIB, policy: 'lru', page: 2 * MIB, bus: 'own', disk: 'own', pinned: true, prefetch: true, unified: 'own', source: '', mark: 0, finalize: false,
};

/** Defaults by program. Links leave out what equals these. */
export const DEFAULTS: Readonly<Record<ProgramId, Readonly<RunConfig>>> = {
  perceptron: ANSWER,
  mlp: { ...ANSWER, program: 'mlp', run: 'batch', samples: 500, epochs: 200, optimizer: 'adam', rate: 0.01 },
  cnn: { ...ANSWER, program: 'cnn', run: 'batch', samples: 200, epochs: 200, optimizer: 'adam', rate: 0.01, units: 8 },
  rnn: { ...ANSWER, program: 'rnn', run: 'batch', samples: 100, epochs: 200, optimizer: 'adam', rate: 0.01 },
  lstm: { ...ANSWER, program: 'lstm', run: 'batch', samples: 100, epochs: 200, optimizer: 'adam', rate: 0.01, units: 16 },
  attention: { ...ANSWER, program: 'attention', run: 'batch', samples: 100, epochs: 200, optimizer: 'adam', rate: 0.01, units: 16 },
  leaks: { ...ANSWER, program: 'leaks', build: 'hoisted', run: 'batch', samples: 500, epochs: 200 },
  prepost: { ...ANSWER, program: 'prepost', run: 'batch', samples: 200, epochs: 200 },
  seq2seq: { ...ANSWER, program: 'seq2seq', run: 'batch', samples: 100, epochs: 200, optimizer: 'adam', rate: 0.01 },
  search: { ...ANSWER, program: 'search', build: 'hoisted', run: 'batch', samples: 500, epochs: 20, every: 1 },
  crossval: { ...ANSWER, program: 'crossval', build: 'hoisted', run: 'batch', samples: 500, epochs: 20, every: 1 },
  script: { ...ANSWER, program: 'script', account: 'tensorflow' },
};

/** All that a config says of the machine: what another program leaves as it is. */
const MACHINE_KEYS = ['machine', ...(Object.keys(OWN) as OwnKey[]), 'video', 'main', 'policy', 'page', 'bus', 'disk', 'pinned', 'prefetch', 'unified'] as const;
export const machineIn = (config: RunConfig): Partial<RunConfig> => Object.fromEntries(MACHINE_KEYS.map((key) => [key, config[key]]));

/** Whether a run's video memory may be oversubscribed. */
export const oversubscribes = ({ account, unified }: Pick<RunConfig, 'account' | 'unified'>): boolean => (unified === 'own' ? account === 'told' : unified === 'on');

/** What the loop builds anew, in the words of the knob, which `leaks` has not: it builds its leak, or nothing. */
export const builtInLoop = ({ program, build, fix }: Pick<RunConfig, 'program' | 'build' | 'fix'>): Build => (program !== 'leaks' ? build : fix ? 'hoisted' : 'forward');

/** Least and greatest value of every number; controls and links share them, so a link cannot ask for more than a control. */
export const LIMITS = {
  samples: [10, 1797], epochs: [1, 10_000], batch: [1, 1797], rate: [0.0001, 10], seed: [0, 2 ** 31 - 1], units: [2, 256], every: [1, 100],
  video: [16 * MIB, 1024 * GIB], main: [16 * MIB, 4096 * GIB],
  bandwidth: [0.1, 100_000], flops: [0.001, 10_000], fault: [0.1, 100_000], up: [0.01, 10_000], down: [0.01, 10_000], read: [0.001, 1000], write: [0.001, 1000], seek: [0.001, 1000],
  mark: [0, 10_000],
} as const satisfies Partial<Record<keyof RunConfig, readonly [number, number]>>;

/** Most characters of a script's source, in UTF-16 units. */
export const SOURCE_LENGTH = 65_536;

/** Page sizes that can be chosen, in bytes. */
export const PAGES = [2 * MIB, 64 * KIB, 4 * KIB] as const;
