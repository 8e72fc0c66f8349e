/** What a pass knows of tensors before any run: dtypes, shapes with named unknown sizes, and constants (core/grappler/costs/graph_properties.cc). */
import { staticOf, tensor, type DType, type Shape, type Static, type Tensor } from '../engine/dtype.ts';
import type { Attrs, Inferred } from '../engine/op-def.ts';
import { isRegistered, opOf } from '../engine/registry.ts';
import { complete, signatureOf } from '../engine/signature.ts';
import { dataInputs, isTensor, nodeName, portOf, tensorName, topological, typeAttr, type Work, type WorkGraph } from './graph.ts';
import { isMerge } from './kinds.ts';
import { Merges, type Sizes } from './merges.ts';

export type { Sizes } from './merges.ts';
export interface Info { readonly dtype: string; readonly shape: Sizes; readonly value?: Tensor | undefined }

const UNKNOWN: Info = { dtype: 'float32', shape: null };

export const isFullyKnown = (s: Sizes): s is readonly number[] => s !== null && s.every((d) => d >= 0);
/** Equal, also in sizes that are not known but have the same name. */
export const sameShape = (a: Sizes, b: Sizes): boolean => a !== null && b !== null && a.length === b.length && a.every((d, i) => d === b[i]);
export const elements = (s: readonly number[]): number => s.reduce((a, b) => a * b, 1);

/** The shape of two that are broadcast together; null where that is not known. */
export function broadcast(a: Sizes, b: Sizes): Sizes {
  if (a === null || b === null) return null;
  const out: number[] = [];
  for (let i = 1; i <= Math.max(a.length, b.length); i++) {
    const [x, y] = [a.length - i < 0 ? 1 : a[a.length - i], b.length - i < 0 ? 1 : b[b.length - i]];
    if (x === y || y === 1) out.unshift(x);
    else if (x === 1) out.unshift(y);
    else return null;
  }
  return out;
}

/** Ops whose output has the shape of an input, element by element. */
const LIKE_FIRST = /^(Abs|Acosh?|Asinh?|Atanh?|Ceil|Conj|Cosh?|Digamma|Elu|Erfc?|Exp|Expm1|Floor|Identity|Inv|Invert|Is(Inf|Nan|Finite)|LeakyRelu|Lgamma|Log|Log1p|LogSoftmax|LogicalNot|Neg|Reciprocal|Relu6?|Rint|Round|Rsqrt|Selu|Sigmoid|Sign|Sinh?|Snapshot|Softmax|Softplus|Softsign|Sqrt|Square|StopGradient|PreventGradient|CheckNumerics|Tanh?|ZerosLike|OnesLike|Cast|BiasAdd|\w+Grad|_UnaryOpsComposition)$/;
const NOT_LIKE = /^(BiasAddGrad|MaxPoolGrad|AvgPoolGrad|StridedSliceGrad|FusedBatchNorm\w*)$/;
/** Gradients whose shape is the first input's and says nothing of the second's (UNARY_GRADIENT_COMPLEX in math_ops.cc). */
const OF_FIRST = /^(Inv|Reciprocal|Rsqrt|Sigmoid|Sqrt|Tanh)Grad$/;
/** Ops that read a shape from an input: inference takes it from what is known of sizes, without a constant. */
const TAKES_SIZES = /^(Reshape|Fill|BroadcastTo|Tile|Slice|StridedSlice|Random\w*|TruncatedNormal|Conv2DBackpropInput|Empty)$/;
const BROADCASTS = /^(Add|AddV2|Sub|Mul|Div|RealDiv|FloorDiv|TruncateDiv|DivNoNan|Maximum|Minimum|Pow|SquaredDifference|Mod|FloorMod|Equal|NotEqual|Less|LessEqual|Greater|GreaterEqual|LogicalAnd|LogicalOr|Atan2|Xdivy|Xlogy|MulNoNan)$/;

