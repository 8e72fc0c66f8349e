/** `MultiRNNCell`, `DropoutWrapper`, `ResidualWrapper` and `DeviceWrapper` (keras legacy_cells.py, legacy_cell_wrappers.py). */
import { TensorFlowError } from '../../engine/op-def.ts';
import { mergeShapes } from '../../engine/shapes.ts';
import { md5 } from '../../lib/md5.ts';
import { concat, num, setShape } from '../array/parts.ts';
import { constantValue } from '../constant-value.ts';
import { NONE, Tensor, type Context } from '../context.ts';
import type { Device } from '../graph.ts';
import { operator, reflected } from '../math/operators.ts';
import * as nest from '../nest.ts';
import { dropout } from '../nn/dropout.ts';
import { randomUniform } from '../random/random.ts';
import { asShape, TensorShape } from '../shape.ts';
import { variableScope } from '../state/variable-scope.ts';
import { Float, Tuple } from '../values.ts';
import { isFlowing } from '../flow/tensor-array-flow.ts';
import { RNNCell, type CellOptions, type StepResult } from './cell.ts';
import { LSTM_STATE, lstmState, type Size, type State } from './sizes.ts';

const fail = (kind: string, message: string): never => { throw new TensorFlowError(kind, message); };

/** Throws TypeError for what is no cell. */
export function assertCell(name: string, cell: unknown): asserts cell is RNNCell {
  if (!(cell instanceof RNNCell)) fail('TypeError', `The argument '${name}' (${String(cell)}) is not an RNNCell: 'output_size' property is missing, 'state_size' property is missing, either 'zero_state' or 'get_initial_state' method is required, is not callable.`);
}

const total = (sizes: readonly Size[]): number => sizes.reduce<number>((a, b) => a + Number(b), 0);

export class MultiRNNCell extends RNNCell {
  private readonly cells: readonly RNNCell[];
  private readonly tuple: boolean;

  constructor(tf: Context, cells: unknown, { state_is_tuple }: { state_is_tuple?: unknown } = {}, className = 'MultiRNNCell') {
    super(tf, {}, className);
    if (Array.isArray(cells) && cells.length === 0) fail('ValueError', 'Must specify at least one cell for MultiRNNCell.');
    if (!Array.isArray(cells)) fail('TypeError', `cells must be a list or tuple, but received: ${String(cells)}.`);
    this.cells = Array.from(cells as RNNCell[]);
    this.tuple = state_is_tuple !== false;
    if (!this.tuple && this.cells.some((c) => nest.isNested(c.stateSize))) fail('ValueError', `Some cells return tuples of states, but the flag state_is_tuple is not set. State sizes are: ${nest.show(this.cells.map((c) => c.stateSize))}`);
  }

  protected override sizeOfState(): Size { return this.tuple ? Tuple.from2(this.cells.map((c) => c.stateSize)) : total(this.cells.map((c) => c.stateSize)); }
  protected override sizeOfOutput(): Size { return this.cells.at(-1)!.outputSize; }

  override makeZeroState(rows: unknown, dtype: unknown): State {
    return this.tf.within(`${this.className}ZeroState`, () => (this.tuple ? Tuple.from2(this.cells.map((c) => c.zeroState(rows, dtype))) : super.makeZeroState(rows, dtype)));
  }

  override get trainableWeights(): readonly unknown[] { return this.trainable ? this.cells.flatMap((c) => [...c.trainableWeights]) : []; }
  override get nonTrainableWeights(): readonly unknown[] {
    const others = this.cells.flatMap((c) => [...c.nonTrainableWeights]);
    return this.trainable ? others : [...this.cells.flatMap((c) => [...c.trainableWeights]), ...others];
  }

  override step(inputs: unknown, state: State): StepResult {
    const { tf } = this;
    let [now, at]: [unknown, number] = [inputs, 0];
    const states = this.cells.map((cell, i) => {
      const scope = variableScope(tf, `cell_${i}`);
      scope.enter();
      try {
        let own: unknown;
        if (this.tuple) {
          if (!nest.isNested(state)) fail('ValueError', `Expected state to be a tuple of length ${this.cells.length}, but received: ${String(state)}`);
          own = (state as unknown[])[i];
        } else {
          const size = Number(cell.stateSize);
          own = tf.gen('Slice', [state, [0, at], [-1, size]], NONE);
          at += size;
        }
        const [out, next] = cell.call(now, own);
        now = out;
        return next;
      } finally {
        scope.exit();
      }
    });
    return [now, this.tuple ? Tuple.from2(states) : concat(tf, states, 1)];
  }
}

