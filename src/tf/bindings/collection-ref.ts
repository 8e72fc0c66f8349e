/** The list that `tf.get_collection_ref` gives: changes to it are changes to the collection. */
import { TensorFlowError } from '../../engine/op-def.ts';
import { classBinding } from '../binding.ts';
import type { Graph } from '../context.ts';
import { Slice } from '../values.ts';

export class CollectionRef {
  constructor(private readonly graph: Graph, private readonly name: string) {}
  get items(): unknown[] { return this.graph.collection(this.name); }
  /** A place from the front. Throws IndexError. */
  place(at: unknown): number {
    const i = Number(at) < 0 ? Number(at) + this.items.length : Number(at);
    if (i < 0 || i >= this.items.length) throw new TensorFlowError('IndexError', 'list index out of range');
    return i;
  }
  slice(s: Slice): unknown[] {
    const by = s.step === null ? 1 : Number(s.step);
    const taken = this.items.slice(s.start === null ? 0 : Number(s.start), s.stop === null ? undefined : Number(s.stop));
    return by === 1 ? taken : taken.filter((_, i) => i % by === 0);
  }
  indexOf(v: unknown): number { return this.items.indexOf(v); }
}

export const collectionRefClass = classBinding<CollectionRef>({
  paths: [], name: 'list', type: CollectionRef,
  methods: {
    __len__: { params: '', call: (_, c) => c.items.length }, __iter__: { params: '', call: (_, c) => [...c.items] }, __bool__: { params: '', call: (_, c) => c.items.length > 0 },
    __getitem__: { params: 'key', call: (_, c, key) => (key instanceof Slice ? c.slice(key) : c.items[c.place(key)]) },
    __setitem__: { params: 'key, value', call: (_, c, key, value) => { c.items[c.place(key)] = value; return null; } },
    __delitem__: {
      params: 'key',
      call: (_, c, key) => {
        if (key instanceof Slice) { const gone = new Set(c.slice(key)); c.items.splice(0, c.items.length, ...c.items.filter((v) => !gone.has(v))); } else c.items.splice(c.place(key), 1);
        return null;
      },
    },
    __contains__: { params: 'item', call: (_, c, item) => c.indexOf(item) >= 0 }, __add__: { params: 'other', call: (_, c, other) => [...c.items, ...(other as unknown[])] },
    append: { params: 'item', call: (_, c, item) => { c.items.push(item); return null; } }, extend: { params: 'items', call: (_, c, items) => { c.items.push(...(items as unknown[])); return null; } },
    insert: { params: 'index, item', call: (_, c, at, item) => { c.items.splice(Number(at), 0, item); return null; } },
    remove: {
      params: 'item',
      call: (_, c, item) => {
        const at = c.indexOf(item);
        if (at < 0) throw new TensorFlowError('ValueError', 'list.remove(x): x not in list');
        c.items.splice(at, 1);
        return null;
      },
    },
    pop: { params: 'index=-1', call: (_, c, at) => c.items.splice(c.place(at), 1)[0] }, clear: { params: '', call: (_, c) => { c.items.length = 0; return null; } },
    index: { params: 'item', call: (_, c, item) => c.indexOf(item) }, count: { params: 'item', call: (_, c, item) => c.items.filter((v) => v === item).length },
    reverse: { params: '', call: (_, c) => { c.items.reverse(); return null; } },
  },
});