/** Ops whose outputs have sizes of their inputs, in other places. */
const CARRIES = /^(Sum|Prod|Min|Max|Mean|Any|All|ArgMax|ArgMin|Select|SelectV2|Random(Uniform|StandardNormal)|TruncatedNormal|Transpose|Split|SplitV|ConcatV2|Pack|Unpack|ExpandDims|Squeeze)$/;
/** Products that the remapper has fused with what reads them have the product's shape. */
const FUSED: ReadonlyMap<string, string> = new Map([['_FusedMatMul', 'MatMul'], ['_FusedConv2D', 'Conv2D'], ['_FusedDepthwiseConv2dNative', 'DepthwiseConv2dNative']]);
/** What stands for the sizes that have names, above all sizes and twice: where it begins, and how far apart two are. */
const STANDS = [[2 ** 30, 1], [3 * 2 ** 29, 7]] as const;

export class Properties {
  private readonly outputs = new Map<string, readonly Info[]>();
  private readonly inputs = new Map<string, readonly Info[]>();
  private readonly vectors = new Map<string, Sizes>();
  private names = -1;
  /** Sizes that an op has shown to be equal: each name's other name. */
  private readonly same = new Map<number, number>();

  /** @param trusted whether fed nodes have the shapes that they were built with */
  constructor(private readonly g: WorkGraph, private readonly trusted: boolean) {
    const order = topological(g.nodes);
    if (!order) return;
    // Loops: what comes around may differ from what went in, so sizes that do not agree become unknown.
    for (let round = 0; round < 4; round++) {
      let again = false;
      for (const n of order) again = this.visit(n, round) || again;
      if (!again) break;
    }
    this.merge(order);
    for (const n of order) this.inputs.set(n.name, dataInputs(n).map((i) => this.output(i) ?? { dtype: 'float32', shape: null }));
  }

  /** What follows from what ops demand of shapes, for all who read them. */
  private merge(order: readonly Work[]): void {
    const like = (input: string): string | null => {
      const n = this.g.node(input);
      return n && LIKE_FIRST.test(n.op) && !NOT_LIKE.test(n.op) && dataInputs(n).length > 0 && !this.g.feeds.has(n.name) ? tensorName(nodeName(n.inputs[0]), portOf(n.inputs[0])) : null;
    };
    const merges = new Merges((i) => this.output(i)?.shape ?? null, like, () => this.fresh());
    const length = (i: string): number | null => { const s = this.output(i)?.shape; return s?.length === 1 && s[0] >= 0 ? s[0] : null; };
    const numbers = (i: string): readonly number[] | null => { const v = this.output(i)?.value; return v && v.dtype !== 'string' ? Array.from(v.data as ArrayLike<number>) : null; };
    for (const n of order) merges.visit(n, length, numbers);
    if (!merges.any) return;
    for (const n of order) {
      const outputs = this.outputs.get(n.name);
      if (outputs) this.outputs.set(n.name, outputs.map((o, port) => ({ ...o, shape: merges.get(tensorName(n.name, port)) })));
    }
  }

  /** Of a tensor; of unknown shape where nothing is known. */
  of(input: string): Info { return this.output(input) ?? UNKNOWN; }
  has(input: string): boolean { return this.outputs.has(nodeName(input)); }
  /** The value of an output where it follows from constants and shapes. */
  value(input: string): Tensor | null { return this.output(input)?.value ?? null; }
  forget(name: string): void { this.forgetOutputs(name); this.forgetInputs(name); }
  /** Of a tensor; undefined for nodes that were made after inference, and where it was forgotten. */
  output(input: string): Info | undefined {
    const info = this.outputs.get(nodeName(input))?.[portOf(input)];
    return info?.shape?.some((d) => this.same.has(d)) ? { ...info, shape: info.shape.map((d) => this.known(d)) } : info;
  }
  private known(size: number): number {
    let at = size;
    for (let next = this.same.get(at); next !== undefined; next = this.same.get(at)) at = next;
    return at;
  }
  /** What is added has one shape: unknown sizes of the inputs get one name, as TensorFlow's merging of dimensions does. */
  private merged(shapes: readonly Sizes[]): Sizes {
    const [first] = shapes;
    if (!first || shapes.some((s) => s?.length !== first.length)) return null;
    for (const s of shapes) s!.forEach((d, i) => { const [a, b] = [this.known(d), this.known(first[i])]; if (a < 0 && b < 0 && a !== b) this.same.set(a, b); });
    return first.map((d) => this.known(d));
  }
  outputsOf(name: string): readonly Info[] | undefined { return this.outputs.get(name); }
  /** Of a node's data inputs as they were when shapes were inferred. */
  inputsOf(name: string): readonly Info[] | undefined { return this.inputs.get(name); }
  forgetOutputs(name: string): void { this.outputs.delete(name); }
  forgetInputs(name: string): void { this.inputs.delete(name); }

