/**
 * Calls between Python and the tables of packages (tf/binding.ts): one function that Python calls with a number and a text, and one that
 * it is called back by. Objects stay here and are known to Python by handles. Not the tables, not the interpreter.
 */
import { OutOfMemory } from '../engine/heap.ts';
import { TensorFlowError } from '../engine/op-def.ts';
import type { Bindings, ClassBinding } from '../tf/binding.ts';
import { Ndarray } from '../tf/binding.ts';
import { Operation } from '../tf/graph.ts';
import type { Context } from '../tf/context.ts';
import { FedTensor } from '../tf/values.ts';
import { fromHostTensor, isHost, isNd, scalarOf, toNdarray } from './arrays.ts';
import { read, write, type Heap } from './values.ts';

/** What Python offers: functions of modules/_bridge.py, all plain texts and numbers. */
export interface PythonSide {
  /** Calls a callable with arguments; answers a reply as `call` gives it. */
  callback(id: number, args: string): unknown;
}

/** A package and its tables. */
export interface Package { readonly name: string; readonly bindings: Bindings; /** Arrays arrive as they are, not as `Ndarray`. */ readonly arrays: boolean }

/** A Python exception on its way through JavaScript, unchanged. */
class PythonError extends Error {
  constructor(readonly id: number) { super('a Python exception'); }
}

/** Handles are multiples of this; the rest is the number of the class. */
const CLASSES = 1024;
/** Answer of an operator that leaves it to the other operand. */
export const NOT_IMPLEMENTED: unique symbol = Symbol('NotImplemented');

/** Most bytes of arrays that Python may hold at a time. */
const ARRAYS = 1 << 30;

interface Entry { readonly run: (args: unknown[]) => unknown; readonly arrays: boolean; readonly creates: number }

/** What an array takes, and its handle; a view takes nothing of its own. */
const ownBytes = (a: { base: unknown; size: number; itemsize: number }): number => 256 + (a.base ? 0 : a.size * a.itemsize);

export class Bridge implements Heap {
  private readonly entries: Entry[] = [];
  private readonly objects = new Map<number, object>();
  private readonly handles = new WeakMap<object, number>();
  private readonly keyed = new Map<string, number>();
  private readonly keys = new Map<number, string>();
  private readonly classes: ClassBinding[] = [];
  private readonly classOf = new WeakMap<object, number>();
  private readonly byType = new Map<object, number>();
  private readonly functions = new Map<number, unknown>();
  private next = 1;
  private arrayBytes = 0;
  private asArrays = false;
  python: PythonSide | null = null;
  /** What each entry is, for whoever watches the calls: the function's usual path, the class, or `Class.member`. */
  readonly names: string[] = [];

  constructor(private readonly tf: Context, private readonly packages: readonly Package[]) {}

  /** What Python needs to know of the tables, as JSON: modules/_packages.py makes the packages of it. */
  describe(): string {
    return JSON.stringify(this.packages.map(({ name: title, bindings, arrays }) => {
      const add = (name: string, run: Entry['run'], creates = -1): number => {
        this.names.push(name);
        return this.entries.push({ run, arrays, creates }) - 1;
      };
      const { tf } = this;
      const functions = bindings.functions.map((f) => [f.paths, f.params, add(f.paths[0], (args) => f.call(tf, ...args))]);
      const constants = bindings.constants.map((c) => [c.paths, add(c.paths[0], () => c.value(tf))]);
      const classes = bindings.classes.map((c) => {
        const index = this.classes.push(c) - 1;
        if (index + 1 >= CLASSES) throw new Error(`internal: more than ${CLASSES} classes`);
        this.byType.set(c.type, index);
        const self = <R>(use: (self: never, ...args: unknown[]) => R) => (args: unknown[]): R => use(args[0] as never, ...args.slice(1));
        return {
          name: c.name, paths: c.paths, base: c.base ?? null, index,
          create: c.create && c.params !== undefined ? [c.params, add(c.name, (args) => c.create!(tf, ...args), index)] : null,
          methods: Object.entries(c.methods ?? {}).map(([key, m]) => [key, m.params, add(`${c.name}.${key}`, self((me, ...args) => m.call(tf, me, ...args)))]),
          properties: Object.entries(c.properties ?? {}).map(([key, get]) => [key, add(`${c.name}.${key}`, self((me) => get(tf, me)))]),
          overrides: c.overrides ? [c.overrides.names, add(c.name, self((me, name, made) => c.overrides!.set(me, name as never, made as never)))] : null,
          setters: Object.entries(c.setters ?? {}).map(([key, set]) => [key, add(`${c.name}.${key}`, self((me, value) => set(tf, me, value)))]),
        };
      });
      return { name: title, functions, classes, constants };
    }));
  }

  /** Calls entry `code`. The reply: a handle, a boolean, undefined for None, or a text that begins with its kind (s: string, j: JSON, !: error, ?: NotImplemented). */
  readonly call = (code: number, text: string): number | boolean | string | undefined => {
    const entry = this.entries[code];
    const before = this.asArrays;
    try {
      this.asArrays = entry.arrays;
      const args = (JSON.parse(text) as unknown[]).map((x) => read(x, this));
      this.asArrays = before;
      const result = entry.run(args);
      if (entry.creates >= 0) return this.handle(result as object, entry.creates);
      return this.reply(result);
    } catch (error) {
      return `!${this.describeError(error)}`;
    } finally {
      this.asArrays = before;
    }
  };

  /** Forgets an object that Python no longer holds. */
  readonly free = (handle: number): void => {
    const object = this.objects.get(handle);
    if (object === undefined) return;
    this.objects.delete(handle);
    if (isNd(object)) this.arrayBytes -= ownBytes(object);
    const key = this.keys.get(handle);
    if (key === undefined) this.handles.delete(object);
    else { this.keys.delete(handle); this.keyed.delete(key); }
  };

