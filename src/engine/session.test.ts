/** Sessions and runs: what is executed in both accounts, feeds, slices, signatures, errors with TensorFlow's types. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { f32, i32, type Tensor } from './dtype.ts';
import { Graph } from './graph.ts';
import { OutOfMemory } from './heap.ts';
import { ALWAYS } from './masks.ts';
import { TensorFlowError, type Output } from './op.ts';
import { OPS } from './ops/index.ts';
import { registerOps } from './registry.ts';
import type { Run } from './run.ts';
import { Session } from './session.ts';

registerOps(OPS);

const out = (id: number): Output => ({ id, index: 0 });
const constant = (g: Graph, t: Tensor): number => g.add('Const', 'Const', 0, [], { dtype: t.dtype, shape: t.shape }, [], t);
const placeholder = (g: Graph, shape: readonly (number | null)[] = [null]): number => g.add('Placeholder', 'x', 0, [], { dtype: 'float32', shape });
const variable = (g: Graph, size = 1): number => g.add('VariableV2', 'w', 0, [], { dtype: 'float32', shape: [size] });
const none: ReadonlyMap<number, Tensor> = new Map();

function complete(run: Run): Run {
  while (!run.advance(1_000_000)) { /* on */ }
  return run;
}

/** The RunFailure that `work` throws, as TensorFlow names it. */
function failure(work: () => unknown): string {
  try { work(); } catch (error) {
    if (error instanceof TensorFlowError) return `${error.kind}: ${error.message}`;
    throw error;
  }
  return 'no failure';
}

