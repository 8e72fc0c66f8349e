"""The learning rate falls from epoch to epoch, by a new tf.assign each time."""
import digits
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
EPOCHS = 100
images, labels = digits.load(100)
targets = digits.one_hot(labels)

x = tf.placeholder(tf.float32, [None, 64], name='x')
y = tf.placeholder(tf.float32, [None, 10], name='y')
w = tf.Variable(tf.zeros([64, 10]), name='w')
b = tf.Variable(tf.zeros([10]), name='b')
rate = tf.Variable(0.5, trainable=False, name='rate')
logits = tf.matmul(x, w) + b
loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits_v2(labels=y, logits=logits))
train = tf.train.GradientDescentOptimizer(rate).minimize(loss)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for epoch in range(EPOCHS):
        sess.run(tf.assign(rate, 0.5 * 0.98 ** epoch))
        value, _ = sess.run([loss, train], {x: images, y: targets})
        if epoch % 20 == 0:
            print(epoch, 'loss %.4f' % value)
