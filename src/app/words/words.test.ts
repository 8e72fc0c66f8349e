import { describe, expect, it } from 'vitest';
import { DEFAULTS } from '../../protocol/config.ts';
import type { RunConfig } from '../../protocol/config.ts';
import { COMBINATIONS, combinationOf } from '../../store/combination.ts';
import type { Facts, Situation } from '../../store/situation.ts';
import { en } from './en.ts';
import { plain } from './rich.tsx';
import { zh } from './zh.ts';

const facts: Facts = {
  mode: 'running',
  account: 'told',
  epochs: 412,
  epochsInAll: 1000,
  nodes: 1_236_111,
  added: 3000,
  every: 20,
  fill: 0.5,
  moved: 6.3 * 1024 ** 3,
  factor: 120,
};
const SITUATIONS: Situation[] = [
  { kind: 'starting' },
  { kind: 'stopped' },
  { kind: 'error', epoch: 5, message: 'm' },
  { kind: 'seeking', epochs: 3, target: 100 },
  { kind: 'before', nodes: 111, build: 'forward', succession: false },
  { kind: 'before', nodes: 111, build: 'hoisted', succession: false },
  { kind: 'before', nodes: 0, build: 'hoisted', succession: true },
  { kind: 'growing', ...facts },
  { kind: 'growing', ...facts, account: 'tensorflow' },
  { kind: 'flat', ...facts, nodes: 111, added: 0 },
  { kind: 'spilled', since: 351, ...facts },
  { kind: 'spilled', since: null, ...facts },
  { kind: 'thrashing', since: 900, ...facts },
  { kind: 'thrashing', since: null, ...facts, moved: 0 },
  { kind: 'cured', peak: 60_111, since: 1, known: true, ...facts },
  { kind: 'forgetting', peak: 60_111, since: 421, known: false, ...facts },
  { kind: 'models', model: 3, models: 12, clearing: false, ...facts },
  { kind: 'models', model: 3, models: 12, clearing: true, ...facts },
];

describe('the sentence', () => {
  const said = (situation: Situation): string[] => [plain(en.sentence(situation)), plain(zh.sentence(situation))];
  it('says that main memory filled up as well only where video memory did before it', () => {
    for (const since of [351, null]) {
      expect(said({ kind: 'thrashing', since, ...facts }).map((text) => /as well|也/.test(text))).toEqual([true, true]);
      expect(said({ kind: 'thrashing', since, ...facts, account: 'tensorflow' }).map((text) => /as well|也/.test(text))).toEqual([false, false]);
    }
  });
  it('of the first epoch does not take the model for what every epoch builds', () => {
    const [english, chinese] = said({ kind: 'growing', ...facts, epochs: 1, added: 3067, nodes: 3067 });
    expect(english).toContain('The first epoch, with the model, built 3,067 nodes');
    expect(chinese).toContain('第一轮连同模型新建了 3,067 个节点');
    expect(en.lineCount(1)).toBe('1 node');
  });
  it('before the first run does not speak of a graph of 0 nodes', () => {
    for (const build of ['forward', 'hoisted'] as const) for (const text of said({ kind: 'before', nodes: 0, build, succession: false })) expect(text).not.toContain('0');
  });
});

describe('the machine of a chart', () => {
  it('is named the answer’s only where all of it is', () => {
    const { perceptron } = DEFAULTS;
    for (const { machineTag } of [en, zh]) {
      expect(machineTag(perceptron)).toContain('GTX 1060');
      for (const other of [{ disk: 'nvme' }, { bus: 'pcie4' }, { pinned: false }, { machine: 'own' }, { video: 2 ** 30 }] as const) expect(machineTag({ ...perceptron, ...other }), JSON.stringify(other)).not.toContain('GTX 1060');
    }
  });
});

describe('long times', () => {
  const YEAR = 365.25 * 86_400;
  it.each([[3, '3 年'], [12_400, '1.24 万年'], [999_000, '99.9 万年'], [1.24e6, '124 万年'], [99.9e6, '9,990 万年'], [350e6, '3.5 亿年'], [3.2e9, '32 亿年'], [13e9, '130 亿年']])('%d years in Chinese', (years, text) => {
    expect(zh.numbers.duration(years * YEAR)).toBe(text);
  });
  it('beyond all numbers are still said', () => {
    for (const { numbers } of [en, zh]) expect(numbers.duration(Infinity)).toContain('> 10²⁹⁰');
  });
});