  /** Objects that Python holds now. */
  get held(): number { return this.objects.size; }
  heldObjects(): Iterable<object> { return this.objects.values(); }

  private reply(v: unknown): number | boolean | string | undefined {
    if (v === null || v === undefined) return undefined;
    if (typeof v === 'boolean') return v;
    if (typeof v === 'string') return `s${v}`;
    if (v === NOT_IMPLEMENTED) return '?';
    if (typeof v === 'object') {
      const object = isHost(v) && this.classIndex(v) < 0 && (v.shape.length > 0 || v instanceof FedTensor) && v.dtype !== 'string' ? fromHostTensor(v) : v;
      if (isNd(object) || this.classIndex(object) >= 0) return this.handle(object, this.classIndex(object));
    }
    return `j${write(v, this)}`;
  }

  /** Number of the nearest bound class, or -1. */
  private classIndex(object: object): number {
    const prototype = Object.getPrototypeOf(object) as object | null;
    if (prototype === null || prototype === Object.prototype || prototype === Array.prototype) return -1;
    const known = this.classOf.get(prototype);
    if (known !== undefined) return known;
    let found = -1;
    for (let p: object | null = prototype; p !== null && found < 0; p = Object.getPrototypeOf(p) as object | null) found = this.byType.get(p.constructor) ?? -1;
    this.classOf.set(prototype, found);
    return found;
  }

  private handle(object: object, index: number): number {
    const key = this.classes[index].key?.(object as never);
    let handle: number | undefined;
    if (key === undefined) {
      handle = this.handles.get(object);
      if (handle === undefined) this.handles.set(object, (handle = this.next++));
    } else {
      const full = `${index} ${key}`;
      handle = this.keyed.get(full);
      if (handle === undefined) {
        this.keyed.set(full, (handle = this.next++));
        this.keys.set(handle, full);
      }
    }
    if (!this.objects.has(handle)) {
      this.objects.set(handle, object);
      if (isNd(object)) {
        this.arrayBytes += ownBytes(object);
        if (this.arrayBytes > ARRAYS) {
          this.free(handle);
          throw new TensorFlowError('MemoryError', `Unable to allocate an array: the script's arrays may take ${ARRAYS / 2 ** 20} MiB in all`);
        }
      }
    }
    return handle * CLASSES + index;
  }

  // --- Heap ------------------------------------------------------------------------------------------------------------

  get(handle: number): unknown {
    const object = this.objects.get(handle);
    if (object === undefined) throw new Error(`internal: handle ${handle} is gone`);
    return isNd(object) && !this.asArrays ? toNdarray(object) : object;
  }

  put(v: object): string | undefined {
    if (typeof v === 'function') {
      const id = (v as { python?: number }).python;
      if (id === undefined) throw new Error(`internal: the function ${v.name} has no counterpart in Python`);
      return `{"c":${id}}`;
    }
    let object = v;
    const index = this.classIndex(v);
    if (index < 0) {
      if (isHost(v) || v instanceof Ndarray) {
        const scalar = scalarOf(v);
        if (scalar !== null) return typeof scalar === 'string' ? scalar : write(scalar, this);
        object = fromHostTensor(v);
      } else if (!isNd(v)) return undefined;
    }
    return `{"H":${this.handle(object, this.classIndex(object))}}`;
  }

  callable(id: number, name: string): unknown {
    let made = this.functions.get(id);
    if (made !== undefined) return made;
    const call = (...args: unknown[]): unknown => {
      if (!this.python) throw new Error('internal: Python is not connected');
      const text = `[${args.map((a) => write(a, this)).join(',')}]`;
      const before = this.asArrays;
      this.asArrays = false;
      try {
        const answer = JSON.parse(this.python.callback(id, text) as string) as { x?: number; v?: unknown };
        if (answer.x !== undefined) throw new PythonError(answer.x);
        return read(answer.v, this);
      } finally {
        this.asArrays = before;
      }
    };
    Object.defineProperty(call, 'name', { value: name });
    made = Object.assign(call, { python: id });
    this.functions.set(id, made);
    return made;
  }

  private describeError(error: unknown): string {
    if (error instanceof PythonError) return JSON.stringify({ p: error.id });
    const { kind, message = String(error) } = error as { kind?: unknown; message?: string };
    if (typeof kind === 'string') {
      const { op } = error as { op?: Operation | null };
      // The operation that failed is `error.op`, and the text says where.
      if (op instanceof Operation) return JSON.stringify({ kind, op: this.handle(op, this.classIndex(op)), message: `Graph execution error:\n\nDetected at node '${op.name}' defined at (most recent call last):\nNode: '${op.name}'\n${message}\n\t [[{{node ${op.name}}}]]\n\nOriginal stack trace for '${op.name}':\n` });
      return JSON.stringify({ kind, message: op === null ? `Graph execution error:\n\n${message}` : message });
    }
    if (error instanceof OutOfMemory) return JSON.stringify({ kind: 'MemoryError', message });
    if (error instanceof RangeError) {
      if (/call stack/i.test(message)) return JSON.stringify({ kind: 'RecursionError', message: 'maximum recursion depth exceeded' });
      if (/allocation|array length|array buffer|memory|BigInt/i.test(message)) return JSON.stringify({ kind: 'MemoryError', message });
    }
    const stack = error instanceof Error ? (error.stack ?? '').split('\n').slice(1, 4).map((line) => line.trim().replace(/\(.*\//, '(')).join(' ') : '';
    return JSON.stringify({ kind: 'RuntimeError', message: `internal: ${message} ${stack}`.trim() });
  }
}
