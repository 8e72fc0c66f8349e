import numpy as np
import tensorflow.compat.v1 as tf
from sklearn.datasets import load_digits
tf.disable_v2_behavior()

digits = load_digits()
X = np.float32(digits.data[:200] / 16)
Y = np.int32(digits.target[:200])
entropy = (
  tf.nn.sparse_softmax_cross_entropy_with_logits)

def block(h, k, b):
  h = tf.nn.conv2d(h, k, [1, 1, 1, 1], 'SAME')
  h = tf.nn.relu(tf.nn.bias_add(h, b))
  return tf.nn.max_pool2d(h, 2, 2, 'SAME')

def net(x):
  h = tf.reshape(x, [-1, 8, 8, 1])
  h = block(block(h, k1, b1), k2, b2)
  h = tf.reshape(h, [-1, 64])
  return tf.matmul(h, w3) + b3

tf.set_random_seed(1)
x = tf.placeholder('float32', [None, 64], 'x')
y = tf.placeholder('int32', [None], 'y')
k1 = tf.Variable(tf.random_uniform(
  [3, 3, 1, 8], -0.272, 0.272, seed=1), name='k1')
b1 = tf.Variable(tf.zeros([8]), name='b1')
k2 = tf.Variable(tf.random_uniform(
  [3, 3, 8, 16], -0.167, 0.167, seed=2), name='k2')
b2 = tf.Variable(tf.zeros([16]), name='b2')
w3 = tf.Variable(tf.random_uniform(
  [64, 10], -0.285, 0.285, seed=3), name='w3')
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
