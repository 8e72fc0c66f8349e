"""Summaries are made and merged in each step, so each merge takes all earlier ones as well."""
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
EPOCHS = 30

w = tf.Variable([1.0, 2.0, 3.0], name='w')
loss = tf.reduce_sum(tf.square(w))
train = tf.train.GradientDescentOptimizer(0.02).minimize(loss)
writer = tf.summary.FileWriter('log')

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for epoch in range(EPOCHS):
        sess.run(train)
        tf.summary.scalar('loss', loss)
        tf.summary.histogram('weights', w)
        merged = tf.summary.merge_all()
        writer.add_summary(sess.run(merged), epoch)
    print('loss %.4f' % sess.run(loss))
writer.close()
