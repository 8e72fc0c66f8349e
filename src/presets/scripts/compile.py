"""The same model is built and compiled again and again: layers, loss, gradients, updates, and a run for each variable."""
import numpy as np
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
MODELS = 19

def variable(value):
    made = tf.Variable(value)
    sess.run(made.initializer)
    return made

def dense(x, inputs, outputs):
    w = variable(np.zeros([inputs, outputs], np.float32))
    b = variable(np.zeros([outputs], np.float32))
    return tf.matmul(x, w) + b

with tf.Session() as sess:
    for epoch in range(MODELS):
        x = tf.placeholder(tf.float32, [None, 64])
        y = tf.placeholder(tf.int64, [None])
        hidden = tf.nn.relu(dense(x, 64, 32))
        hidden = tf.nn.relu(dense(hidden, 32, 32))
        logits = dense(hidden, 32, 10)
        loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))
        rate = variable(np.float32(0.01))
        train = tf.train.GradientDescentOptimizer(rate).minimize(loss)
    print(len(sess.graph.get_operations()), 'nodes')
