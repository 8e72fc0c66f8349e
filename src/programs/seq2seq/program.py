import numpy as np
import tensorflow.compat.v1 as tf
from sklearn.datasets import load_digits
tf.disable_v2_behavior()

digits = load_digits()
X = np.float32(digits.data[:100] / 16)
Y = np.int32(digits.target[:100])
X = np.stack([np.roll(X, -t, 0)
  for t in range(4)], 1)
Y = np.stack([np.roll(Y, -t, 0)
  for t in reversed(range(4))], 1)
entropy = (
  tf.nn.sparse_softmax_cross_entropy_with_logits)

def net(x, y):
  h = tf.tanh(tf.matmul(x[:, 0], w1) + b1)
  for t in range(1, 4):
    h = tf.tanh(tf.matmul(x[:, t], w1)
      + tf.matmul(h, u1) + b1)
  h = tf.tanh(tf.matmul(h, u2) + b2)
  states = [h]
  for t in range(1, 4):
    last = tf.one_hot(y[:, t - 1], 10)
    h = tf.tanh(tf.matmul(last, w2)
      + tf.matmul(h, u2) + b2)
    states.append(h)
  h = tf.reshape(tf.stack(states, 1), [-1, 32])
  return tf.matmul(h, w3) + b3

tf.set_random_seed(1)
x = tf.placeholder('float32', [None, 4, 64], 'x')
y = tf.placeholder('int32', [None, 4], 'y')
w1 = tf.Variable(tf.random_uniform(
  [64, 32], -0.25, 0.25, seed=1), name='w1')
u1 = tf.Variable(tf.random_uniform(
  [32, 32], -0.306, 0.306, seed=2), name='u1')
b1 = tf.Variable(tf.zeros([32]), name='b1')
w2 = tf.Variable(tf.random_uniform(
  [10, 32], -0.378, 0.378, seed=3), name='w2')
u2 = tf.Variable(tf.random_uniform(
  [32, 32], -0.306, 0.306, seed=4), name='u2')
b2 = tf.Variable(tf.zeros([32]), name='b2')
w3 = tf.Variable(tf.random_uniform(
  [32, 10], -0.378, 0.378, seed=6), name='w3')
b3 = tf.Variable(tf.zeros([10]), name='b3')
logits = net(x, y)
targets = tf.reshape(y, [-1])
loss = tf.reduce_mean(entropy(
  labels=targets, logits=logits))
hits = tf.equal(targets, tf.argmax(
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
      net(tf.constant(s[None]), tf.constant(t[None]))
      for s, t in zip(xs, ys)]
    cost, score, *_ = sess.run(
      [loss, accuracy, train, *outputs],
      {x: xs, y: ys})
  print(epoch, cost, score)