  /** Whether a loop changed what was known. */
  private visit(n: Work, round: number): boolean {
    const before = this.outputs.get(n.name);
    for (let port = 0; port < (before?.length ?? 0); port++) this.vectors.delete(tensorName(n.name, port));
    let now = this.infer(n);
    if (round > 0 && before && isMerge(n)) now = now.map((info, i) => ({ ...info, shape: relax(before[i]?.shape ?? null, info.shape) }));
    else if (round > 0 && before) now = now.map((info, i) => (sameKnown(before[i]?.shape ?? null, info.shape) ? { ...info, shape: before[i].shape } : info));
    this.outputs.set(n.name, now);
    return isMerge(n) && (round === 0 ? n.inputs.some((i) => !this.outputs.has(nodeName(i)) || this.g.at(i).op.endsWith('NextIteration')) : !before || !before.every((b, i) => sameKnown(b.shape, now[i].shape)));
  }

  private infer(n: Work): Info[] {
    const own = this.declared(n);
    if (this.g.feeds.has(n.name) && !this.trusted) return own.map(({ dtype }) => ({ dtype, shape: null }));
    const value = n.attrs['value'];
    if (n.op === 'Const' && isTensor(value)) return [{ dtype: value.dtype, shape: value.shape, value: this.g.feeds.has(n.name) ? undefined : value }];
    const ins = dataInputs(n).map((i) => this.output(i));
    if (n.op === 'Placeholder') return own;
    if (n.op === 'ReadVariableOp') {
      const handle = this.g.at(n.inputs[0]);
      if (handle.op === 'VarHandleOp') return [{ dtype: typeAttr(n, 'dtype'), shape: this.sizes(handle.attrs['shape']) }];
    }
    if (isMerge(n)) {
      const known = ins.flatMap((i) => (i ? [i.shape] : []));
      return [{ dtype: own[0].dtype, shape: known.length > 0 ? known.reduce(relax) : null }, { dtype: 'int32', shape: [] }];
    }
    if (/^(Ref)?(Enter|Exit|NextIteration)$/.test(n.op) || n.op === 'LoopCond') return [{ dtype: ins[0]?.dtype ?? own[0].dtype, shape: ins[0]?.shape ?? null }];
    if (/^(Ref)?Switch$/.test(n.op)) return [0, 1].map(() => ({ dtype: ins[0]?.dtype ?? own[0].dtype, shape: ins[0]?.shape ?? null }));
    if (OF_FIRST.test(n.op)) return [{ dtype: ins[0]?.dtype ?? own[0].dtype, shape: ins[0]?.shape ?? null }];
    const product = FUSED.get(n.op);
    if (product) return this.byOp({ ...n, op: product }, ins.slice(0, 2), own).slice(0, 1);
    if (!isRegistered(n.op)) return own.map(({ dtype }) => ({ dtype, shape: LIKE_FIRST.test(n.op) ? ins[0]?.shape ?? null : null }));
    return this.byOp(n, ins, own);
  }

