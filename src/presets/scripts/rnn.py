"""A recurrent net reads a digit row by row. It is unrolled once, before the loop: training adds nothing."""
import digits
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
tf.set_random_seed(1)
EPOCHS = 40
UNITS = 12
images, labels = digits.load(60)

x = tf.placeholder(tf.float32, [None, 64], name='x')
y = tf.placeholder(tf.int64, [None], name='y')
rows = tf.unstack(tf.reshape(x, [-1, 8, 8]), axis=1)
weights = tf.get_variable('weights', [8 + UNITS, UNITS], initializer=tf.random_normal_initializer(stddev=0.3, seed=1))
bias = tf.get_variable('bias', [UNITS], initializer=tf.zeros_initializer())
state = tf.zeros([tf.shape(x)[0], UNITS])
for row in rows:
    state = tf.tanh(tf.matmul(tf.concat([row, state], 1), weights) + bias)
logits = tf.layers.dense(state, 10, kernel_initializer=tf.random_normal_initializer(stddev=0.3, seed=2))
loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))
train = tf.train.AdamOptimizer(0.02).minimize(loss)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for epoch in range(EPOCHS):
        value, _ = sess.run([loss, train], {x: images, y: labels})
        if epoch % 10 == 0:
            print(epoch, 'loss %.4f' % value)
