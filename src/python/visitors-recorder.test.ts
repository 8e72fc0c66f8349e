/** The recorder that visitors download, run by Python beside a stand-in for TensorFlow: what it writes of a loop that is left in any way. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { interpreter } from './test-kit.ts';

/** As much of TensorFlow as the recorder observes: graphs that count their nodes, the stack of default graphs, sessions. */
const TENSORFLOW = `
import sys, types
class Op(object):
    def __init__(self, name, inputs): self.name, self.inputs, self.control_inputs = name, inputs, []
    @property
    def op(self): return self
class Graph(object):
    def __init__(self): self.version, self.elements = 0, {}
    def add(self, *inputs):
        self.version += 1
        op = Op('op_%d' % self.version, inputs)
        self.elements[op.name] = op
        return op
    def as_graph_element(self, name): return self.elements[name]
    def as_default(self): return Default(self)
class Default(object):
    def __init__(self, graph): self.graph = graph
    def __enter__(self): stack.append(self.graph)
    def __exit__(self, *error): stack.pop()
stack = [Graph()]
def get_default_graph(): return stack[-1]
def reset_default_graph(): stack[-1] = Graph()
class BaseSession(object):
    def __init__(self, graph=None): self.graph = graph or get_default_graph()
    def run(self, fetches, feed_dict=None): return None
    def close(self): pass
    def __enter__(self): return self
    # TensorFlow does it in a thread of its own, where another graph is the default one.
    def __exit__(self, *error):
        stack.append(Graph())
        self.close()
        stack.pop()
Session = BaseSession
class Saver(object):
    def save(self): pass
    def restore(self): pass
__version__ = '1.15.0'
train = types.ModuleType('tensorflow.train')
train.Saver = Saver
python, client, session = [types.ModuleType('tensorflow.' + name) for name in ('python', 'python.client', 'python.client.session')]
session.BaseSession, client.session, python.client = BaseSession, session, client
sys.modules.update({'tensorflow.python': python, 'tensorflow.python.client': client, 'tensorflow.python.client.session': session})
`;
interface Row { readonly epoch: number; readonly nodes: number; readonly peak_nodes: number; readonly runs: number; readonly error?: string }

async function record(script: string): Promise<readonly Row[]> {
  const python = await interpreter();
  python.FS.mkdirTree('/home/recorded');
  const files = { 'tensorflow.py': TENSORFLOW, 'train.py': script, 'playground_recorder.py': readFileSync(join(process.env['PLAYGROUND_PUBLIC'] ?? 'public', 'playground_recorder.py'), 'utf8') };
  for (const [name, text] of Object.entries(files)) python.FS.writeFile(`/home/recorded/${name}`, text);
  python.runPython(`
import sys
sys.path.insert(0, '/home/recorded')
import playground_recorder
try:
    playground_recorder.run('/home/recorded/train.py', '/home/recorded/out.json')
except BaseException as error:
    pass
`);
  return (JSON.parse(python.FS.readFile('/home/recorded/out.json', { encoding: 'utf8' })) as { epochs: Row[] }).epochs;
}

const loop = (last: string, before = ''): string => `
import tensorflow as tf
def main():
    g = tf.Graph()
    with g.as_default():
        with tf.Session() as s:
            for epoch in range(4):
                x = tf.get_default_graph().add()
${before}
                s.run(x)
                if epoch == 3: ${last}
main()
`;

describe('the last row of a loop inside with graph.as_default()', () => {
  it.each([['raise ValueError("stop here")', 'ValueError: stop here'], ['raise SystemExit(2)', 'SystemExit: 2'], ['return', undefined], ['pass', undefined]])('that ends by %s has the nodes of its graph', async (last, error) => {
    const rows = await record(loop(last));
    expect(rows.map(({ nodes, peak_nodes, runs }) => [nodes, peak_nodes, runs])).toEqual([1, 2, 3, 4].map((n) => [n, n, 1]));
    expect(rows.map((row) => row.error)).toEqual([undefined, undefined, undefined, error]);
  });
  it('that dies before its first run has them too', async () => {
    const rows = await record(loop('pass', '                if epoch == 3: raise KeyError("w")'));
    expect(rows.map(({ nodes, runs }) => [nodes, runs])).toEqual([[1, 1], [2, 1], [3, 1], [4, 0]]);
  });
  it('that dies after a clear has those of the graph that there is then', async () => {
    const rows = await record(`
import tensorflow as tf
for epoch in range(3):
    s = tf.Session()
    s.run(tf.get_default_graph().add())
    if epoch == 2:
        tf.reset_default_graph()
        tf.get_default_graph().add()
        tf.get_default_graph().add()
        raise ValueError('lost')
`);
    expect(rows.map(({ nodes, peak_nodes }) => [nodes, peak_nodes])).toEqual([[1, 1], [2, 2], [2, 3]]);
  });
});
