"""Records the graphs that the lesson opens, with TensorFlow 2.15.1 on a CPU: python record.py. Writes GraphDefs as text into recorded/.

fold-*: a graph as built, and what the session really executed of it after Grappler (RunMetadata.partition_graphs, compat.v1).
devices: two products that do not need each other, on two CPU devices, as the session partitioned them.
function-*: the graph of a tf.function after its first call and after a thousand (TensorFlow 2 as it is now).
"""
import os
import sys

os.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'
import numpy as np
import tensorflow as tf2
import tensorflow.compat.v1 as tf
from google.protobuf import text_format

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'recorded')


def write(name, nodes, versions):
    graph = tf.GraphDef()
    graph.node.extend(sorted(nodes, key=lambda node: node.name))
    graph.versions.CopyFrom(versions)
    for node in graph.node:
        for key in [key for key in node.attr if key in ('_output_shapes', '_execution_count', '_mlir_generated')]:
            del node.attr[key]
    with open(os.path.join(FOLDER, name), 'w') as file:
        file.write(text_format.MessageToString(graph))
    print(name, len(graph.node), 'nodes')


def run(graph, fetches, feeds, **config):
    metadata = tf.RunMetadata()
    options = tf.RunOptions(output_partition_graphs=True, trace_level=tf.RunOptions.FULL_TRACE)
    with tf.Session(graph=graph, config=tf.ConfigProto(**config)) as session:
        session.run(fetches, feeds)
        session.run(fetches, feeds, options=options, run_metadata=metadata)
    return metadata


def fold():
    graph = tf.Graph()
    with graph.as_default():
        x = tf.placeholder('float32', [6, 4], 'x')
        with tf.name_scope('constants'):
            five = tf.add(tf.constant(2.0, name='two'), tf.constant(3.0, name='three'), 'five')
        with tf.name_scope('twice'):
            one = tf.multiply(tf.sin(x, 'sin'), five, 'times_five')
            two = tf.multiply(tf.sin(x, 'sin_again'), five, 'times_five_again')
        with tf.name_scope('there_and_back'):
            parts = tf.split(tf.concat([one, two], 0, 'concat'), 2, 0, 'split')
        y = tf.add(parts[0], parts[1], 'y')
    definition = graph.as_graph_def()
    write('fold-built.pbtxt', definition.node, definition.versions)
    metadata = run(graph, y, {x: np.ones([6, 4], 'float32')})
    write('fold-executed.pbtxt', [node for part in metadata.partition_graphs for node in part.node], definition.versions)


def devices():
    graph = tf.Graph()
    with graph.as_default():
        x = tf.placeholder('float32', [1500, 1500], 'x')
        with tf.device('/cpu:0'), tf.name_scope('left'):
            left = tf.matmul(x, x, name='product')
        with tf.device('/cpu:1'), tf.name_scope('right'):
            right = tf.matmul(x, x, transpose_a=True, name='product')
        with tf.device('/cpu:0'):
            y = tf.add(left, right, 'y')
    metadata = run(graph, y, {x: np.ones([1500, 1500], 'float32')}, device_count={'CPU': 2}, intra_op_parallelism_threads=1)
    write('devices.pbtxt', [node for part in metadata.partition_graphs for node in part.node], graph.as_graph_def().versions)
    spans = {}
    for device in metadata.step_stats.dev_stats:
        for node in device.node_stats:
            if node.node_name.endswith('/product'):
                spans[node.node_name] = (node.all_start_micros, node.all_start_micros + node.all_end_rel_micros)
    start = min(begin for begin, _ in spans.values())
    for name, (begin, end) in spans.items():
        print(f'  {name}: from {(begin - start) / 1000:.1f} to {(end - start) / 1000:.1f} ms')


def function():
    w = tf2.Variable(tf2.zeros([64, 10]), name='w')

    @tf2.function
    def step(x, y):
        with tf2.GradientTape() as tape:
            loss = tf2.reduce_mean(tf2.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=tf2.matmul(x, w)))
        w.assign_sub(0.5 * tape.gradient(loss, w))
        return loss

    x, y = tf2.ones([50, 64]), tf2.zeros([50], 'int32')
    for call in range(1, 1001):
        step(x, y)
        if call in (1, 1000):
            graph = step.get_concrete_function(x, y).graph.as_graph_def()
            write(f'function-{call}.pbtxt', graph.node, graph.versions)
    print('  traces:', step.experimental_get_tracing_count())


if __name__ == '__main__':
    print(tf.__version__)
    if len(sys.argv) > 1:
        globals()[sys.argv[1]]()
    else:
        function()
        fold()
        devices()
