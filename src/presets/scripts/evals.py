"""A constant is made anew for each evaluation, a thousand times in all."""
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
ROUNDS = 10
EVALS = 100

with tf.Session() as sess:
    for epoch in range(ROUNDS):
        for i in range(EVALS):
            tf.constant(0).eval()
    print(len(sess.graph.get_operations()), 'nodes')
