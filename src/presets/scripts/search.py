"""Hyperparameter search with a reset before each model: the graph holds one model at a time."""
import digits
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
EPOCHS = 10
images, labels = digits.load(100)

best = None
for units in (4, 8, 16):
    for rate in (0.1, 0.5):
        tf.reset_default_graph()
        tf.set_random_seed(1)
        x = tf.placeholder(tf.float32, [None, 64])
        y = tf.placeholder(tf.int64, [None])
        hidden = tf.layers.dense(x, units, activation=tf.nn.relu)
        logits = tf.layers.dense(hidden, 10)
        loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))
        train = tf.train.GradientDescentOptimizer(rate).minimize(loss)
        with tf.Session() as sess:
            sess.run(tf.global_variables_initializer())
            for epoch in range(EPOCHS):
                sess.run(train, {x: images, y: labels})
            value = sess.run(loss, {x: images, y: labels})
        print(units, rate, 'loss %.4f' % value, len(tf.get_default_graph().get_operations()), 'nodes')
        if best is None or value < best[0]:
            best = (value, units, rate)
print('best: %d units, rate %.1f' % best[1:])
