import numpy as np
import tensorflow.compat.v1 as tf
from sklearn.datasets import load_digits
tf.disable_v2_behavior()

digits = load_digits()
X = np.float32(digits.data[:500] / 16)
Y = np.int32(digits.target[:500])
entropy = (
  tf.nn.sparse_softmax_cross_entropy_with_logits)

def net(x):
  h = tf.nn.relu(tf.matmul(x, w1) + b1)
  h = tf.nn.relu(tf.matmul(h, w2) + b2)
  return tf.matmul(h, w3) + b3

tf.set_random_seed(1)
x = tf.placeholder('float32', [None, 64], 'x')
y = tf.placeholder('int32', [None], 'y')
w1 = tf.Variable(tf.random_uniform(
  [64, 32], -0.25, 0.25, seed=1), name='w1')
b1 = tf.Variable(tf.zeros([32]), name='b1')
w2 = tf.Variable(tf.random_uniform(
  [32, 16], -0.354, 0.354, seed=2), name='w2')
b2 = tf.Variable(tf.zeros([16]), name='b2')
w3 = tf.Variable(tf.random_uniform(
  [16, 10], -0.48, 0.48, seed=3), name='w3')
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
