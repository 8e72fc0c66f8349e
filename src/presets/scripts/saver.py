"""A new Saver in each epoch: the checkpoint is small, what saves it stays in the graph."""
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
EPOCHS = 20

w = tf.Variable([1.0, 2.0], name='w')
b = tf.Variable(0.5, name='b')
loss = tf.reduce_sum(tf.square(w + b))
train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for epoch in range(EPOCHS):
        value, _ = sess.run([loss, train])
        tf.train.Saver().save(sess, './model', global_step=epoch)
        print(epoch, 'loss %.5f' % value)
