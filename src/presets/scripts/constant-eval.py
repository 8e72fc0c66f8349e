"""Numbers are turned into tensors and back, in every step."""
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
EPOCHS = 50
STEPS = 10

mean = 0.0
with tf.Session() as sess:
    for epoch in range(EPOCHS):
        total = 0.0
        for step in range(STEPS):
            total += tf.constant(float(step)).eval()
            total += sess.run(tf.constant(1.0) + 0.5)
        mean = 0.9 * mean + 0.1 * total
    print('mean %.3f, nodes %d' % (mean, len(sess.graph.get_operations())))