  private byOp(n: Work, ins: readonly (Info | undefined)[], own: readonly Info[]): Info[] {
    const op = opOf(n.op);
    const statics: Static[] = ins.map((i) => staticOf((i?.dtype ?? 'float32').replace(/_ref$/, '') as DType, i?.shape ? i.shape.map((d) => (d < 0 ? null : d)) : null));
    const given: Record<string, unknown> = {};
    for (const [key, a] of Object.entries(n.attrs)) if (!isTensor(a) && !(key === 'shape' && a === null)) given[key] = a;
    let found: readonly Inferred[];
    const attrs = given as Attrs;
    try {
      found = op.infer(statics, complete(signatureOf(op.signature), statics, attrs), (i) => ins[i]?.value ?? (TAKES_SIZES.test(n.op) ? this.sizesAsValue(dataInputs(n)[i]) : null), (i) => this.partial(dataInputs(n)[i]));
    } catch {
      return own.map(({ dtype }) => ({ dtype, shape: null }));
    }
    const open = CARRIES.test(n.op) && found.some(({ shape }) => shape?.includes(null));
    const sizes = open ? this.carried(n, ins, attrs) : null;
    let values: readonly Tensor[] | null = null;
    if (n.op === 'Identity' && ins[0]?.value) values = [ins[0].value];
    else if (/^(Size|Rank)$/.test(n.op)) { try { values = op.fromStatic?.(statics, complete(signatureOf(op.signature), statics, attrs)) ?? null; } catch { values = null; } }
    return found.map(({ dtype, shape }, port) => ({ dtype, shape: sizes?.[port]?.length === shape?.length && shape ? shape.map((d, i) => d ?? sizes![port]![i] ?? this.fresh()) : this.named(n, ins, shape), value: values?.[port] }));
  }

  /**
   * Which names the sizes of the outputs have that only a run knows: inference goes through twice more, with another size of its own for each
   * name. A size is an input's where it stands for the same name both times, and a number where it is the same number: half of an unknown
   * size, or one more than it, is neither. Null where inference refuses them; null for a size that is none of the inputs'.
   */
  private carried(n: Work, ins: readonly (Info | undefined)[], attrs: Attrs): (readonly (number | null)[] | null)[] | null {
    const op = opOf(n.op);
    // What an op reads its sizes from is looked at once: to look may give names.
    const read = dataInputs(n).map((input) => this.sizesIn(input));
    const inferred = ([from, step]: readonly [number, number]): readonly Inferred[] => {
      const stand = (d: number): number => (d < 0 ? from - step * d : d);
      const statics: Static[] = ins.map((i) => staticOf((i?.dtype ?? 'float32').replace(/_ref$/, '') as DType, i?.shape ? i.shape.map(stand) : null));
      const sizes = (i: number): Shape | null => read[i]?.map(stand) ?? null;
      const asValue = (i: number): Tensor | null => { const s = TAKES_SIZES.test(n.op) ? sizes(i) : null; return s?.every((d) => d !== null) ? tensor('int32', [s.length], s) : null; };
      return op.infer(statics, complete(signatureOf(op.signature), statics, attrs), (i) => ins[i]?.value ?? asValue(i), sizes);
    };
    try {
      const [once, again] = STANDS.map(inferred);
      const name = (x: number): number => -(x - STANDS[0][0]) / STANDS[0][1];
      const size = (x: number | null, y: number | null | undefined): number | null => {
        if (x === y) return x;
        if (x === null || y === null || y === undefined) return null;
        const d = name(x);
        return d < 0 && d >= this.names && y === STANDS[1][0] - STANDS[1][1] * d ? d : null;
      };
      return once.map(({ shape }, port) => shape?.map((x, i) => size(x, again[port].shape?.[i])) ?? null);
    } catch {
      return null;
    }
  }

  /** A vector of sizes that are all known, as the constant that an op would read. */
  private sizesAsValue(input: string): Tensor | null {
    const [sizes, info] = [this.vector(input), this.output(input)];
    if (!isFullyKnown(sizes) || !info || info.shape?.length !== 1) return null;
    return tensor(info.dtype as DType, [sizes.length], [...sizes]);
  }