/** A cell around another one. */
abstract class Wrapper extends RNNCell {
  constructor(tf: Context, readonly cell: RNNCell, o: CellOptions, className: string) {
    super(tf, o, className);
    assertCell('cell', cell);
  }
  protected override sizeOfState(): Size { return this.cell.stateSize; }
  protected override sizeOfOutput(): Size { return this.cell.outputSize; }
  override makeZeroState(rows: unknown, dtype: unknown): State { return this.tf.within(`${this.className}ZeroState`, () => this.cell.zeroState(rows, dtype)); }
  override invoke(inputs: unknown, state: State, scope: unknown): StepResult { return this.wrapped(inputs, state, (i, s) => this.cell.call(i, s, scope)); }
  protected abstract wrapped(inputs: unknown, state: State, step: (inputs: unknown, state: State) => StepResult): StepResult;
  override get trainableWeights(): readonly unknown[] { return this.cell.trainableWeights; }
  override get nonTrainableWeights(): readonly unknown[] { return this.cell.nonTrainableWeights; }
  override buildWeights(shape: unknown): void { this.cell.buildWeights(shape); }
}

export interface DropoutOptions extends CellOptions {
  readonly input_keep_prob?: unknown;
  readonly output_keep_prob?: unknown;
  readonly state_keep_prob?: unknown;
  readonly variational_recurrent?: unknown;
  readonly input_size?: unknown;
  readonly seed?: unknown;
  readonly dropout_state_filter_visitor?: unknown;
}
type Noise = unknown;

export class DropoutWrapper extends Wrapper {
  private readonly keep: Record<'input' | 'state' | 'output', number | Tensor>;
  private readonly noise: Record<'input' | 'state' | 'output', Noise> = { input: null, state: null, output: null };
  private readonly variational: boolean;
  private readonly seed: unknown;
  private readonly filter: (substate: unknown) => unknown;

  constructor(tf: Context, cell: RNNCell, o: DropoutOptions = {}, className = 'DropoutWrapper') {
    super(tf, cell, o, className);
    const visitor = o.dropout_state_filter_visitor ?? null;
    if (visitor !== null && typeof visitor !== 'function') fail('TypeError', `dropout_state_filter_visitor must be callable. Received: ${String(visitor)}`);
    this.filter = (visitor as ((s: unknown) => unknown) | null) ?? keepsCells;
    this.keep = tf.within('DropoutWrapperInit', () => {
      const [input, state, output] = ([['input_keep_prob', o.input_keep_prob], ['state_keep_prob', o.state_keep_prob], ['output_keep_prob', o.output_keep_prob]] as const).map(([name, given]) => {
        const t = tf.convert(given ?? new Float(1));
        const value = constantValue(t);
        if (!value) return t;
        const p = value.data[0] as number;
        if (p < 0 || p > 1) fail('ValueError', `Parameter ${name} must be between 0 and 1. Received ${p}`);
        return p;
      });
      return { input, state, output };
    });
    this.variational = o.variational_recurrent === true;
    this.seed = o.seed ?? null;
    if (this.variational) this.makeNoise(o);
  }

  private makeNoise(o: DropoutOptions): void {
    const { tf } = this;
    if (o.dtype === null || o.dtype === undefined) fail('ValueError', 'When variational_recurrent=True, dtype must be provided');
    const noise = (sizes: Size, salt: 'input' | 'state' | 'output'): Noise => {
      let i = 0;
      return nest.map((size: unknown) => {
        const dims = concat(tf, [[1], [...asShape(size)!]], 0);
        return randomUniform(tf, dims, { seed: this.seedFor(salt, i++), dtype: o.dtype });
      }, sizes);
    };
    if (this.drops(this.keep.input)) {
      if (o.input_size === null || o.input_size === undefined) fail('ValueError', 'When variational_recurrent=True and input_keep_prob < 1.0 or is unknown, input_size must be provided');
      this.noise.input = noise(o.input_size, 'input');
    }
    this.noise.state = noise(this.cell.stateSize, 'state');
    this.noise.output = noise(this.cell.outputSize, 'output');
  }

  private seedFor(salt: string, index: number): number | null {
    if (this.seed === null) return null;
    const text = this.seed instanceof Float ? `${this.seed.value}.0` : String(num(this.seed) ?? this.seed);
    return Number.parseInt(md5(`${text}${salt}_${index}`).slice(0, 8), 16) & 0x7fffffff;
  }

  private drops(p: number | Tensor): boolean { return p instanceof Tensor || p < 1; }

