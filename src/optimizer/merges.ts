/** What ops demand of their inputs' shapes: that some are equal, or of a rank. Grappler learns unknown shapes from it (SymbolicShapeManager). */
import { dataInputs, type Work } from './graph.ts';

/** Sizes by axis; a negative number names a size that is not known: equal names are equal sizes. Null where not even the rank is known. */
export type Sizes = readonly number[] | null;

/** Inputs that are of the variable's shape. */
const UPDATES: Readonly<Record<string, readonly number[]>> = {
  ApplyGradientDescent: [2], ApplyMomentum: [1, 3], ApplyAdam: [1, 2, 9], ApplyAdagrad: [1, 3], ApplyRMSProp: [1, 2, 7], ApplyAdadelta: [1, 2, 6], ApplyFtrl: [1, 2, 3],
};

/** Finds what is demanded, and answers shapes and sizes with all that follows. */
export class Merges {
  /** what a named size is: another name, or a size */
  private readonly sizes = new Map<number, number>();
  /** what a tensor of unknown rank stands for: another tensor, or a shape */
  private readonly shapes = new Map<string, string | readonly number[]>();

  /** @param shapeOf what inference found; `like`: the input that an output of unknown rank has its shape from */
  constructor(private readonly shapeOf: (input: string) => Sizes, private readonly like: (input: string) => string | null, private readonly fresh: () => number) {}

  /** A shape of names and sizes, as far as it is known by now. */
  get(input: string): Sizes {
    const found = this.shapeOf(input) ?? this.learned(this.root(input));
    return found?.map((d) => this.size(d)) ?? null;
  }
  get any(): boolean { return this.sizes.size > 0 || this.shapes.size > 0; }

  private learned(root: string): Sizes { const s = this.shapes.get(root); return typeof s === 'object' ? s : null; }
  private root(input: string): string {
    let at = input;
    for (;;) {
      const next = this.shapes.get(at) ?? this.like(at);
      if (typeof next !== 'string' || next === at) return at;
      at = next;
    }
  }
  private size(d: number): number {
    let at = d;
    while (at < 0) { const next = this.sizes.get(at); if (next === undefined) return at; at = next; }
    return at;
  }
  private equalSizes(a: number | undefined, b: number | undefined): void {
    if (a === undefined || b === undefined) return;
    const [x, y] = [this.size(a), this.size(b)];
    if (x === y || (x >= 0 && y >= 0)) return;
    if (x < 0) this.sizes.set(x, y);
    else this.sizes.set(y, x);
  }
  private equal(a: string, b: string): void {
    const [x, y] = [this.get(a), this.get(b)];
    // Sizes are compared where inference had found both shapes: Grappler does not go into a shape that is itself only learnt.
    if (x && y && (!this.shapeOf(a) || !this.shapeOf(b))) return;
    const [p, q] = [this.root(a), this.root(b)];
    if (x && y) { if (x.length === y.length) x.forEach((d, i) => { this.equalSizes(d, y[i]); }); }
    else if (x) this.shapes.set(q, x);
    else if (y) this.shapes.set(p, y);
    else if (p !== q) this.shapes.set(p, q);
  }
  private rank(input: string | undefined, rank: number): void {
    if (input !== undefined && this.get(input) === null) this.shapes.set(this.root(input), Array.from({ length: rank }, () => this.fresh()));
  }
  private axis(input: string | undefined, axis: number): number | undefined {
    const s = input === undefined ? null : this.get(input);
    return s?.[axis < 0 ? axis + s.length : axis];
  }

  /** A reshape keeps the number of elements: where one size on a side is not known, it may follow. */
  private reshape(input: string, output: string): void {
    const [from, to] = [this.get(input), this.get(output)];
    if (!from || !to) return;
    const open = (s: readonly number[]): number[] => s.flatMap((d, i) => (d < 0 ? [i] : []));
    const product = (s: readonly number[]): number => s.reduce((p, d) => (d < 0 ? p : p * d), 1);
    const [ins, outs] = [open(from), open(to)];
    if (ins.length !== 1 || outs.length > 1 || product(from) === 0) return;
    if (outs.length === 1) { if (product(from) === product(to)) this.equalSizes(from[ins[0]], to[outs[0]]); }
    else if (product(to) % product(from) === 0) this.equalSizes(from[ins[0]], product(to) / product(from));
  }

