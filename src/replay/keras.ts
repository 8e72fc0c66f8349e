/**
 * Loops over Keras models, and the public cases. The nodes that each call adds and the session.runs it makes were counted on TensorFlow
 * 2.15.1: building, compiling and fitting this model adds 43, 58 and 173 nodes; the first fit makes four runs with new signatures, two of
 * them on a graph that has grown.
 */
import { Process } from './process.ts';
import { numberOf, textOf, type Recording } from './recording.ts';
import { Rows, type ModelRow } from './rows.ts';

/** Seconds of Keras's own: a node built through its layers, a call of fit, a batch of 32; clear_session, and a collection right after it. */
const KERAS = { node: 335e-6, fit: 1.8e-3, batch: 0.38e-3, clear: 3e-3, collect: 0.22 };
/** Nodes with resource variables are heavier than a perceptron's, single constants and means lighter. */
const HEAVY = 1.12;
const LIGHT = 0.6;
/** The same in memory: variables are resources, with handles and readers, and Keras has objects of its own for layers, optimizers and functions. */
const BULKY = 1.2;
/** A training step of the small network with momentum, seconds beyond a cached run. */
const STEP = 79e-6;
const NODES = { build: 43, compile: 58, fit: 172, recompiledFit: 168, loadedFit: 84 };
/** Keras's own two nodes in every new graph. */
const FIRST = 2;

export function keras({ params, epochs }: Recording): ModelRow[] {
  const [name, clear] = [textOf(params.case), textOf(params.clear)];
  const start = numberOf(epochs[0]?.nodes_start);
  const empty = ['succession', 'keep_models', 'cv', 'ga'].includes(name);
  const weight = name === 'keval' ? LIGHT : name === 'assign_lr' || name === 'tf120' ? 1 : HEAVY;
  const process = new Process(empty ? FIRST : Number.isFinite(start) ? start : 0, true, weight, ['step'], weight === HEAVY ? BULKY : 1);
  const it = new Keras(process, name === 'assign_lr' ? clear : clear === 'yes' || clear === 'gc' ? clear : 'no');
  const rows = new Rows();
  for (const [i, epoch] of epochs.entries()) {
    if (name === 'tf120' && textOf(epoch.mode) === 'hoisted' && textOf(epochs[i - 1]?.mode) !== 'hoisted') process.empty(numberOf(epoch.nodes));
    if (!it.iterate(name, i, textOf(epoch.mode))) return [];
    rows.add(epoch, process);
  }
  return rows.rows;
}

class Keras {
  constructor(private readonly p: Process, private readonly clears: string) {}

  private build(nodes: number): void { this.p.build(nodes, KERAS.node); }
  private batches(count: number): void { this.p.spend(KERAS.fit + count * KERAS.batch); }
  private model(): void { this.build(NODES.build); this.build(NODES.compile); }

  /** The first fit of a model: its function is built, its variables are looked for and initialised, and the function is compiled. */
  private firstFit(batches: number, nodes: number): void {
    this.build(nodes);
    this.p.gradients();
    this.p.run(null, 12);
    this.build(1);
    this.p.run(null, 24);
    this.p.run(null, 6);
    this.p.run(null, 90);
    this.batches(batches);
  }

  private load(): void {
    this.build(59);
    this.p.run(null, 12);
    this.build(1);
    this.p.run(null, 8);
    this.p.run(null, 8);
    this.build(142);
    this.p.gradients();
    this.p.run(null, 12);
    this.build(1);
    this.p.run(null, 24);
    this.p.run(null, 20);
    this.build(27);
    this.p.run(null, 20);
  }

  private save(): void { for (const executed of [1, 1, 1, 4, 2, 13]) this.p.run(null, executed); }

  private clear(): void {
    if (this.clears === 'no') return;
    this.p.spend(KERAS.clear);
    if (this.clears === 'gc') this.p.spend(KERAS.collect);
    // Something in Keras holds the graph of every model that was fitted.
    this.p.keep();
    this.p.empty(FIRST);
  }

  /** One iteration of a recorded loop; false: of one that is not known. */
  iterate(name: string, i: number, mode: string): boolean {
    const { p } = this;
    if (name === 'assign_lr') {
      for (let k = 0; k < 25; k++) {
        if (this.clears === 'no') {
          p.build(2);
          p.run(null, 3);
        } else p.run('assign', 3);
        p.run('step', 60, STEP);
      }
      return true;
    }
    if (name === 'tf120') {
      for (let k = 0; k < 100; k++) {
        if (mode === 'fresh') {
          p.build(1);
          p.run(null, 1);
        } else p.run('step', 1);
      }
      return true;
    }
    if (name === 'keval') {
      for (let k = 0; k < 50; k++) {
        p.build(18);
        p.run(null, 9);
      }
      return true;
    }
    if (name === 'fit_epochs') {
      if (i === 0) {
        p.empty(NODES.build + NODES.compile);
        this.firstFit(16, NODES.fit + 2);
      } else this.batches(16);
      return true;
    }
    if (name !== 'recompile') this.clear();
    if (name === 'succession' || name === 'keep_models') {
      this.model();
      this.firstFit(16, NODES.fit);
      if (name === 'succession') this.batches(16);
    } else if (name === 'cv') {
      this.model();
      this.firstFit(15, NODES.fit);
      this.batches(15);
      this.batches(150);
      this.build(1);
      p.run(null, 20);
      this.batches(2);
    } else if (name === 'ga') {
      for (let k = 0; k < 12; k++) {
        this.model();
        this.firstFit(48, NODES.fit);
      }
    } else if (name === 'recompile') {
      if (this.clears !== 'no') {
        this.save();
        this.clear();
        this.load();
      }
      this.build(NODES.compile);
      this.firstFit(16, NODES.recompiledFit);
      this.batches(16);
    } else if (name === 'save_load') {
      this.load();
      this.build(NODES.loadedFit);
      p.run(null, 6);
      p.run(null, 90);
      this.batches(16);
      this.save();
    } else if (name === 'load_only') {
      this.load();
      this.build(1);
      p.run(null, 8);
      this.batches(1);
    } else return false;
    return true;
  }
}
