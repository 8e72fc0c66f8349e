/** Python in the page: how long until an interpreter stands, what is transferred for it, and how fast a leaky script builds its graph. */
import { gzipSync } from 'node:zlib';
import type { ScriptReport } from '../src/protocol/script.ts';
import { addressOf, withBrowser } from './browser.ts';
import { atMost, beside, median, type Row } from './table.ts';

/** 100 epochs over 100 samples, the forward pass built anew for each: a constant, its product with the weights, the sum with the bias. */
const LEAKY = `
import tensorflow.compat.v1 as tf
import digits
tf.disable_v2_behavior()
images, labels = digits.load(100)
w = tf.Variable(tf.zeros([64, 10]))
b = tf.Variable(tf.zeros([10]))
for epoch in range(100):
    for image in images:
        tf.matmul(tf.constant(image.reshape(1, 64)), w) + b
print(len(tf.get_default_graph().get_operations()))
`;
/** Microseconds a node that real TensorFlow 2.15.1 takes from Python, recorded for ordinary ops. */
const RECORDED = 120;

/** About half a minute. */
export async function pythonBench(): Promise<Row[]> {
  return withBrowser(async (browser) => {
    const firsts: number[] = [];
    const nexts: number[] = [];
    let bytes = 0;
    for (let i = 0; i < 3; i++) {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(addressOf('v=1&epochs=1'));
      await page.waitForFunction(() => window.playground?.state().status?.state === 'done');
      const bodies: Promise<Buffer>[] = [];
      context.on('response', (response) => bodies.push(response.body()));
      firsts.push(await page.evaluate(async () => (await window.playground!.scripts()).ready()));
      bytes = (await Promise.all(bodies)).reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0);
      nexts.push(await page.evaluate(async () => (await window.playground!.scripts()).ready()));
      await context.close();
    }
    const page = await browser.newPage();
    await page.goto(addressOf('v=1&epochs=1'));
    const { seconds, report } = await page.evaluate(async (source) => {
      const scripts = await window.playground!.scripts();
      await scripts.ready();
      const stood = performance.now();
      const result = await scripts.run(source);
      return { seconds: (performance.now() - stood) / 1000, report: result };
    }, LEAKY);
    const nodes = Number((report as ScriptReport).stdout);
    if (!Number.isFinite(nodes) || nodes === 0) throw new Error(`the leaky script gave no count: ${JSON.stringify(report).slice(0, 300)}`);
    const rate: Row = { what: `a leaky script, 100 epochs × 100 samples, ${nodes.toLocaleString('en-US')} nodes: microseconds a node`, value: (seconds * 1e6) / nodes, unit: 'µs' };
    return [
      atMost({ what: 'Python ready, first time', value: median(firsts) / 1000, unit: 's' }, 5),
      { what: 'a fresh interpreter after that', value: median(nexts) / 1000, unit: 's' },
      atMost({ what: 'transferred for it, gzip -9', value: bytes / 1e6, unit: 'MB' }, 8),
      atMost({ what: 'the leaky script, interpreter and report included', value: seconds, unit: 's' }, 5),
      beside(rate, 'TensorFlow 2.15.1, recorded', RECORDED, 'less'),
    ];
  });
}
