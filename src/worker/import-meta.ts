/**
 * `tf.train.import_meta_graph`: all nodes of a saved graph come back, those that leaked included. The model has just been built by its code,
 * which makes the same nodes; the others are copied around it.
 */
import { Tensor, type OwnName } from '../tf/context.ts';
import type { Saver } from '../tf/saver.ts';
import { LINE } from '../programs/lines.ts';
import type { Boundary, Loop, SavedGraph } from './loop.ts';
import type { Trail } from '../handout/trail.ts';

const SLICE = 4_096;

/** Copies what is missing beside the model that was built anew, `first`..`end - 1`; gives the saver of that graph, null where the model built is not the one that was saved. */
export function* importGraph(r: Loop, saved: SavedGraph, [first, end]: Trail['model']): Generator<Boundary, Saver | null> {
  const { graph } = r.tf;
  const { graph: old, nodes, model } = saved;
  const same = model[1] - model[0] === end - first;
  const map = new Int32Array(nodes);
  const scopes = new Map<number, number>([[0, 0]]);
  /** Names that scopes and nodes were given here, by those that they had: a node may have the name of a scope. */
  const given = new Map<string, OwnName>();
  const keyOf = (scope: number, leaf: string, suffix: number): string => `${scope} ${suffix} ${leaf}`;
  const scopeOf = (scope: number): number => {
    const known = scopes.get(scope);
    if (known !== undefined) return known;
    const { scope: parent, leaf, suffix } = old.names.leafOf(scope);
    const [at, key] = [scopeOf(parent), keyOf(parent, leaf, suffix)];
    const taken = given.get(key);
    const made = taken ? graph.names.under(at, leaf, taken.suffix) : graph.names.enter(at, leaf);
    given.set(key, graph.names.leafOf(made));
    scopes.set(scope, made);
    return made;
  };
  const adopt = (scope: number, mine: number): void => {
    if (scopes.has(scope)) return;
    scopes.set(scope, mine);
    adopt(old.names.leafOf(scope).scope, graph.names.leafOf(mine).scope);
  };
  const copy = (id: number): void => {
    if (same && id >= model[0] && id < model[1]) {
      map[id] = first + id - model[0];
      adopt(old.scopeOf(id), graph.scopeOf(map[id]));
      return;
    }
    const c = old.classOf(id);
    const inputs = Array.from({ length: c.inputs }, (_, i) => {
      const input = old.input(id, i);
      return new Tensor(graph, map[input.id], input.index);
    });
    const value = c.op.type === 'Const' ? (old.constantValue(new Tensor(old, id, 0)) ?? undefined) : undefined;
    const [scope, key] = [scopeOf(old.scopeOf(id)), keyOf(old.scopeOf(id), c.leaf, old.suffixOf(id))];
    map[id] = r.tf.inside(scope, () => graph.make(c.op.type, inputs, c.attrs, given.get(key) ?? c.leaf, old.controls(id).map((control) => map[control]), value));
    given.set(key, { scope, leaf: c.leaf, suffix: graph.suffixOf(map[id]) });
  };
  r.tf.at(LINE.reload, 'checkpoint');
  for (let from = 0; from < nodes; from += SLICE) {
    r.imports(() => { for (let id = from; id < Math.min(nodes, from + SLICE); id++) copy(id); });
    yield 'slice';
  }
  if (!same) return null;
  const { save, restore, filename } = saved.saver;
  return { save: new Tensor(graph, map[save.id], save.index), restore: map[restore], filename: map[filename] };
}
