/** What is known of every output without running: as costs/graph_properties.cc infers it, fed placeholders being of unknown shape. */
import type { DType } from '../engine/dtype.ts';
import { evaluate, infer } from './evaluate.ts';
import { dataInputs, isTensor, nodeName, portOf, topological, type Work, type WorkGraph } from './graph.ts';
import { isPure } from './kinds.ts';
import type { Attr, Shape, Tensor } from './types.ts';

export interface Property { dtype: DType; shape: Shape | null }
const UNKNOWN: Property = { dtype: 'float32', shape: null };

export class Properties {
  private readonly known = new Map<string, Property[]>();
  private readonly values = new Map<string, (Tensor | null)[]>();

  constructor(private readonly g: WorkGraph, trustFeeds: boolean) {
    for (const n of topological(g.nodes) ?? g.nodes) this.know(n, trustFeeds);
  }

  of(input: string): Property { return this.known.get(nodeName(input))?.[Math.max(portOf(input), 0)] ?? UNKNOWN; }
  has(input: string): boolean { return this.known.has(nodeName(input)); }
  /** The value of an output where it follows from constants and shapes. */
  value(input: string): Tensor | null { return this.values.get(nodeName(input))?.[portOf(input)] ?? null; }
  forget(name: string): void { this.known.delete(name); this.values.delete(name); }

  private know(n: Work, trustFeeds: boolean): void {
    const inputs = dataInputs(n);
    const statics = inputs.map((i) => this.of(i));
    const constants = inputs.map((i) => this.value(i));
    const outputs = this.infer(n, statics, constants);
    if (this.g.feeds.has(n.name)) {
      this.known.set(n.name, trustFeeds ? outputs : outputs.map((o) => ({ dtype: o.dtype, shape: null })));
      return;
    }
    this.known.set(n.name, outputs);
    const v = n.attrs['value'];
    if (n.op === 'Const' && isTensor(v)) this.values.set(n.name, [v]);
    else this.compute(n, statics, constants);
  }

  private infer(n: Work, statics: readonly Property[], constants: readonly (Tensor | null)[]): Property[] {
    const { attrs } = n;
    const dtype = (...names: string[]): DType => (names.map((k) => attrs[k]).find((v) => typeof v === 'string') ?? 'float32') as DType;
    switch (n.op) {
      case 'Const': { const v = attrs['value']; if (isTensor(v)) return [{ dtype: v.dtype, shape: v.shape }]; break; }
      case 'Placeholder': case 'PlaceholderV2': case 'VariableV2': case 'Variable': case 'TemporaryVariable': return [{ dtype: dtype('dtype'), shape: shapeAttr(attrs['shape']) }];
      case 'VarHandleOp': return [{ dtype: 'resource', shape: [] }];
      case 'ReadVariableOp': { const h = this.g.node(n.inputs[0]); return [{ dtype: dtype('dtype'), shape: h?.op === 'VarHandleOp' ? shapeAttr(h.attrs['shape']) : null }]; }
      case 'Identity': case 'Snapshot': case 'RefIdentity': case '_UnaryOpsComposition': return [{ dtype: dtype('T'), shape: statics[0]?.shape ?? null }];
      case 'Assign': return [{ dtype: dtype('T'), shape: statics[1]?.shape ?? null }];
      case 'NoOp': return [];
      default:
    }
    const found = infer(n.op, attrs, statics, constants);
    if (found) return found.map((o) => ({ dtype: o.dtype, shape: o.shape }));
    return n.outputs?.map((o) => ({ dtype: o.dtype.replace(/_ref$/, '') as DType, shape: null })) ?? [{ dtype: dtype('T', 'dtype'), shape: null }];
  }

  /** Shapes that are known are values; so is what small ops make of small values. */
  private compute(n: Work, statics: readonly Property[], constants: readonly (Tensor | null)[]): void {
    const shape = statics[0]?.shape;
    if ((n.op === 'Shape' || n.op === 'Size' || n.op === 'Rank') && shape && (n.op === 'Rank' || !shape.includes(null))) {
      this.values.set(n.name, [shapeValue(n.op, shape as readonly number[], n.attrs['out_type'] === 'int64' ? 'int64' : 'int32')]);
      return;
    }
    if (constants.length === 0 || constants.some((c) => c === null) || !isPure(n) || n.op === 'Merge' || n.op === 'Switch') return;
    if (constants.some((c) => c !== null && (c.data.length > 64 || c.dtype === 'string'))) return;
    const sizes = this.known.get(n.name) ?? [];
    if (sizes.some((o) => o.shape === null || o.shape.reduce<number>((a, d) => a * (d ?? 1e9), 1) > 64)) return;
    const out = evaluate(n.op, n.attrs, constants as readonly Tensor[]);
    if (out) this.values.set(n.name, out);
  }
}

export const shapeAttr = (a: Attr | undefined): Shape | null => (Array.isArray(a) ? a.map((d: Attr) => (typeof d === 'number' && d >= 0 ? d : null)) : null);

/** What Shape, Size and Rank give for a shape. */
export function shapeValue(op: string, shape: readonly number[], dtype: 'int32' | 'int64'): Tensor {
  const data = op === 'Shape' ? shape : op === 'Rank' ? [shape.length] : [shape.reduce((a, b) => a * b, 1)];
  return { dtype: op === 'Rank' ? 'int32' : dtype, shape: op === 'Shape' ? [shape.length] : [], data: dtype === 'int64' && op !== 'Rank' ? Float64Array.from(data) : Int32Array.from(data) };
}

export const isFull = (shape: Shape | null): shape is readonly number[] => shape !== null && !shape.includes(null);
/** Both known in full and equal; a dimension that nobody knows equals none. */
export const sameShape = (a: Shape | null, b: Shape | null): boolean => isFull(a) && isFull(b) && a.length === b.length && a.every((d, i) => d === b[i]);
/** Whether both may be broadcast together: known in full. */
export function broadcastable(a: Shape | null, b: Shape | null): boolean {
  if (!isFull(a) || !isFull(b)) return false;
  for (let i = 1; i <= Math.min(a.length, b.length); i++) {
    const [x, y] = [a[a.length - i], b[b.length - i]];
    if (x !== y && x !== 1 && y !== 1) return false;
  }
  return true;
}