describe('a run as TensorFlow does it', () => {
  it('executes the ancestors of its fetches and targets, data and control, and nothing else', () => {
    const g = new Graph();
    const a = constant(g, f32([1], [1]));
    const b = g.add('Identity', 'b', 0, [out(a)], {});
    const c = g.add('Neg', 'c', 0, [out(b)], {});
    const d = g.add('Neg', 'd', 0, [out(a)], {});
    const e = g.add('Identity', 'e', 0, [out(c)], {}, [d]);
    const alone = g.add('Neg', 'alone', 0, [out(b)], {});
    const session = new Session(g, new Map());
    const run = complete(session.run([out(c)], [], none, 'needed'));
    expect(Array.from(run.needed)).toEqual([a, b, c]);
    expect(run.executed).toBe(3);
    expect(run.total).toBe(3);
    expect(Array.from(complete(session.run([out(c)], [e], none, 'needed')).needed)).toEqual([a, b, c, d, e]);
    expect(Array.from(complete(session.run([], [alone], none, 'needed')).needed)).toEqual([a, b, alone]);
  });

  it('finds many nodes by a sweep, the same as one by one', () => {
    const g = new Graph();
    const x = placeholder(g, [1]);
    const hidden = g.add('Neg', 'hidden', 0, [out(constant(g, f32([1], [1])))], {});
    const w = constant(g, f32([1], [2]));
    const ids = [w, x];
    for (let i = 0; i < 60_000; i++) {
      const from = (k: number): Output => out(ids[Math.max(0, ids.length - 1 - ((i * k) % 37))]);
      const id = i % 5 === 4 ? g.add('Neg', 'aside', 0, [from(7)], {}) : g.add('AddV2', 'y', 0, [from(11), from(3)], {}, i % 100 === 0 ? [hidden] : []);
      if (i % 5 !== 4) ids.push(id);
    }
    const last = ids.at(-1)!;
    const wanted = new Set([last]);
    for (let id = last; id >= 0; id--) {
      if (!wanted.has(id)) continue;
      const c = g.classOf(id);
      for (let i = 0; i < c.inputs; i++) wanted.add(g.input(id, i).id);
      for (const control of g.controls(id)) wanted.add(control);
    }
    const session = new Session(g, new Map());
    expect(failure(() => session.run([out(last)], [], none, 'needed'))).toContain("You must feed a value for placeholder tensor 'x'");
    const run = session.run([out(last)], [], new Map([[x, f32([1], [1])]]), 'needed');
    expect(wanted.size).toBeGreaterThan(40_000);
    expect(Array.from(run.needed)).toEqual([...wanted].sort((a, b) => a - b));
    expect(complete(run).executed).toBe(wanted.size);
    expect(Array.from({ length: g.nodes }, (_, id) => g.mask(id)).filter((mask) => mask !== 0)).toEqual([]);
  });

  it('leaves no mark where memory ends before a sweep', () => {
    const g = new Graph(8 * 2 ** 20);
    const ids = [constant(g, f32([1], [1]))];
    for (let i = 0; i < 20_000; i++) ids.push(g.add('Neg', 'y', 0, [out(ids.at(-1)!)], {}));
    for (const bytes of [65_536, 64]) {
      try { for (;;) g.heap.alloc(bytes); } catch (error) { if (!(error instanceof OutOfMemory)) throw error; }
    }
    const session = new Session(g, new Map());
    expect(() => session.run([out(ids.at(-1)!)], [], none, 'needed')).toThrow(OutOfMemory);
    expect(Array.from({ length: g.nodes }, (_, id) => g.mask(id)).filter((mask) => mask !== 0)).toEqual([]);
  });

  it('stops at what is fed, and gives the fed value to fetches', () => {
    const g = new Graph();
    const x = placeholder(g);
    const y = g.add('Neg', 'y', 0, [out(x)], {});
    const session = new Session(g, new Map());
    const run = complete(session.run([out(x), out(y)], [], new Map([[x, f32([3], [1, -2, 3])]]), 'needed'));
    expect([run.fetch(out(x)), run.fetch(out(y))]).toEqual([f32([3], [1, -2, 3]), f32([3], [-1, 2, -3])]);
    const again = complete(session.run([out(y)], [], new Map([[x, f32([1], [5])]]), 'needed'));
    expect(again.fetch(out(y))).toEqual(f32([1], [-5]));
  });

  it('gives fetches as copies that later runs do not change', () => {
    const g = new Graph();
    const w = variable(g);
    const set = [1, 2].map((v) => g.add('Assign', 'Assign', 0, [out(w), out(constant(g, f32([1], [v])))], {}));
    const read = g.add('Identity', 'read', 0, [out(w)], {});
    const session = new Session(g, new Map());
    complete(session.run([], [set[0]], none, 'needed'));
    const first = complete(session.run([out(read)], [], none, 'needed')).fetch(out(read));
    complete(session.run([], [set[1]], none, 'needed'));
    expect(first.data[0]).toBe(1);
    expect(complete(session.run([out(read)], [], none, 'needed')).fetch(out(read)).data[0]).toBe(2);
  });

  it('forgets the variables of a closed session: a new one on the same graph finds them uninitialised', () => {
    const g = new Graph();
    const w = variable(g);
    const assign = g.add('Assign', 'Assign', 0, [out(w), out(constant(g, f32([1], [4])))], {});
    const session = new Session(g, new Map());
    complete(session.run([], [assign], none, 'needed'));
    expect(session.variables).toEqual([w]);
    session.close();
    const later = new Session(g, new Map());
    expect(later.isInitialised(w)).toBe(false);
    expect(failure(() => later.readVariable(w))).toBe('FailedPreconditionError: Attempting to use uninitialized value w');
  });

  it('meets a signature once: the same fetches, targets and fed nodes, whatever is fed', () => {
    const g = new Graph();
    const x = placeholder(g);
    const [y, z] = [g.add('Neg', 'y', 0, [out(x)], {}), g.add('Neg', 'z', 0, [out(x)], {})];
    const session = new Session(g, new Map());
    const fresh = (fetches: number[], targets: number[] = [], size = 1): [boolean, number] => {
      const run = complete(session.run(fetches.map(out), targets, new Map([[x, f32([size], new Float32Array(size))]]), 'needed'));
      return [run.fresh, run.grew];
    };
    expect(fresh([y])).toEqual([true, 3]);
    expect(fresh([y])).toEqual([false, 0]);
    expect(fresh([y], [], 7)).toEqual([false, 0]);
    expect(fresh([z])).toEqual([true, 0]);
    expect(fresh([y], [z])).toEqual([true, 0]);
    expect(fresh([y, z])).toEqual([true, 0]);
    g.add('Neg', 'more', 0, [out(x)], {});
    expect(fresh([y])).toEqual([false, 1]);
    expect(session.cachedSignatures).toBe(4);
    expect(new Session(g, new Map()).cachedSignatures).toBe(0);
  });
});