  /** Drops parts of the leaves; `which` says of which, in a structure that may be shallower. */
  private dropped(values: unknown, salt: 'input' | 'state' | 'output', which: unknown = null): unknown {
    const { tf } = this;
    const keep = this.keep[salt];
    let i = 0;
    const one = (flag: unknown, v: unknown, noise: unknown): unknown => {
      const index = i++;
      if (flag === false) return v;
      if (!this.variational) {
        const rate = keep instanceof Tensor ? reflected(tf, 'sub', keep, new Float(1)) : new Float(1 - keep);
        return dropout(tf, v, { rate, seed: this.seedFor(salt, index) });
      }
      const random = keep instanceof Tensor ? operator(tf, 'add', keep, noise) : reflected(tf, 'add', noise, new Float(keep));
      const mask = tf.gen('Floor', [random]);
      const scaled = operator(tf, 'truediv', v, keep instanceof Tensor ? keep : new Float(keep));
      return setShape(operator(tf, 'mul', scaled, mask), (v as Tensor).shape);
    };
    const walk = (flag: unknown, v: unknown, noise: unknown): unknown => {
      if (!nest.isNested(flag)) return one(flag, v, noise);
      const at = (from: unknown, k: unknown): unknown => (from instanceof Map ? from.get(k) : (from as unknown[] | null)?.[k as number]);
      if (flag instanceof Map) return new Map([...flag.keys()].sort((x, y) => (String(x) < String(y) ? -1 : 1)).map((k) => [k, walk(at(flag, k), at(v, k), at(noise, k))]));
      const parts = Array.from(flag as readonly unknown[], (f, k) => walk(f, at(v, k), at(noise, k)));
      return v instanceof Tuple ? Tuple.from2(parts, v.type) : parts;
    };
    return walk(which ?? values, values, this.noise[salt]);
  }

  protected wrapped(given: unknown, state: State, step: (inputs: unknown, state: State) => StepResult): StepResult {
    const inputs = this.drops(this.keep.input) ? this.dropped(given, 'input') : given;
    let [output, next] = step(inputs, state);
    if (this.drops(this.keep.state)) next = this.dropped(next, 'state', this.filtered(next));
    if (this.drops(this.keep.output)) output = this.dropped(output, 'output');
    return [output, next];
  }

  /** `get_traverse_shallow_structure`: what the filter says of each part; a flag stands for all below it. */
  private filtered(state: unknown): unknown {
    const flag = this.filter(state);
    if (typeof flag === 'boolean') {
      if (!flag || !nest.isNested(state)) return nest.isNested(state) && !flag ? false : flag;
      if (state instanceof Map) return new Map([...state].map(([k, v]) => [k, this.filtered(v)]));
      const parts = Array.from(state as readonly unknown[], (v) => this.filtered(v));
      return state instanceof Tuple ? Tuple.from2(parts, state.type) : parts;
    }
    return flag;
  }
}

/** LSTM cells keep their memory: only the output part of the state is dropped. */
function keepsCells(substate: unknown): unknown {
  if (substate instanceof Tuple && substate.type === LSTM_STATE) return lstmState(false, true);
  return !isFlowing(substate);
}

export class ResidualWrapper extends Wrapper {
  constructor(tf: Context, cell: RNNCell, private readonly o: CellOptions & { residual_fn?: unknown } = {}, className = 'ResidualWrapper') { super(tf, cell, o, className); }

  protected wrapped(inputs: unknown, state: State, step: (inputs: unknown, state: State) => StepResult): StepResult {
    const { tf } = this;
    const [outputs, next] = step(inputs, state);
    const own = this.o.residual_fn as ((i: unknown, o: unknown) => unknown) | null | undefined;
    if (own) return [own(inputs, outputs), next];
    nest.map((i: Tensor, o: Tensor) => {
      if (!mergeShapes(i.shape, o.shape)) fail('ValueError', `Shapes ${String(new TensorShape(i.shape))} and ${String(new TensorShape(o.shape))} are incompatible`);
    }, inputs, outputs);
    return [nest.map((i: Tensor, o: Tensor) => operator(tf, 'add', i, o), inputs, outputs), next];
  }
}

export class DeviceWrapper extends Wrapper {
  private readonly device: Device;
  constructor(tf: Context, cell: RNNCell, device: unknown, o: CellOptions = {}, className = 'DeviceWrapper') {
    super(tf, cell, o, className);
    this.device = typeof device === 'function' ? (device as Device) : device === null ? null : String(device);
  }

  private on<T>(make: () => T): T {
    const { devices } = this.tf.graph;
    devices.push(this.device);
    try { return make(); } finally { devices.pop(); }
  }

  override makeZeroState(rows: unknown, dtype: unknown): State { return this.tf.within(`${this.className}ZeroState`, () => this.on(() => this.cell.zeroState(rows, dtype))); }
  protected wrapped(inputs: unknown, state: State, step: (inputs: unknown, state: State) => StepResult): StepResult { return this.on(() => step(inputs, state)); }
}