  /** Sizes that are multiplied by one or padded by nothing are the same before and after. */
  private scaled(input: string, output: string, kept: readonly boolean[]): void {
    this.rank(input, kept.length);
    kept.forEach((same, axis) => { if (same) this.equalSizes(this.axis(output, axis), this.axis(input, axis)); });
  }

  /** Ops that write a variable want slots and gradient of its shape. A variable by handle has no shape here. */
  private update(n: Work): void {
    const data = dataInputs(n);
    const slots = UPDATES[n.op.replace(/^Resource/, '')] as readonly number[] | undefined;
    if (slots && !n.op.startsWith('Resource')) for (const k of slots) if (data[k] !== undefined) this.equal(data[0], data[k]);
    if (!/^Scatter(Add|Sub|Mul|Div|Update|Min|Max)$/.test(n.op) || data.length < 3) return;
    const [variable, indices, updates] = data.slice(0, 3).map((i) => this.get(i));
    if (!variable || !indices || updates?.length !== indices.length + variable.length - 1) return;
    [...indices, ...variable.slice(1)].forEach((d, i) => { this.equalSizes(d, updates[i]); });
  }

  /** Takes in what one node demands. `length`: how many elements a vector has, or null; `numbers`: the values of a constant, or null. */
  visit(n: Work, length: (input: string) => number | null, numbers: (input: string) => readonly number[] | null): void {
    const [a, b, c] = dataInputs(n);
    if (a === undefined) return;
    switch (n.op) {
      case 'MatMul': case '_FusedMatMul':
        this.rank(a, 2);
        this.rank(b, 2);
        this.equalSizes(this.axis(a, n.attrs['transpose_a'] === true ? 0 : 1), this.axis(b, n.attrs['transpose_b'] === true ? 1 : 0));
        break;
      case 'Conv2D': case 'DepthwiseConv2dNative': case 'MaxPool': case 'AvgPool': this.rank(a, 4); break;
      case 'BiasAdd':
        this.rank(b, 1);
        if (n.attrs['data_format'] !== 'NCHW') this.equalSizes(this.axis(a, -1), this.axis(b, 0));
        break;
      case 'Transpose': case 'Slice': { const rank = length(b); if (rank !== null) this.rank(a, rank); break; }
      case 'Tile': case 'Pad': case 'PadV2': { const by = numbers(b); if (by) this.scaled(a, n.name, n.op === 'Tile' ? by.map((t) => t === 1) : by.flatMap((t, i) => (i % 2 === 0 ? [t === 0 && by[i + 1] === 0] : []))); break; }
      case 'Select': {
        this.equal(b, c);
        const [condition, data] = [this.get(a), this.get(b)];
        if (!condition || !data || condition.length === 0) break;
        if (condition.length !== 1 || data.length === 1) this.equal(a, b);
        else this.equalSizes(condition[0], data[0]);
        break;
      }
      // What it would be fed has the shape of its default, as far as that is known.
      case 'PlaceholderWithDefault': this.equal(a, n.name); break;
      case 'AddN': case 'Pack': for (const i of dataInputs(n).slice(1)) this.equal(a, i); break;
      case 'ReluGrad': case 'Relu6Grad': case 'EluGrad': case 'SeluGrad': case 'SoftplusGrad': case 'SoftsignGrad': case 'LeakyReluGrad': case 'AssignAdd': case 'AssignSub': this.equal(a, b); break;
      case 'Assign': if (n.attrs['validate_shape'] !== false) this.equal(a, b); break;
      case 'SparseSoftmaxCrossEntropyWithLogits':
        this.rank(a, 2);
        this.rank(b, 1);
        this.equalSizes(this.axis(a, 0), this.axis(b, 0));
        break;
      case 'SoftmaxCrossEntropyWithLogits': this.rank(a, 2); this.equal(a, b); break;
      case 'Reshape': this.reshape(a, n.name); break;
      default: this.update(n);
    }
  }
}