  /** Names for sizes that are not known: those of the inputs where they are the same. */
  private named(n: Work, ins: readonly (Info | undefined)[], shape: Shape | null): Sizes {
    if (shape === null) return null;
    if (!shape.includes(null)) return shape as readonly number[];
    const first = ins[0]?.shape ?? null;
    let like: Sizes = null;
    if (BROADCASTS.test(n.op)) like = broadcast(first, ins[1]?.shape ?? null);
    else if (LIKE_FIRST.test(n.op) && !NOT_LIKE.test(n.op)) like = first;
    else if (/^(Reshape|BroadcastTo)$/.test(n.op)) like = this.sizesIn(dataInputs(n)[1]);
    else if (n.op === 'Fill') like = this.sizesIn(dataInputs(n)[0]);
    else if (n.op === 'Tile') { const by = this.sizesIn(dataInputs(n)[1]); like = by && first ? by.map((d, i) => (first[i] === 1 ? d : d === 1 ? first[i] : this.fresh())) : null; }
    else if (n.op === 'AddN') like = this.merged(ins.map((i) => i?.shape ?? null));
    else if (n.op === 'MatMul' && first?.length === 2) {
      const second = ins[1]?.shape ?? null;
      like = [first[n.attrs['transpose_a'] === true ? 1 : 0], second?.length === 2 ? second[n.attrs['transpose_b'] === true ? 0 : 1] : this.fresh()];
    }
    return shape.map((d, i) => d ?? (like?.length === shape.length && like[i] < 0 ? like[i] : this.fresh()));
  }
  private fresh(): number { return --this.names; }

  /** The shape that a small tensor holds, as far as it is known. */
  private partial(input: string): Shape | null {
    const info = this.output(input);
    if (info?.value) { const v = info.value; return v.shape.length > 1 ? null : Array.from(v.data as ArrayLike<number>, (d) => (d < 0 ? null : d)); }
    const sizes = this.vector(input);
    if (sizes) return sizes.map((d) => (d < 0 ? null : d));
    const n = this.g.node(input);
    if (!n) return null;
    if (n.op === 'Shape') { const s = this.output(n.inputs[0])?.shape; return s ? s.map((d) => (d < 0 ? null : d)) : null; }
    if (n.op === 'Identity' || n.op === 'Cast') return this.partial(n.inputs[0]);
    if (n.op === 'Pack') return dataInputs(n).map((i) => { const v = this.output(i)?.value; return v && v.data.length === 1 && Number(v.data[0]) >= 0 ? Number(v.data[0]) : null; });
    if (n.op === 'ConcatV2') { const parts = dataInputs(n).slice(0, -1).map((i) => this.partial(i)); if (parts.every((p) => p !== null)) return parts.flat(); }
    const length = info?.shape?.length === 1 ? info.shape[0] : -1;
    return length >= 0 ? new Array<null>(length).fill(null) : null;
  }

  /**
   * A small vector of whole numbers as sizes, as Grappler carries them along beside shapes (tensors as shapes); -1 where a constant or a
   * computed number says nothing. Null where nothing is known.
   */
  vector(input: string): Sizes {
    const known = this.vectors.get(input);
    if (known !== undefined) return known;
    this.vectors.set(input, null); // a loop leads back here
    const found = this.findVector(input);
    this.vectors.set(input, found);
    return found;
  }

  private findVector(input: string): Sizes {
    const n = this.g.node(input);
    if (!n || this.g.feeds.has(n.name)) return null;
    const data = dataInputs(n);
    const number = (i: string): number | null => { const v = this.output(i)?.value; return v?.data.length === 1 && /^int(32|64)$/.test(v.dtype) ? Number(v.data[0]) : null; };
    switch (n.op) {
      case 'Const': {
        const v = n.attrs['value'];
        if (!isTensor(v) || !/^int(32|64)$/.test(v.dtype) || v.shape.length > 1 || v.data.length > 128) return null;
        const values = Array.from(v.data as ArrayLike<number>, Number);
        return values.some((d) => d < -1) || (v.shape.length === 0 && values[0] < 0) ? null : values;
      }
      case 'Shape': return this.output(data[0])?.shape ?? null;
      case 'ShapeN': return this.output(data[portOf(input)])?.shape ?? null;
      case 'Identity': return this.vector(data[0]);
      case 'ConcatV2': {
        const parts = data.slice(0, -1).map((i) => this.vector(i));
        return parts.every((p) => p !== null) ? parts.flat() : null;
      }
      case 'Pack': {
        const sizes: number[] = [];
        for (const i of data) {
          const v = this.output(i)?.value;
          if (v && (v.shape.length > 0 || !/^int(32|64)$/.test(v.dtype))) return null;
          const size = v ? Number(v.data[0]) : this.vector(i)?.[0];
          sizes.push(size !== undefined && size >= 0 ? size : -1);
        }
        return sizes;
      }
      case 'Slice': {
        const [from, begin, size] = [this.vector(data[0]), number(data[1]), number(data[2])];
        return from && begin !== null && size !== null ? from.slice(begin, size === -1 ? undefined : begin + size) : null;
      }
      case 'StridedSlice': {
        const [from, begin, end, stride] = [this.vector(data[0]), ...[1, 2, 3].map((i) => number(data[i]))] as [Sizes, number | null, number | null, number | null];
        if (!from || begin === null || end === null || stride === null || stride < 1) return null;
        if (['ellipsis_mask', 'new_axis_mask', 'shrink_axis_mask'].some((k) => Number(n.attrs[k] ?? 0) !== 0)) return null;
        return from.slice(n.attrs['begin_mask'] === 1 ? 0 : begin, n.attrs['end_mask'] === 1 ? undefined : end).filter((_, i) => i % stride === 0);
      }
      default: return null;
    }
  }