describe('what the interpreter reads', () => {
  /** A copy of an output, which the interpreter can make, run with `x` fed. */
  const copied = (g: Graph, x: number, o: Output, value: Tensor): Tensor => {
    const y = g.add('Identity', 'y', 0, [o], {});
    return complete(new Session(g, new Map()).run([out(y)], [], new Map([[x, value]]), 'needed')).fetch(out(y));
  };

  it('is never a value in a run’s own space: one of known shape beside one of unknown shape', () => {
    const g = new Graph();
    const x = placeholder(g, [2, null]);
    const loss = g.add('SoftmaxCrossEntropyWithLogits', 'loss', 0, [out(x), out(x)], {});
    expect(g.staticOf(out(loss)).shape).toEqual([2]);
    expect(Array.from(copied(g, x, out(loss), f32([2, 1], [0.5, 1])).data as Float32Array)).toEqual([0, 0]);
    expect(Array.from(copied(g, x, out(loss), f32([2, 2], [1, 1, 2, 2])).data as Float32Array, (v) => v.toFixed(4))).toEqual(['1.3863', '2.7726']);
  });

  it('is never a value whose shape was made known later', () => {
    const g = new Graph();
    const x = placeholder(g, [2]);
    const known = g.add('Identity', 'known', 0, [out(x)], {});
    expect(Array.from(copied(g, x, out(known), f32([2], [1, 2])).data as Float32Array)).toEqual([1, 2]);
    const open = placeholder(g, [null]);
    const later = g.add('Identity', 'later', 0, [out(open)], {});
    g.setShape(out(later), [2]);
    expect(Array.from(copied(g, open, out(later), f32([2], [3, 4])).data as Float32Array)).toEqual([3, 4]);
  });

  it('is where the output lies, also where nodes alike take it from behind larger outputs', () => {
    const g = new Graph();
    const ofRows = (n: number): Tensor => {
      const x = placeholder(g, [1, n, 1, 1]);
      const one = constant(g, f32([1], [1]));
      const norm = g.add('FusedBatchNormGradV3', 'norm', 0, [out(x), out(x), out(one), out(one), out(one), out(one)], {});
      expect(g.classOf(norm).bytes).toBeGreaterThan(0);
      return copied(g, x, { id: norm, index: 2 }, f32([1, n, 1, 1], new Array<number>(n).fill(1)));
    };
    expect([3, 5, 9].map((n) => (ofRows(n).data as Float32Array)[0])).toEqual([3, 5, 9]);
  });
});

describe('feeding what is no placeholder', () => {
  it('replaces a computed node, a constant and a variable for this run only', () => {
    const g = new Graph();
    const a = constant(g, f32([2], [1, 2]));
    const sum = g.add('AddV2', 'sum', 0, [out(a), out(a)], {});
    const twice = g.add('AddV2', 'twice', 0, [out(sum), out(sum)], {});
    const session = new Session(g, new Map());
    const value = (feeds: ReadonlyMap<number, Tensor>): number[] => {
      const run = session.run([out(twice)], [], feeds, 'needed');
      while (!run.advance(1000)) { /* on */ }
      return Array.from(run.fetch(out(twice)).data as Float32Array);
    };
    expect(value(new Map())).toEqual([4, 8]);
    expect(value(new Map([[sum, f32([2], [10, 20])]]))).toEqual([20, 40]);
    expect(value(new Map([[a, f32([2], [3, 3])]]))).toEqual([12, 12]);
    expect(value(new Map())).toEqual([4, 8]);
  });
});

