"""Cross-validation without a reset: each fold's model is built beside those before it."""
import digits
import numpy as np
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
FOLDS = 5
EPOCHS = 10
images, labels = digits.load(100)
fold_of = np.arange(100) % FOLDS

scores = []
for fold in range(FOLDS):
    x = tf.placeholder(tf.float32, [None, 64])
    y = tf.placeholder(tf.int64, [None])
    w = tf.Variable(tf.zeros([64, 10]))
    b = tf.Variable(tf.zeros([10]))
    logits = tf.matmul(x, w) + b
    loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))
    train = tf.train.GradientDescentOptimizer(0.5).minimize(loss)
    accuracy = tf.reduce_mean(tf.cast(tf.equal(tf.argmax(logits, 1), y), tf.float32))
    inside = fold_of != fold
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for epoch in range(EPOCHS):
            sess.run(train, {x: images[inside], y: labels[inside]})
        scores.append(sess.run(accuracy, {x: images[~inside], y: labels[~inside]}))
    print('fold', fold, 'accuracy %.2f' % scores[-1], len(tf.get_default_graph().get_operations()), 'nodes')
print('mean %.3f' % np.mean(scores))
