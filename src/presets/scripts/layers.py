"""Fifty-one dense layers are built in each round; every weight is initialised by a run of its own."""
import numpy as np
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
ROUNDS = 5
LAYERS = 51

def variable(value):
    made = tf.Variable(value)
    sess.run(made.initializer)
    return made

def dense(x):
    w = variable(np.zeros([100, 100], np.float32))
    b = variable(np.zeros([100], np.float32))
    return tf.matmul(x, w) + b

with tf.Session() as sess:
    for epoch in range(ROUNDS):
        x = tf.placeholder(tf.float32, [None, 100])
        for i in range(LAYERS):
            x = dense(x)
        print(epoch, len(sess.graph.get_operations()), 'nodes')
