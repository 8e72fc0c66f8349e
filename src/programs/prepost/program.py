import numpy as np
import tensorflow.compat.v1 as tf
from sklearn.datasets import load_digits
tf.disable_v2_behavior()

digits = load_digits()
X = np.float32(digits.data[:200])
Y = np.int32(digits.target[:200])
entropy = (
  tf.nn.sparse_softmax_cross_entropy_with_logits)

def pre(x, seed):
  x = x / 16
  noise = tf.random.stateless_uniform(
    tf.shape(x), seed, -0.2, 0.2)
  return tf.clip_by_value(x + noise, 0.0, 1.0)

def post(logits, y):
  p = tf.nn.softmax(logits)
  guess = tf.argmax(p, 1, output_type='int32')
  return [p, tf.matmul(
    tf.one_hot(y, 10), tf.one_hot(guess, 10),
    transpose_a=True)]

tf.set_random_seed(1)
x = tf.placeholder('float32', [None, 64], 'x')
y = tf.placeholder('int32', [None], 'y')
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
answers = post(logits, y)

sess = tf.Session()
sess.run(init)
for epoch in range(1, 201):
  for i in range(0, len(X), 50):
    xs, ys = X[i:i + 50], Y[i:i + 50]
    inputs = sess.run(
      pre(tf.constant(xs), [epoch, i]))
    cost, score, _, p, table = sess.run(
      [loss, accuracy, train, *answers],
      {x: inputs, y: ys})
  print(epoch, cost, score)
