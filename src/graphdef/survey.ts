// Walks a binary file before anything is made of it: every length within bounds, every number within ten bytes, text that is
// UTF-8, and no more parts, nodes or nesting than allowed. After it the real reader cannot fail or run out of memory.
// Stricter than protobuf: a known field of the wrong wire type and groups are refused; TensorFlow writes neither.
import { type DescField, type DescMessage, ScalarType } from '@bufbuild/protobuf';
import { GraphDefSchema } from './proto/graph_pb.ts';
import { FunctionDefLibrarySchema } from './proto/function_pb.ts';
import type { Budget } from './limits.ts';
import { refuse } from './result.ts';

/** A field as the walk needs it. `wire` is the wire type of one element. */
interface Plan {
  readonly name: string;
  readonly wire: number;
  readonly packable: boolean;
  readonly text: boolean;
  readonly child: DescMessage | null;
  readonly counts: 'node' | 'function' | null;
}

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;

const plans = new Map<DescMessage, ReadonlyMap<number, Plan>>();

function wireOf(field: DescField): number {
  const scalar = field.fieldKind === 'scalar' || (field.fieldKind === 'list' && field.listKind === 'scalar') ? field.scalar : null;
  if (scalar === null) return field.enum ? VARINT : BYTES;
  if (scalar === ScalarType.STRING || scalar === ScalarType.BYTES) return BYTES;
  if (scalar === ScalarType.DOUBLE) return FIXED64;
  return scalar === ScalarType.FLOAT ? FIXED32 : VARINT;
}

function plan(desc: DescMessage): ReadonlyMap<number, Plan> {
  let made = plans.get(desc);
  if (!made) {
    const rows = desc.fields.map((field): [number, Plan] => {
      const wire = wireOf(field);
      const counts =
        desc === GraphDefSchema && field.name === 'node'
          ? 'node'
          : desc === FunctionDefLibrarySchema && field.name === 'function'
            ? 'function'
            : null;
      return [
        field.number,
        {
          name: field.name,
          wire,
          packable: field.fieldKind === 'list' && wire !== BYTES,
          text: field.scalar === ScalarType.STRING,
          child: field.message ?? null,
          counts,
        },
      ];
    });
    made = new Map(rows);
    plans.set(desc, made);
  }
  return made;
}

const strict = new TextDecoder('utf-8', { fatal: true });

class Walk {
  at = 0;
  private readonly path: string[] = [];

  constructor(
    private readonly bytes: Uint8Array,
    private readonly budget: Budget,
  ) {}

  message(desc: DescMessage, end: number): void {
    const { budget, path } = this;
    if (path.length > budget.limits.depth) this.fail(`is nested more than ${budget.limits.depth} messages deep, which is the limit here`);
    const fields = plan(desc);
    while (this.at < end) {
      budget.spend(1);
      const tag = this.varint(end);
      const wire = tag & 7;
      const field = fields.get(tag >>> 3);
      if (tag >>> 3 === 0 || tag > 0xffff_ffff) this.fail('has a field number that does not exist');
      if (!field) {
        budget.unknown += 1;
        this.skip(wire, end);
        continue;
      }
      path.push(field.name);
      if (field.counts === 'node') budget.node();
      else if (field.counts === 'function') budget.functions += 1;
      if (wire !== field.wire && !(wire === BYTES && field.packable)) this.fail(`should be ${words(field.wire)}, got ${words(wire)}`);
      if (wire !== BYTES) this.skip(wire, end);
      else {
        const size = this.varint(end);
        const stop = this.at + size;
        if (stop > end) this.fail(`should have ${size} bytes, but ${end - this.at} are left`);
        if (field.child) this.message(field.child, stop);
        else if (field.packable) this.packed(field.wire, stop);
        else if (field.text) this.text(stop);
        this.at = stop;
      }
      path.pop();
    }
    if (this.at > end) this.fail('ends in the middle of a field');
  }

  private packed(wire: number, end: number): void {
    const { bytes, budget } = this;
    if (wire !== VARINT) {
      const size = wire === FIXED64 ? 8 : 4;
      if ((end - this.at) % size !== 0) this.fail(`should be numbers of ${size} bytes, got ${end - this.at} bytes`);
      budget.spend((end - this.at) / size);
      return;
    }
    let length = 0;
    let count = 0;
    for (let i = this.at; i < end; i++) {
      if (bytes[i] >= 0x80) length += 1;
      else {
        length = 0;
        count += 1;
      }
      if (length >= 10) this.fail('has a number of more than ten bytes');
    }
    if (length > 0) this.fail('ends in the middle of a number');
    budget.spend(count);
  }

  private text(end: number): void {
    const { bytes, budget } = this;
    if (end - this.at > budget.limits.textBytes)
      this.fail(`is text of ${end - this.at} bytes; the limit here is ${budget.limits.textBytes}`);
    let all = 0;
    for (let i = this.at; i < end; i++) all |= bytes[i];
    if (all < 0x80) return;
    try {
      strict.decode(bytes.subarray(this.at, end));
    } catch {
      this.fail('should be UTF-8 text, got other bytes');
    }
  }

  /** Reads a number up to 2^53; larger ones come out too large to pass any check, which is all that matters here. */
  private varint(end: number): number {
    const { bytes } = this;
    let value = 0;
    let scale = 1;
    for (let i = 0; i < 10; i++) {
      if (this.at >= end) this.fail('ends in the middle of a number');
      const byte = bytes[this.at++];
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 128;
    }
    this.fail('has a number of more than ten bytes');
  }

  private skip(wire: number, end: number): void {
    if (wire === VARINT) this.varint(end);
    else if (wire === FIXED64) this.at += 8;
    else if (wire === FIXED32) this.at += 4;
    else if (wire === BYTES) {
      const size = this.varint(end);
      if (this.at + size > end) this.fail(`holds a field of ${size} bytes, but ${end - this.at} are left`);
      this.at += size;
    } else this.fail(`holds ${words(wire)}, which TensorFlow does not write`);
    if (this.at > end) this.fail('ends in the middle of a field');
  }

  private fail(what: string): never {
    const [first, ...others] = this.path;
    const head = first === 'node' && this.budget.nodes > 0 ? `node number ${this.budget.nodes}` : (first ?? 'the file');
    refuse(`${[head, ...others].join(' › ')} ${what} (at byte ${this.at})`);
  }
}

function words(wire: number): string {
  return (
    ['a number', 'eight bytes', 'text, bytes or a message', 'a group', 'the end of a group', 'four bytes'][wire] ?? `the wire type ${wire}`
  );
}

/** Checks that `bytes` are a well-formed message of this type, or refuses. Spends from `budget`. How far it came is in `reached`. */
export function survey(desc: DescMessage, bytes: Uint8Array, budget: Budget, reached?: { at: number }): void {
  const walk = new Walk(bytes, budget);
  try {
    walk.message(desc, bytes.length);
  } finally {
    if (reached) reached.at = walk.at;
  }
}
