"""t[0] and t * 2 inside the call of run: each is a new node, with its constants."""
import numpy as np
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
EPOCHS = 100

x = tf.placeholder(tf.float32, [None, 3], name='x')
w = tf.Variable([[0.1], [0.2], [0.3]], name='w')
output = tf.matmul(x, w)
loss = tf.reduce_mean(tf.square(output - 1.0))
train = tf.train.GradientDescentOptimizer(0.05).minimize(loss)

feed = {x: np.eye(3, dtype=np.float32)}
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for epoch in range(EPOCHS):
        sess.run(train, feed)
        first, doubled = sess.run([w[0], loss * 2.0], feed)
        if epoch % 25 == 0:
            print(epoch, first, '%.4f' % doubled)
