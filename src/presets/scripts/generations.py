"""A genetic algorithm: twelve new models in each generation, built beside those of all generations before."""
import digits
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
GENERATIONS = 4
MODELS = 12
STEPS = 15
images, labels = digits.load(50)

def train(units):
    x = tf.placeholder(tf.float32, [None, 64])
    y = tf.placeholder(tf.int64, [None])
    w = tf.Variable(tf.truncated_normal([64, units], stddev=0.1, seed=1))
    b = tf.Variable(tf.zeros([units]))
    v = tf.Variable(tf.truncated_normal([units, 10], stddev=0.1, seed=2))
    logits = tf.matmul(tf.nn.relu(tf.matmul(x, w) + b), v)
    loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))
    step = tf.train.GradientDescentOptimizer(0.5).minimize(loss)
    sess.run(tf.variables_initializer([w, b, v]))
    for i in range(STEPS):
        sess.run(step, {x: images, y: labels})
    return sess.run(loss, {x: images, y: labels})

with tf.Session() as sess:
    for epoch in range(GENERATIONS):
        losses = [train(8 + 2 * model) for model in range(MODELS)]
        print(epoch, 'best loss %.4f' % min(losses), len(sess.graph.get_operations()), 'nodes')
