/** How Python's values look to tf/ where JavaScript has nothing like them. binding.ts says how all values cross. */

import type { Tensor as HostTensor } from '../engine/dtype.ts';

/** A Python float that is a whole number. */
export class Float { constructor(readonly value: number) {} }

/** A Python tuple; `type` is the interpreter's handle of a namedtuple's class, and goes back as it came; or a new class as `Name field field`. */
export class Tuple extends Array<unknown> {
  type: unknown = null;
  /** What is made of a tuple's items (map, filter, slice) is a list. */
  static override get [Symbol.species](): ArrayConstructor { return Array; }
  static from2(items: Iterable<unknown>, type: unknown = null): Tuple {
    const made = new Tuple();
    for (const item of items) made.push(item);
    made.type = type;
    return made;
  }
}

export class Slice { constructor(readonly start: unknown, readonly stop: unknown, readonly step: unknown) {} }
export const ELLIPSIS: unique symbol = Symbol('...');

/** An array of the script: elements in row-major order. `scalar`: it was a numpy scalar. */
export class Ndarray {
  constructor(readonly dtype: string, readonly shape: readonly number[], readonly data: ArrayLike<number | bigint | string | boolean>, readonly scalar = false) {}
}

/** What was fed and is fetched as well: it comes back as an array, however many axes it has; of texts, `items` are those given. */
export class FedTensor implements HostTensor {
  readonly dtype: HostTensor['dtype'];
  readonly shape: readonly number[];
  readonly data: HostTensor['data'];
  constructor(t: HostTensor, readonly items: readonly (string | Uint8Array)[] | null) {
    this.dtype = t.dtype;
    this.shape = t.shape;
    this.data = t.data;
  }
}

/** The last argument of a call to a script's function, where some are passed by keyword. */
export class Keywords { constructor(readonly items: ReadonlyMap<string, unknown>) {} }
