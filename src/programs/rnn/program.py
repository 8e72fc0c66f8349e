import numpy as np
import tensorflow.compat.v1 as tf
from sklearn.datasets import load_digits
tf.disable_v2_behavior()

digits = load_digits()
X = np.float32(digits.data[:100] / 16)
Y = np.int32(digits.target[:100])
entropy = (
  tf.nn.sparse_softmax_cross_entropy_with_logits)

def net(x):
  rows = tf.reshape(x, [-1, 8, 8])
  h = tf.tanh(tf.matmul(rows[:, 0], w) + b)
  for t in range(1, 8):
    h = tf.tanh(tf.matmul(rows[:, t], w)
      + tf.matmul(h, u) + b)
  return tf.matmul(h, w2) + b2

tf.set_random_seed(1)
x = tf.placeholder('float32', [None, 64], 'x')
y = tf.placeholder('int32', [None], 'y')
w = tf.Variable(tf.random_uniform(
  [8, 32], -0.387, 0.387, seed=1), name='w')
u = tf.Variable(tf.random_uniform(
  [32, 32], -0.306, 0.306, seed=2), name='u')
b = tf.Variable(tf.zeros([32]), name='b')
w2 = tf.Variable(tf.random_uniform(
  [32, 10], -0.378, 0.378, seed=3), name='w2')
b2 = tf.Variable(tf.zeros([10]), name='b2')
logits = net(x)
loss = tf.reduce_mean(entropy(
  labels=y, logits=logits))
hits = tf.equal(y, tf.argmax(
  logits, 1, output_type='int32'))
accuracy = tf.reduce_mean(
  tf.cast(hits, 'float32'))
optimizer = tf.train.AdamOptimizer(0.01)
train = optimizer.minimize(loss)
init = tf.global_variables_initializer()

sess = tf.Session()
sess.run(init)
for epoch in range(1, 201):
  for i in range(0, len(X), 50):
    xs, ys = X[i:i + 50], Y[i:i + 50]
    outputs = [
      net(tf.constant(s[None]))
      for s in xs]
    cost, score, *_ = sess.run(
      [loss, accuracy, train, *outputs],
      {x: xs, y: ys})
  print(epoch, cost, score)
