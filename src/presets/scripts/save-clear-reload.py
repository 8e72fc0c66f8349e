"""The answer's cure by hand: the loop leaks, and every ten epochs it saves, clears and reloads."""
import digits
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
EPOCHS = 60
EVERY = 10
images, labels = digits.load(50)
targets = digits.one_hot(labels)


def build():
    x = tf.placeholder(tf.float32, [None, 64], name='x')
    y = tf.placeholder(tf.float32, [None, 10], name='y')
    w = tf.Variable(tf.zeros([64, 10]), name='w')
    logits = tf.matmul(x, w)
    loss = tf.losses.softmax_cross_entropy(y, logits)
    train = tf.train.GradientDescentOptimizer(0.5).minimize(loss)
    return x, y, logits, loss, train, tf.train.Saver()


x, y, logits, loss, train, saver = build()
sess = tf.Session()
sess.run(tf.global_variables_initializer())
for epoch in range(1, EPOCHS + 1):
    feed = {x: images, y: targets}
    sess.run(train, feed)
    hits = tf.equal(tf.argmax(logits, 1), tf.argmax(y, 1))
    accuracy = sess.run(tf.reduce_mean(tf.cast(hits, tf.float32)), feed)
    if epoch % EVERY == 0:
        nodes = len(tf.get_default_graph().get_operations())
        path = saver.save(sess, './model')
        sess.close()
        tf.reset_default_graph()
        x, y, logits, loss, train, saver = build()
        sess = tf.Session()
        saver.restore(sess, path)
        print(epoch, 'accuracy %.2f,' % accuracy, nodes, 'nodes before,',
              len(tf.get_default_graph().get_operations()), 'after')
sess.close()
