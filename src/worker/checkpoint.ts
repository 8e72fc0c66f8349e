/**
 * Checkpoints as safetensors files: 8 bytes header length (little endian), JSON header, float32 data. Files come from
 * visitors, so reading trusts nothing. Format: github.com/huggingface/safetensors.
 */
import type { Tensor } from '../engine/dtype.ts';

/** Greatest file that is read, bytes: a hundred times the largest model here. */
const LARGEST = 64 * 2 ** 20;
const LONGEST_HEADER = 2 ** 20;

export interface Checkpoint { epoch: number; tensors: ReadonlyMap<string, Tensor> }

/** The file of a checkpoint; names in ascending order. */
export function encode({ epoch, tensors }: Checkpoint): Uint8Array<ArrayBuffer> {
  // Without a prototype: an uploaded file may hold a tensor named __proto__.
  const header = Object.assign(Object.create(null) as Record<string, object>, { __metadata__: { format: 'session-playground', epoch: String(epoch) } });
  let end = 0;
  const entries = [...tensors].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [name, t] of entries) {
    const bytes = t.data.length * 4;
    header[name] = { dtype: 'F32', shape: t.shape, data_offsets: [end, end + bytes] };
    end += bytes;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const padded = (text.length + 7) & -8;
  const out = new Uint8Array(8 + padded + end);
  new DataView(out.buffer).setBigUint64(0, BigInt(padded), true);
  out.fill(0x20, 8, 8 + padded);
  out.set(text, 8);
  let at = 8 + padded;
  for (const [, t] of entries) {
    const view = new DataView(out.buffer, at, t.data.length * 4);
    (t.data as Float32Array).forEach((v, i) => view.setFloat32(i * 4, v, true));
    at += t.data.length * 4;
  }
  return out;
}

class Refused extends Error {}
const refuse = (why: string): never => { throw new Refused(why); };

/** Reads a file. Returns the reason, in the visitor's words, where it is not a checkpoint. */
export function decode(file: Uint8Array): Checkpoint | string {
  try {
    return read(file);
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
}

function read(file: Uint8Array): Checkpoint {
  if (file.length > LARGEST) refuse(`the file has ${file.length} bytes; at most ${LARGEST} are read`);
  if (file.length < 8) refuse(`a safetensors file begins with 8 bytes of header length; this file has ${file.length} bytes`);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const length = view.getBigUint64(0, true);
  if (length > BigInt(Math.min(LONGEST_HEADER, file.length - 8))) refuse(`it is not a safetensors file (its first 8 bytes should give the length of a header within its ${file.length} bytes)`);
  const start = 8 + Number(length);
  const header = parse(new TextDecoder('utf-8', { fatal: false }).decode(file.subarray(8, start)));
  const room = file.length - start;
  const tensors = new Map<string, Tensor>();
  const ranges: [number, number, string][] = [];
  let epoch = 0;
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') { epoch = epochOf(entry); continue; }
    const { shape, from, to } = checkEntry(name, entry, room);
    ranges.push([from, to, name]);
    const data = new Float32Array((to - from) / 4);
    for (let i = 0; i < data.length; i++) data[i] = view.getFloat32(start + from + i * 4, true);
    if (!data.every(Number.isFinite)) refuse(`tensor '${name}' holds values that are not finite numbers`);
    tensors.set(name, { dtype: 'float32', shape, data });
  }
  // An empty tensor begins where its neighbour does: it comes first.
  ranges.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  let end = 0;
  for (const [from, to, name] of ranges) {
    if (from !== end) refuse(`tensor '${name}' begins at byte ${from} of the data, expected ${end}: tensors must follow one another without gap or overlap`);
    end = to;
  }
  if (end !== room) refuse(`the tensors take ${end} bytes, the file holds ${room}`);
  if (tensors.size === 0) refuse('the file holds no tensors');
  return { epoch, tensors };
}

function parse(text: string): object {
  let header: unknown;
  try { header = JSON.parse(text); } catch { refuse('the header is not JSON'); }
  if (typeof header !== 'object' || header === null || Array.isArray(header)) refuse('the header is not a JSON object');
  return header as object;
}

function epochOf(entry: unknown): number {
  const value = Number((entry as { epoch?: unknown } | null)?.epoch ?? 0);
  return Number.isSafeInteger(value) && value >= 0 ? value : 0;
}

function checkEntry(name: string, entry: unknown, room: number): { shape: number[]; from: number; to: number } {
  const { dtype, shape, data_offsets: offsets } = (entry ?? {}) as { dtype?: unknown; shape?: unknown; data_offsets?: unknown };
  const whole = (v: unknown): v is number => Number.isSafeInteger(v) && (v as number) >= 0;
  if (dtype !== 'F32') refuse(`tensor '${name}' has dtype ${JSON.stringify(dtype)}; expected "F32"`);
  if (!Array.isArray(shape) || shape.length > 8 || !shape.every(whole)) refuse(`tensor '${name}' has shape ${JSON.stringify(shape)}; expected a list of at most 8 whole numbers`);
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(whole)) refuse(`tensor '${name}' has data_offsets ${JSON.stringify(offsets)}; expected [begin, end]`);
  const dims = shape as number[];
  const [from, to] = offsets as [number, number];
  const bytes = dims.reduce((a, b) => a * b, 4);
  if (to - from !== bytes) refuse(`tensor '${name}' of shape [${dims.join(', ')}] needs ${bytes} bytes, its data_offsets give ${to - from}`);
  if (to > room) refuse(`tensor '${name}' ends at byte ${to} of the data; the file holds ${room}`);
  return { shape: dims, from, to };
}

/** Why a checkpoint does not fit a model with these variables (name -> shape), or null. Optional ones may be missing. */
export function mismatch(tensors: ReadonlyMap<string, Tensor>, wanted: ReadonlyMap<string, { shape: readonly number[]; optional: boolean }>): string | null {
  const show = (s: readonly number[]): string => `[${s.join(', ')}]`;
  for (const [name, { shape, optional }] of wanted) {
    const found = tensors.get(name);
    if (!found) {
      if (optional) continue;
      return `the model needs variable '${name}' ${show(shape)}; the checkpoint holds ${[...tensors].map(([n, t]) => `'${n}' ${show(t.shape)}`).join(', ')}`;
    }
    if (found.shape.join() !== shape.join()) return `variable '${name}' has shape ${show(shape)} in the model and ${show(found.shape)} in the checkpoint`;
  }
  return null;
}
