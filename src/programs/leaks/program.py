import numpy as np
import tensorflow.compat.v1 as tf
from sklearn.datasets import load_digits
tf.disable_v2_behavior()

digits = load_digits()
X = np.float32(digits.data[:500] / 16)
Y = np.int32(digits.target[:500])
entropy = (
  tf.nn.sparse_softmax_cross_entropy_with_logits)

tf.set_random_seed(1)
x = tf.placeholder('float32', [None, 64], 'x')
y = tf.placeholder('int32', [None], 'y')
w = tf.Variable(tf.random_uniform(
  [64, 10], -0.05, 0.05, seed=1), name='w')
b = tf.Variable(tf.zeros([10]), name='b')
rate = tf.Variable(
  0.5, trainable=False, name='rate')
logits = tf.matmul(x, w) + b
loss = tf.reduce_mean(entropy(
  labels=y, logits=logits))
hits = tf.equal(y, tf.argmax(
  logits, 1, output_type='int32'))
accuracy = tf.reduce_mean(
  tf.cast(hits, 'float32'))
optimizer = tf.train.GradientDescentOptimizer(rate)
train = optimizer.minimize(loss)
init = tf.global_variables_initializer()

sess = tf.Session()
sess.run(init)
for epoch in range(1, 201):
  for i in range(0, len(X), 50):
    xs, ys = X[i:i + 50], Y[i:i + 50]
    sess.run(tf.assign(
      rate, 0.5 / (1 + epoch / 100)))
    cost, score, _ = sess.run(
      [loss, accuracy, train],
      {x: xs, y: ys})
  print(epoch, cost, score)