  /** The same with the names of unknown sizes. */
  private sizesIn(input: string): Sizes {
    const n = this.g.node(input);
    if (!n) return null;
    if (n.op === 'ConcatV2' || n.op === 'Slice' || n.op === 'StridedSlice') {
      const sizes = this.vector(input);
      if (sizes) return sizes.map((d) => (d === -1 ? this.fresh() : d));
    }
    if (n.op === 'Shape') return this.output(n.inputs[0])?.shape ?? null;
    if (n.op === 'Identity' || n.op === 'Cast') return this.sizesIn(n.inputs[0]);
    if (n.op === 'RealDiv' || n.op === 'FloorDiv' || n.op === 'Div') {
      const [a, b] = [this.sizesIn(n.inputs[0]), this.sizesIn(n.inputs[1])];
      return a && b && a.length === b.length ? a.map((d, i) => (b[i] === 1 ? d : d === b[i] ? 1 : this.fresh())) : null;
    }
    if (n.op === 'Maximum') {
      const [a, b] = [this.sizesIn(n.inputs[0]), this.sizesIn(n.inputs[1])];
      return a && b && a.length === b.length && b.every((d) => d === 1) ? a : null;
    }
    return this.partial(input)?.map((d) => d ?? this.fresh()) ?? null;
  }

  private sizes(shape: unknown): Sizes {
    return Array.isArray(shape) ? shape.map((d: unknown) => (typeof d === 'number' && d >= 0 ? d : this.fresh())) : null;
  }

  /** What the graph was built with. */
  private declared(n: Work): Info[] {
    if (n.op === 'Placeholder' || n.op === 'VariableV2' || n.op === 'Variable') return [{ dtype: typeAttr(n, 'dtype'), shape: this.sizes(n.attrs['shape']) }];
    const dtype = typeAttr(n, 'T', 'dtype') || 'float32';
    return n.outputs && n.outputs.length > 0 ? n.outputs.map((o) => ({ dtype: o.dtype.replace(/_ref$/, ''), shape: null })) : [{ dtype, shape: null }];
  }
}

const sameKnown = (a: Sizes, b: Sizes): boolean => (a === null || b === null ? a === b : a.length === b.length && a.every((d, i) => d === b[i] || (d < 0 && b[i] < 0)));
function relax(a: Sizes, b: Sizes): Sizes {
  if (a === null || b === null || a.length !== b.length) return null;
  return a.map((d, i) => (d === b[i] ? d : Math.min(d, b[i], -1)));
}

/** A tensor of one number. */
export const scalar = (dtype: string, v: number): Tensor => tensor(dtype as DType, [], [v]);

/** What Shape, Size and Rank give for a shape. */
export function shapeValue(op: string, shape: readonly number[], dtype: 'int32' | 'int64'): Tensor {
  const data = op === 'Shape' || op === 'ShapeN' ? shape : op === 'Rank' ? [shape.length] : [elements(shape)];
  return tensor(op === 'Rank' ? 'int32' : dtype, op === 'Shape' || op === 'ShapeN' ? [shape.length] : [], data);
}
