/** Script lines that make nodes, by id. One list, so that builders and Python texts name the same line. */
export const LINE = {
  x: 1, y: 2, w: 3, b: 4, w1: 5, b1: 6, hidden: 7, logits: 8, loss: 9, hits: 10, accuracy: 11, train: 12, init: 13,
  outputs: 14, losses: 15, total: 16, trainInLoop: 17, saver: 18, reload: 19, targets: 20,
  /** The first of the lines that a program of its own numbers as it likes: variables of larger networks. */
  own: 30,
} as const;
