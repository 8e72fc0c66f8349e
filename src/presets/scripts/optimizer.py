"""minimize() is called again in each epoch: gradients, updates and Adam's slots are built anew."""
import digits
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
EPOCHS = 12
images, labels = digits.load(50)

x = tf.placeholder(tf.float32, [None, 64], name='x')
y = tf.placeholder(tf.int64, [None], name='y')
w = tf.Variable(tf.zeros([64, 10]), name='w')
b = tf.Variable(tf.zeros([10]), name='b')
logits = tf.matmul(x, w) + b
loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for epoch in range(EPOCHS):
        optimizer = tf.train.AdamOptimizer(0.01)
        train = optimizer.minimize(loss)
        sess.run(tf.variables_initializer(optimizer.variables()))
        value, _ = sess.run([loss, train], {x: images, y: labels})
        print(epoch, 'loss %.4f' % value)