describe('two sessions of one graph', () => {
  it('keep their variables apart', () => {
    const g = new Graph();
    const w = variable(g, 2);
    const sets = [1, 5].map((v) => g.add('Assign', 'set', 0, [out(w), out(constant(g, f32([2], [v, v])))], {}));
    const sessions = sets.map(() => new Session(g, new Map()));
    const go = (s: Session, target: number): void => { const run = s.run([], [target], new Map(), 'needed'); while (!run.advance(1000)) { /* on */ } };
    sets.forEach((set, i) => go(sessions[i], set));
    expect(sessions.map((s) => Array.from(s.readVariable(w).data as Float32Array))).toEqual([[1, 1], [5, 5]]);
    go(sessions[0], g.add('Identity', 'read', 0, [out(w)], {}));
    expect(sessions.map((s) => Array.from(s.readVariable(w).data as Float32Array))).toEqual([[1, 1], [5, 5]]);
  });
});

describe('errors of a run', () => {
  it('have TensorFlow’s types and words', () => {
    const g = new Graph();
    const x = placeholder(g, [null, 3]);
    const y = g.add('Neg', 'y', 0, [out(x)], {});
    const w = variable(g, 2);
    const read = g.add('Identity', 'read', 0, [out(w)], {});
    const rate = constant(g, f32([], [1]));
    const step = g.add('ApplyGradientDescent', 'step', 0, [out(w), out(rate), out(constant(g, f32([2], [1, 1])))], {});
    const session = new Session(g, new Map());
    expect(failure(() => session.run([out(y)], [], none, 'needed'))).toBe("InvalidArgumentError: You must feed a value for placeholder tensor 'x' with dtype float and shape [?,3]");
    expect(failure(() => session.run([out(read)], [], none, 'needed').advance(1000))).toBe('FailedPreconditionError: Attempting to use uninitialized value w');
    expect(failure(() => session.run([], [step], none, 'needed').advance(1000))).toBe('FailedPreconditionError: Attempting to use uninitialized value w');
    expect(failure(() => session.run([out(y)], [], new Map([[x, f32([2], [1, 2])]]), 'needed'))).toBe('ValueError: Cannot feed value of shape (2) for Tensor x:0, which has shape (?, 3)');
    expect(failure(() => session.run([out(y)], [], new Map([[x, f32([1, 2], [1, 2])]]), 'needed'))).toMatch(/^ValueError: Cannot feed value of shape \(1, 2\)/);
    expect(failure(() => session.run([out(y)], [], new Map([[x, i32([1, 3], [1, 2, 3])]]), 'needed'))).toMatch(/^ValueError: Cannot feed value/);
    session.close();
    expect(failure(() => session.run([out(rate)], [], none, 'needed'))).toBe('RuntimeError: Attempted to use a closed Session.');
  });

  it('leave the session as it was: the next run works', () => {
    const g = new Graph();
    const x = placeholder(g);
    const y = g.add('Neg', 'y', 0, [out(x)], {});
    const bad = g.add('AddV2', 'bad', 0, [out(y), out(constant(g, f32([2], [1, 2])))], {});
    const session = new Session(g, new Map());
    expect(failure(() => session.run([out(y)], [], none, 'needed'))).toMatch(/must feed/);
    expect(() => complete(session.run([out(bad)], [], new Map([[x, f32([3], [1, 2, 3])]]), 'needed'))).toThrow('Incompatible shapes: [3] vs. [2]');
    expect(complete(session.run([out(bad)], [], new Map([[x, f32([2], [1, 2])]]), 'needed')).fetch(out(bad))).toEqual(f32([2], [0, 0]));
  });
});

