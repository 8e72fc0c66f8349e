/** Training: seconds of an epoch of a network here, beside tfjs-core on its cpu backend with the same model, batch and run, in Node. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import * as tfjs from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import { loading } from '../src/programs/index.ts';
import { DEFAULTS, type ProgramId, type RunConfig } from '../src/protocol/config.ts';
import { inflate, parseDigits } from '../src/worker/digits.ts';
import { Runner } from '../src/worker/runner.ts';
import { beside, median, ratioAtLeast, type Row } from './table.ts';

type Weights = tfjs.Variable[];
type T = tfjs.Tensor;

interface Peer {
  readonly program: ProgramId;
  readonly least: number;
  /** Epochs on either side; the first sixth is not counted. The short ones need more until their code is compiled. */
  readonly epochs: number;
  /** Other than the program's defaults. */
  readonly size?: Partial<RunConfig>;
  /** Shapes of the variables. */
  shapes(units: number): readonly (readonly number[])[];
  logits(x: tfjs.Tensor2D, w: Weights): T;
}

const dense = (x: T, w: T, b: T): T => tfjs.add(tfjs.matMul(x as tfjs.Tensor2D, w as tfjs.Tensor2D), b);

const MLP: Peer = {
    program: 'mlp', least: 5, epochs: 120,
    shapes: (u) => [[64, u], [u], [u, u / 2], [u / 2], [u / 2, 10], [10]],
    logits: (x, [w1, b1, w2, b2, w3, b3]) => dense(tfjs.relu(dense(tfjs.relu(dense(x, w1, b1)), w2, b2)), w3, b3),
  };

const PEERS: readonly Peer[] = [
  MLP,
  { ...MLP, epochs: 12, size: { units: 256, samples: 1000, batch: 100 } },
  {
    program: 'cnn', least: 2, epochs: 12,
    shapes: (u) => [[3, 3, 1, u], [u], [3, 3, u, 2 * u], [2 * u], [8 * u, 10], [10]],
    logits(x, [k1, b1, k2, b2, w3, b3]) {
      const block = (h: T, k: T, b: T): T => tfjs.maxPool(tfjs.relu(tfjs.add(tfjs.conv2d(h as tfjs.Tensor4D, k as tfjs.Tensor4D, 1, 'same'), b)), 2, 2, 'same');
      const h = block(block(tfjs.reshape(x, [-1, 8, 8, 1]), k1, b1), k2, b2);
      return dense(tfjs.reshape(h, [x.shape[0], -1]), w3, b3);
    },
  },
  {
    program: 'lstm', least: 2, epochs: 60,
    shapes: (u) => [[8 + u, 4 * u], [4 * u], [u, 10], [10]],
    logits(x, [w, b, w2, b2]) {
      const rows = tfjs.unstack(tfjs.reshape(x, [-1, 8, 8]), 1);
      let h: T = tfjs.zeros([x.shape[0], w2.shape[0]]);
      let c: T = h;
      for (const row of rows) {
        const [i, j, f, o] = tfjs.split(dense(tfjs.concat([row, h], 1), w, b), 4, 1);
        c = tfjs.add(tfjs.mul(tfjs.sigmoid(tfjs.add(f, 1)), c), tfjs.mul(tfjs.sigmoid(i), tfjs.tanh(j)));
        h = tfjs.mul(tfjs.sigmoid(o), tfjs.tanh(c));
      }
      return dense(h, w2, b2);
    },
  },
];

/** Small numbers of either sign; times do not depend on them. */
const initial = (shape: readonly number[]): T => tfjs.tensor(Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => 0.2 * Math.sin(i * i)), [...shape]);

/** Seconds of each epoch after the first sixth. */
function ours(config: RunConfig, digits: ReturnType<typeof parseDigits>): number[] {
  const seconds: number[] = [];
  let from = performance.now();
  const runner = new Runner(config, [], digits, {
    now: () => performance.now(),
    frame: () => {
      seconds.push((performance.now() - from) / 1000);
      from = performance.now();
    },
    event: () => undefined,
  });
  for (const boundary of runner.steps()) {
    if (boundary === 'error') throw new Error(`the run stopped: ${runner.error?.message ?? 'no reason given'}`);
    if (boundary === 'done') break;
  }
  return seconds.slice(config.epochs / 6);
}

function theirs({ epochs, shapes, logits }: Peer, { samples, batch, units, rate }: RunConfig, digits: ReturnType<typeof parseDigits>): number[] {
  const weights = shapes(units).map((shape) => tfjs.variable(initial(shape)));
  const optimizer = tfjs.train.adam(rate);
  const seconds: number[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    const from = performance.now();
    for (let at = 0; at < samples; at += batch) {
      const count = Math.min(batch, samples - at);
      const loss = tfjs.tidy(() => {
        const x = tfjs.tensor2d(digits.pixels.slice(at * 64, (at + count) * 64), [count, 64]);
        const y = tfjs.oneHot(tfjs.tensor1d(digits.digits.slice(at, at + count), 'int32'), 10);
        return optimizer.minimize(() => {
          const out = logits(x, weights);
          const log = tfjs.sub(out, tfjs.logSumExp(out, 1, true));
          return tfjs.neg(tfjs.mean(tfjs.sum(tfjs.mul(log, tfjs.cast(y, 'float32')), 1)));
        }, true, weights)!;
      });
      loss.dataSync();
      loss.dispose();
    }
    seconds.push((performance.now() - from) / 1000);
  }
  tfjs.dispose(weights);
  optimizer.dispose();
  return seconds.slice(epochs / 6);
}

/** About 30 s. */
export async function trainingBench(): Promise<Row[]> {
  const folder = process.env['PLAYGROUND_PUBLIC'];
  if (!folder) throw new Error('expected PLAYGROUND_PUBLIC: run npm run bench');
  const digits = parseDigits(await inflate(new Uint8Array(readFileSync(join(folder, 'digits.bin.z')))));
  await tfjs.setBackend('cpu');
  const rows: Row[] = [];
  for (const peer of PEERS) {
    const config: RunConfig = { ...DEFAULTS[peer.program], build: 'hoisted', account: 'tensorflow', epochs: peer.epochs, ...peer.size };
    await loading(config);
    const here = median(ours(config, digits)) * 1000;
    const there = median(theirs(peer, config, digits)) * 1000;
    const what = `an epoch of ${peer.program} of width ${config.units}: ${config.samples} samples, batches of ${config.batch}, Adam, Node`;
    rows.push(ratioAtLeast(beside({ what, value: here, unit: 'ms' }, 'tfjs-core cpu', there, 'less'), peer.least));
  }
  return rows;
}
