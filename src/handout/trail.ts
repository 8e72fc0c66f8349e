/** What the owner of a graph remembers of it as it is now: where epochs begin in it, its model, and what runs have reached lately. */

export class Trail {
  /** Epochs that built nodes or may have, and the first node that each could build: epoch, node, epoch, node … */
  private readonly marks: number[] = [];
  /** First node of the model that is trained and the first one after it. */
  model: readonly [number, number] = [0, 0];
  /** What the fetches of the runs of the epoch under way reach, and of the one before it. */
  now: Int32Array[] = [];
  before: Int32Array[] = [];

  epoch(epoch: number, nodes: number): void {
    const { marks } = this;
    // An epoch begins again when the run goes on after an error.
    if (marks.at(-2) === epoch) return;
    marks.push(epoch, nodes);
    this.before = this.now;
    this.now = [];
  }

  ran(needed: Int32Array): void {
    // Runs of the same signature share what they reach.
    if (this.now.at(-1) !== needed) this.now.push(needed);
  }

  /** The graph was replaced by an empty one. */
  reset(epoch: number): void {
    this.marks.splice(0, Infinity, epoch, 0);
    this.model = [0, 0];
    this.now = [];
    this.before = [];
  }

  /** Epochs that left nodes in the graph. */
  get epochs(): number { return this.marks.length / 2; }
  epochAt(i: number): { epoch: number; first: number } { return { epoch: this.marks[2 * i], first: this.marks[2 * i + 1] }; }
  /** Index for `epochAt` of the epoch that made a node; -1 if there is none. */
  indexOf(node: number): number {
    let [low, high] = [0, this.epochs];
    while (low < high) {
      const mid = (low + high) >> 1;
      if (this.marks[2 * mid + 1] <= node) low = mid + 1;
      else high = mid;
    }
    return low - 1;
  }
}
