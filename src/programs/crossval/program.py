import numpy as np
import tensorflow.compat.v1 as tf
from sklearn.datasets import load_digits
tf.disable_v2_behavior()

digits = load_digits()
images = np.float32(digits.data[:500] / 16)
labels = np.int32(digits.target[:500])
entropy = (
  tf.nn.sparse_softmax_cross_entropy_with_logits)

x = tf.placeholder('float32', [None, 64], 'x')
y = tf.placeholder('int32', [None], 'y')
sess = tf.Session()

for fold in range(1, 11):
  test = np.arange(500) % 10 == fold - 1
  X, Y = images[~test], labels[~test]

  tf.set_random_seed(1)
  w = tf.Variable(tf.random_uniform(
    [64, 10], -0.05, 0.05, seed=1), name='w')
  b = tf.Variable(tf.zeros([10]), name='b')
  logits = tf.matmul(x, w) + b
  loss = tf.reduce_mean(entropy(
    labels=y, logits=logits))
  hits = tf.equal(y, tf.argmax(
    logits, 1, output_type='int32'))
  accuracy = tf.reduce_mean(
    tf.cast(hits, 'float32'))
  optimizer = tf.train.GradientDescentOptimizer(0.5)
  train = optimizer.minimize(loss)
  init = tf.global_variables_initializer()
  sess.run(init)

  for epoch in range(20):
    for i in range(0, len(X), 50):
      xs, ys = X[i:i + 50], Y[i:i + 50]
      cost, score, _ = sess.run(
        [loss, accuracy, train],
        {x: xs, y: ys})
  print(fold, cost, score, sess.run(
    accuracy, {x: images[test], y: labels[test]}))
