"""The forward pass and its loss are written inside the loop, once for each sample."""
import digits
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
EPOCHS = 20
images, labels = digits.load(20)
targets = digits.one_hot(labels)

x = tf.placeholder(tf.float32, [None, 64], name='x')
y = tf.placeholder(tf.float32, [None, 10], name='y')
w = tf.Variable(tf.zeros([64, 10]), name='w')
b = tf.Variable(tf.zeros([10]), name='b')
prediction = tf.nn.softmax(tf.matmul(x, w) + b)
cross = tf.reduce_mean(-tf.reduce_sum(y * tf.log(prediction + 1e-8), axis=1))
train = tf.train.GradientDescentOptimizer(0.5).minimize(cross)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for epoch in range(EPOCHS):
        sess.run(train, {x: images, y: targets})
        total = 0.0
        for image, target in zip(images, targets):
            guess = tf.nn.softmax(tf.matmul(image[None], w) + b)
            loss = tf.reduce_sum(tf.square(guess - target[None]))
            total += sess.run(loss)
        print(epoch, 'squared error %.3f' % (total / len(images)))