// --- the account as told ----------------------------------------------------------------------------------------------

interface Made { g: Graph; session: Session; placeholders: number[]; variables: number[]; assigns: number[]; initialised: Set<number> }

/** A random graph from a list of small numbers: sources, sums, groups and assignments, with control inputs. */
function randomGraph(numbers: readonly number[]): Made {
  const g = new Graph();
  const made: Made = { g, session: new Session(g, new Map()), placeholders: [], variables: [], assigns: [], initialised: new Set() };
  const values: number[] = [constant(g, f32([1], [1]))];
  let at = 0;
  const next = (n: number): number => (numbers[at++] ?? 0) % n;
  while (at < numbers.length) {
    const controls = next(4) === 0 ? [next(g.nodes), next(g.nodes)] : [];
    const pick = (): Output => out(values[next(values.length)]);
    switch (next(9)) {
      case 0: values.push(constant(g, f32([1], [next(5)]))); break;
      case 1: made.placeholders.push(g.add('Placeholder', 'x', 0, [], { dtype: 'float32', shape: [1] }, controls)); values.push(g.nodes - 1); break;
      case 2: made.variables.push(variable(g)); break;
      case 3: if (made.variables.length > 0) {
        made.assigns.push(g.add('Assign', 'Assign', 0, [out(made.variables[next(made.variables.length)]), pick()], {}, controls));
      } break;
      case 4: if (made.variables.length > 0) values.push(g.add('Identity', 'read', 0, [out(made.variables[next(made.variables.length)])], {}, controls)); break;
      case 5: g.add('NoOp', 'group', 0, [], {}, controls); break;
      case 6: values.push(g.add('Neg', 'Neg', 0, [pick()], {}, controls)); break;
      default: values.push(g.add('AddN', 'AddN', 0, [pick(), pick()], {}, controls));
    }
  }
  return made;
}

const inputsOf = (g: Graph, id: number): number[] => {
  const c = g.classOf(id);
  const at = g.edgesAt(id);
  return Array.from({ length: c.inputs + c.controls }, (_, i) => g.heap.i32[at + i] >>> 4);
};

/** model.md section 2 with sets: every node that computes a value, except what depends on an unfed placeholder; state changes only when fetched. */
function asTold(m: Made, fed: ReadonlySet<number>): Set<number> {
  const on = new Set<number>();
  for (let id = 0; id < m.g.nodes; id++) {
    const { type } = m.g.classOf(id).op;
    const inputs = inputsOf(m.g, id);
    const runs = fed.has(id) || (
      type === 'Placeholder' || type === 'Assign' ? false
        : type === 'VariableV2' ? m.initialised.has(id)
          : (type !== 'NoOp' || inputs.length > 0) && inputs.every((i) => on.has(i)));
    if (runs) on.add(id);
  }
  return on;
}

