import numpy as np
import tensorflow.compat.v1 as tf
from sklearn.datasets import load_digits
tf.disable_v2_behavior()

digits = load_digits()
X = np.float32(digits.data[:100] / 16)
Y = np.int32(digits.target[:100])
entropy = (
  tf.nn.sparse_softmax_cross_entropy_with_logits)

def norm(h, g, b):
  m, v = tf.nn.moments(h, [1], keepdims=True)
  return (h - m) * tf.rsqrt(v + 1e-06) * g + b

def net(x):
  rows = tf.reshape(x, [-1, 8, 8])
  h = tf.reshape(rows + place, [-1, 8])
  h = tf.matmul(h, w0)
  q, k, v = [
    tf.reshape(tf.matmul(h, w), [-1, 8, 16])
    for w in [wq, wk, wv]]
  a = tf.matmul(q, k, transpose_b=True)
  a = tf.nn.softmax(a / 4.0, name='attention')
  z = tf.reshape(tf.matmul(a, v), [-1, 16])
  h = norm(h + tf.matmul(z, wo), g1, c1)
  f = tf.nn.relu(tf.matmul(h, w1) + b1)
  h = norm(h + tf.matmul(f, w2) + b2, g2, c2)
  h = tf.reshape(h, [-1, 8, 16])
  h = tf.reduce_mean(h, 1)
  return tf.matmul(h, w3) + b3

tf.set_random_seed(1)
x = tf.placeholder('float32', [None, 64], 'x')
y = tf.placeholder('int32', [None], 'y')
place = tf.Variable(tf.random_uniform(
  [8, 8], -0.1, 0.1, seed=1), name='place')
w0 = tf.Variable(tf.random_uniform(
  [8, 16], -0.5, 0.5, seed=2), name='w0')
wq = tf.Variable(tf.random_uniform(
  [16, 16], -0.433, 0.433, seed=3), name='wq')
wk = tf.Variable(tf.random_uniform(
  [16, 16], -0.433, 0.433, seed=4), name='wk')
wv = tf.Variable(tf.random_uniform(
  [16, 16], -0.433, 0.433, seed=5), name='wv')
wo = tf.Variable(tf.random_uniform(
  [16, 16], -0.433, 0.433, seed=6), name='wo')
g1 = tf.Variable(tf.ones([16]), name='g1')
c1 = tf.Variable(tf.zeros([16]), name='c1')
w1 = tf.Variable(tf.random_uniform(
  [16, 32], -0.354, 0.354, seed=7), name='w1')
b1 = tf.Variable(tf.zeros([32]), name='b1')
w2 = tf.Variable(tf.random_uniform(
  [32, 16], -0.354, 0.354, seed=8), name='w2')
b2 = tf.Variable(tf.zeros([16]), name='b2')
g2 = tf.Variable(tf.ones([16]), name='g2')
c2 = tf.Variable(tf.zeros([16]), name='c2')
w3 = tf.Variable(tf.random_uniform(
  [16, 10], -0.48, 0.48, seed=9), name='w3')
b3 = tf.Variable(tf.zeros([10]), name='b3')
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
