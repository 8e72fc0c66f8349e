import numpy as np
import tensorflow.compat.v1 as tf
from sklearn.datasets import load_digits
tf.disable_v2_behavior()

digits = load_digits()
images = np.float32(digits.data[:500] / 16)
labels = np.int32(digits.target[:500])
entropy = (
  tf.nn.sparse_softmax_cross_entropy_with_logits)

test = np.arange(500) % 5 == 0
X, Y = images[~test], labels[~test]

def net(x):
  h = tf.nn.relu(tf.matmul(x, w1) + b1)
  return tf.matmul(h, w2) + b2

x = tf.placeholder('float32', [None, 64], 'x')
y = tf.placeholder('int32', [None], 'y')
sess = tf.Session()

grid = [(units, rate) for units in [4, 8, 16, 32, 64]
  for rate in [0.05, 0.15, 0.5, 1.0]]
for model, (units, rate) in enumerate(grid, 1):
  tf.set_random_seed(1)
  r = (6 / (64 + units)) ** 0.5
  w1 = tf.Variable(tf.random_uniform(
    [64, units], -r, r, seed=1), name='w1')
  b1 = tf.Variable(tf.zeros([units]), name='b1')
  r = (6 / (units + 10)) ** 0.5
  w2 = tf.Variable(tf.random_uniform(
    [units, 10], -r, r, seed=2), name='w2')
  b2 = tf.Variable(tf.zeros([10]), name='b2')
  logits = net(x)
  loss = tf.reduce_mean(entropy(
    labels=y, logits=logits))
  hits = tf.equal(y, tf.argmax(
    logits, 1, output_type='int32'))
  accuracy = tf.reduce_mean(
    tf.cast(hits, 'float32'))
  optimizer = tf.train.GradientDescentOptimizer(rate)
  train = optimizer.minimize(loss)
  init = tf.global_variables_initializer()
  sess.run(init)

  for epoch in range(20):
    for i in range(0, len(X), 50):
      xs, ys = X[i:i + 50], Y[i:i + 50]
      cost, score, _ = sess.run(
        [loss, accuracy, train],
        {x: xs, y: ys})
  print(units, rate, cost, score, sess.run(
    accuracy, {x: images[test], y: labels[test]}))