describe('a run as told', () => {
  const numbers = fc.array(fc.nat(1000), { minLength: 10, maxLength: 160 });

  it('executes exactly the nodes of the slow reference, together with what is fetched', () => {
    fc.assert(fc.property(numbers, numbers, fc.array(fc.nat(1000), { maxLength: 6 }), (first, choice, more) => {
      const m = randomGraph(first);
      const { g, session } = m;
      let at = 0;
      const chosen = <T,>(list: readonly T[]): T[] => list.filter(() => (choice[at++ % choice.length] & 1) === 1);
      for (let round = 0; round < 3; round++) {
        const fed = new Set(chosen(m.placeholders));
        const feeds = new Map([...fed].map((id) => [id, f32([1], [id])]));
        const told = asTold(m, fed);
        // Targets: state changes whose inputs are all there.
        const targets = chosen(m.assigns).filter((id) => inputsOf(g, id).every((i) => told.has(i) || g.classOf(i).op.type === 'VariableV2'));
        const reads = [...told].filter((id) => g.classOf(id).op.type === 'AddN').slice(0, 2);
        const run = complete(session.run(reads.map(out), targets, feeds, 'all'));
        const needed = new Set(run.needed);
        const union = new Set([...told, ...needed]);
        expect(run.executed).toBe(union.size);
        expect(run.total).toBe(union.size);
        for (const id of targets) m.initialised.add(g.input(id, 0).id);
        expect(session.variables).toEqual([...m.initialised].sort((a, b) => a - b));
        // The next round also finds nodes that were not there before.
        const last = g.nodes - 1;
        for (const v of more) g.add(v % 2 === 0 ? 'NoOp' : 'Const', 'later', 0, [], v % 2 === 0 ? {} : { dtype: 'float32', shape: [1] }, [v % (last + 1)], ...(v % 2 === 0 ? [] : [f32([1], [v])]));
        const now = asTold(m, fed);
        const check = complete(session.run([], [], feeds, 'all'));
        expect(check.executed).toBe(now.size);
        for (let id = 0; id < g.nodes; id++) expect((g.mask(id) & ALWAYS) !== 0, `${g.name(id)} in round ${round}`).toBe(now.has(id));
      }
    }), { numRuns: 120 });
  });

  it('computes the values that the account of TensorFlow computes', () => {
    fc.assert(fc.property(numbers, (list) => {
      const m = randomGraph(list);
      const feeds = new Map(m.placeholders.map((id) => [id, f32([1], [id])]));
      const readable = [...asTold(m, new Set(m.placeholders))].filter((id) => ['AddN', 'Neg', 'Const'].includes(m.g.classOf(id).op.type));
      const value = (account: 'all' | 'needed'): number[] => {
        const run = complete(m.session.run(readable.map(out), [], feeds, account));
        return readable.map((id) => Number(run.fetch(out(id)).data[0]));
      };
      expect(value('all')).toEqual(value('needed'));
    }), { numRuns: 100 });
  });

  it('counts old work that is skipped, and executes only what is fetched', () => {
    const g = new Graph();
    const a = constant(g, f32([1], [1]));
    for (let i = 0; i < 100; i++) g.add('Neg', 'Neg', 0, [out(a)], {});
    const session = new Session(g, new Map());
    const run = complete(session.run([out(50)], [], none, 'all', false));
    expect(run.total).toBe(101);
    expect(run.executed).toBe(2);
  });

  it('takes the same steps in slices of any size as at once', () => {
    fc.assert(fc.property(numbers, fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 30 }), (list, slices) => {
      const m = randomGraph(list);
      const feeds = new Map(m.placeholders.map((id) => [id, f32([1], [id])]));
      const readable = [...asTold(m, new Set(m.placeholders))].filter((id) => ['AddN', 'Neg'].includes(m.g.classOf(id).op.type)).map(out);
      const once = complete(m.session.run(readable, [], feeds, 'all'));
      const [count, values] = [once.executed, readable.map((o) => once.fetch(o))];
      const run = m.session.run(readable, [], feeds, 'all');
      let position = 0;
      for (let i = 0; !run.advance(slices[i % slices.length]); i++) {
        expect(run.position).toBeGreaterThanOrEqual(position);
        position = run.position;
      }
      expect(run.done).toBe(true);
      expect(run.advance(5)).toBe(true);
      expect(run.executed).toBe(count);
      expect(readable.map((o) => run.fetch(o))).toEqual(values);
    }), { numRuns: 100 });
  });

  it('goes across the border of a chunk of nodes', () => {
    const g = new Graph();
    let x = constant(g, f32([1], [1]));
    for (let i = 1; i < 70_000; i++) x = g.add(i % 1000 === 0 ? 'Neg' : 'Identity', 'x', 0, [out(x)], {});
    const session = new Session(g, new Map());
    const run = session.run([out(x)], [], none, 'all');
    while (!run.advance(5_000)) { /* on */ }
    expect(run.executed).toBe(70_000);
    expect(run.fetch(out(x)).data[0]).toBe((-1) ** 69);
  });
});
