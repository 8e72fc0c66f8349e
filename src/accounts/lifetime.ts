/**
 * Main memory of a TensorFlow process beyond its present graph: graphs that were cleared but are still alive, and what was freed but
 * not given back. What frees what was measured (TensorFlow 2.15.1, 40,000 nodes): a clear frees nothing at once; a collection frees the
 * objects, of which the process returns 2–5 %; trimming its allocator returns 89 %. What is kept is used again. model.md section 3.
 */
import { BYTES, COST } from '../memory/coefficients.ts';
import type { Clearing } from './ledger.ts';

export const USUAL: Clearing = { close: true, collect: true, trim: false, keep: 'nothing' };

/** Share of an unclosed session's graph that stays alive with it: trimming returned 25.5 % beside it. */
const WITH_SESSION = 0.745;
/** Python collects by itself when what it made since is more than a quarter of what there is; its own objects are as many as those of 40,000 nodes. */
const OWN = 40_000;
const SHARE = 4;

interface Old { bytes: number; nodes: number; /** Nothing points at it: the next collection frees it. */ dead: boolean }

export class Lifetime {
  private old: Old[] = [];
  /** Bytes that the process has at least: freed memory counts here until it is given back. */
  private floor = 0;
  private most = 0;
  private made = 0;

  /** Bytes of cleared graphs that are alive. */
  get kept(): number { return this.old.reduce((sum, { bytes }) => sum + bytes, 0); }

  /**
   * The graph was cleared: `bytes` it and its session took, in `nodes` nodes. Returns the seconds that this took.
   * A tensor of the old model keeps its graph, an open session everything; without a collection the graph stays, without its session.
   * @param values bytes of constants' values beyond those that every node is reckoned with
   */
  cleared(bytes: number, nodes: number, { close, collect, trim, keep }: Clearing, values = 0): number {
    const before = bytes + this.kept;
    let seconds = COST.reset + (close ? nodes * COST.closePerNode : 0);
    const open = keep === 'session' && !close;
    this.old.push({ nodes, dead: keep === 'nothing', bytes: open ? bytes * WITH_SESSION : Math.min(bytes, nodes * BYTES.nodeBuilt + values) });
    if (keep === 'nothing') for (const graph of this.old) graph.dead = true;
    if (collect) seconds += this.collect();
    const after = this.kept;
    this.floor = Math.max(this.floor, before - (collect ? BYTES.returned : 0) * (before - after));
    this.most = Math.max(this.most, before, this.floor);
    if (trim) {
      const free = this.floor - after;
      this.floor -= free * BYTES.trimmed;
      seconds += free * BYTES.trimmed * COST.trimPerByte;
    }
    return seconds;
  }

  private collect(): number {
    const sum = (dead: boolean): number => this.old.reduce((nodes, graph) => nodes + (graph.dead === dead ? graph.nodes : 0), 0);
    const seconds = COST.collect + COST.collectPerNode * sum(true) + COST.collectAlivePerNode * sum(false);
    this.old = this.old.filter(({ dead }) => !dead);
    this.made = 0;
    return seconds;
  }

  /** Nodes were made. Where dead graphs wait, Python may collect by itself; returns the seconds that it stops for, null if it does not. */
  built(nodes: number, all: number): number | null {
    this.made += nodes;
    if (!this.old.some(({ dead }) => dead)) return null;
    const there = OWN + all + this.old.reduce((sum, graph) => sum + graph.nodes, 0);
    return this.made * SHARE > there ? this.collect() : null;
  }

  /** Freed and held, and returned, when so many bytes are alive. */
  beside(live: number): { held: number; returned: number } {
    const process = Math.max(this.floor, live);
    this.most = Math.max(this.most, process);
    return { held: process - live, returned: this.most - process };
  }
}