describe('the live sentence', () => {
  it('reads as the page should', () => {
    expect(SITUATIONS.map((situation) => plain(en.sentence(situation)))).toMatchInlineSnapshot(`
      [
        "The engine is starting: in a moment, a perceptron learns handwritten digits and builds its graph anew, epoch by epoch.",
        "The engine has stopped. Everything shown so far is still here.",
        "The run paused with an error in epoch 5, after 4 epochs finished. Everything shown so far is still here.",
        "Running ahead to epoch 100: 3 finished.",
        "Press play: the model has 111 nodes, and every epoch will build more.",
        "Press play: this loop builds nothing, so the graph of 111 nodes should stay as it is.",
        "Press play: one model after another is trained in the same graph, unless you clear it between them.",
        "Every epoch builds 3,000 new nodes; the graph holds 1.24 million and fills 50.0 % of the modelled video memory.",
        "Every epoch builds 3,000 new nodes; the graph holds 1.24 million. A run needs few of them, but after the graph grew, TensorFlow goes through all of them once more.",
        "Nothing is built inside the loop: the graph stays at 111 nodes, and the last epoch took no longer than the first ones.",
        "Every epoch builds 3,000 new nodes; the graph holds 1.24 million. Video memory filled up at epoch 351: since then each epoch moves 6.3 GB in and out, as modelled.",
        "Every epoch builds 3,000 new nodes; the graph holds 1.24 million. Video memory filled up: since then each epoch moves 6.3 GB in and out, as modelled.",
        "Main memory filled up at epoch 900 as well: the graph of 1.24 million nodes now runs from the disk. As modelled, each epoch moves 6.3 GB and takes 120 times as long as at the start.",
        "Main memory filled up as well: the graph of 1.24 million nodes now runs from the disk. As modelled, an epoch takes 120 times as long as at the start.",
        "Saved, cleared and reloaded every 20 epochs: the graph holds at most 60,111 nodes, and training goes on where it was.",
        "Every 20 epochs the graph is cleared, and the model with it: it holds 1.24 million nodes now, but what was learnt is lost each time.",
        "Model 3 of 12 is built into the same graph as those before it: 1.24 million nodes by now.",
        "Model 3 of 12: the graph is cleared after every 20 models, so it holds at most 1.24 million nodes.",
      ]
    `);
  });
  it('says “every epoch”, not “every 1 epoch”', () => {
    for (const kind of ['cured', 'forgetting'] as const) {
      const situation = { kind, peak: 9, since: 1, known: true, ...facts, every: 1 };
      expect(plain(en.sentence(situation))).toMatch(/every epoch/i);
      expect(plain(zh.sentence(situation))).toContain('每一轮');
    }
  });
  it('says that the run is paused or finished', () => {
    expect(plain(en.sentence({ kind: 'flat', ...facts, mode: 'paused' }))).toMatch(/^Paused\. /);
    expect(plain(en.sentence({ kind: 'flat', ...facts, mode: 'done' }))).toMatch(/^Finished: 412 epochs\. /);
  });
  it.each(SITUATIONS)('has its marks in pairs and no gaps in either language: $kind', (situation) => {
    for (const words of [en, zh]) {
      const text = words.sentence(situation);
      expect(text.split('**').length % 2).toBe(1);
      expect(text).not.toMatch(/undefined|NaN|null|\s{2}/);
      expect(plain(text)).not.toBe('');
    }
  });
});

describe('the sentence of each combination', () => {
  const configs = COMBINATIONS.map((key): RunConfig => ({
    ...DEFAULTS.perceptron,
    save: key[0] === 's',
    clear: key[1] === 'c',
    reload: key[2] === 'r',
  }));
  const sentences = (shelf: number | null) => configs.map((config) => en.combination(combinationOf(config), config, shelf));
  it('reads as section 4 of the product says, with an empty shelf', () => {
    expect(sentences(null)).toMatchInlineSnapshot(`
      [
        "All three off: nothing is ever removed, and the graph grows for ever. Turn on all three and training goes on, bit for bit, in a small graph.",
        "Save only: a checkpoint every 20 epochs. Nothing is removed, and the saver’s own nodes make the graph grow faster.",
        "Clear only: every 20 epochs the graph is empty again, and so is the model. The weights are lost and the loss jumps back.",
        "Reload only: nothing is saved yet, so the first reload pauses the run with an error. Nothing is lost.",
        "Save and clear: the checkpoint stays on the shelf, and every 20 epochs training starts anew.",
        "Save and reload: the weights survive, but every 20 epochs a whole model is added to the old graph. It leaks faster.",
        "Clear and reload without save: there is no checkpoint, so the first reload pauses the run with an error.",
        "All three: every 20 epochs the model is saved, the graph emptied and the model taken back. The graph stays small, and the loss goes on bit for bit.",
      ]
    `);
  });
  it('is different for each of the eight, in both languages and for both kinds of program', () => {
    for (const words of [en, zh]) {
      for (const program of ['perceptron', 'search'] as const) {
        expect(new Set(configs.map((config) => words.combination(combinationOf(config), { ...config, program }, null))).size).toBe(8);
      }
    }
  });
  it('knows the old checkpoint that a reload without save takes', () => {
    expect(en.combination('-cr', { ...DEFAULTS.perceptron, clear: true, reload: true }, 40)).toContain('the checkpoint of epoch 40');
  });
  it('promises bit for bit only where the slots are kept', () => {
    const cure: RunConfig = { ...DEFAULTS.perceptron, save: true, clear: true, reload: true, optimizer: 'momentum' };
    expect(en.combination('scr', cure, null)).toContain('bit for bit');
    expect(en.combination('scr', { ...cure, slots: false }, null)).toContain('kink');
  });
  it('does not say that a hoisted loop grows', () => {
    expect(en.combination('---', { ...DEFAULTS.perceptron, build: 'hoisted' }, null)).toContain('builds nothing');
  });
});
