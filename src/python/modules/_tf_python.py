"""Names of `tensorflow` that build nothing: versions, switches, logging, flags, files."""
import builtins
import collections
import os
import shutil
import sys
import glob as _glob

names = {'VERSION': '2.15.1', 'version.VERSION': '2.15.1', '__version__': '2.15.1', 'version.GIT_VERSION': 'playground', 'GIT_VERSION': 'playground'}


def name(*paths):
    def keep(f):
        for path in paths:
            names[path] = f
        return f
    return keep


@name('disable_v2_behavior', 'disable_eager_execution', 'disable_resource_variables', 'disable_v2_tensorshape', 'disable_control_flow_v2', 'disable_tensor_equality')
def disable_v2_behavior():
    """Nothing to switch off: the playground is TensorFlow 1 all along."""


@name('enable_eager_execution', 'enable_v2_behavior')
def enable_eager_execution(*args, **kwargs):
    raise ValueError('The playground shows graph mode: eager execution cannot be switched on.')


@name('executing_eagerly')
def executing_eagerly():
    return False


@name('enable_resource_variables', 'enable_control_flow_v2')
def enable_resource_variables():
    raise NotImplementedError('The playground has reference variables and version 1 control flow only.')


@name('test.is_gpu_available', 'test.is_built_with_cuda')
def is_gpu_available(cuda_only=False, min_cuda_compute_capability=None):
    return False


@name('test.gpu_device_name')
def gpu_device_name():
    return ''


# -- gradients against differences ------------------------------------------

def _jacobians(x, x_shape, y, y_shape, dx, dy, value, delta, extra):
    """What the graph says of dy/dx, and what small steps of x say; a row for each element of x."""
    import numpy as np
    import tensorflow as tf
    session = tf.get_default_session()
    kind = x.dtype.as_numpy_dtype
    value = np.asarray(np.random.random_sample(x_shape) if value is None else value, dtype=kind)
    seed = np.zeros(y_shape, dtype=y.dtype.as_numpy_dtype)
    exact = np.zeros((value.size, seed.size), dtype=kind)
    for column in range(seed.size):
        seed.reshape(-1)[column] = 1
        feed = dict(extra)
        feed.update({x: value, dy: seed})
        if isinstance(dx, tf.IndexedSlices):
            width = value.size // value.shape[0]
            for i, row in zip(*session.run([dx.indices, dx.values], feed_dict=feed)):
                exact[i * width:(i + 1) * width, column] += row.reshape(-1)
        else:
            exact[:, column] = session.run(dx, feed_dict=feed).reshape(-1)
        seed.reshape(-1)[column] = 0
    stepped = np.zeros((value.size, seed.size), dtype=kind)
    for row in range(value.size):
        ends = []
        for step in (delta, -delta):
            moved = value.copy()
            moved.reshape(-1)[row] += step
            feed = dict(extra)
            feed[x] = moved
            ends.append(np.asarray(y.eval(feed_dict=feed)))
        stepped[row, :] = ((ends[0] - ends[1]) / (2 * delta)).reshape(-1)
    return exact, stepped


@name('test.compute_gradient')
def compute_gradient(x, x_shape, y, y_shape, x_init_value=None, delta=1e-3, init_targets=None, extra_feed_dict=None):
    import tensorflow as tf
    several = isinstance(x, list)
    xs, shapes = (x, x_shape) if several else ([x], [x_shape])
    values = x_init_value if several and x_init_value is not None else [x_init_value] * len(xs)
    made = []
    if not several:
        for target in init_targets or ():
            target.run()
    for each in xs:
        with each.graph.as_default():
            seed = tf.constant(1.0, shape=y_shape, dtype=y.dtype)
            flows = tf.identity(seed)
        made.append((tf.gradients(y, each, flows)[0], seed))
    if several:
        for target in init_targets or ():
            target.run()
    found = [_jacobians(v, s, y, y_shape, dx, dy, value, delta, extra_feed_dict or {}) for v, s, (dx, dy), value in zip(xs, shapes, made, values)]
    return found if several else found[0]


@name('test.compute_gradient_error')
def compute_gradient_error(x, x_shape, y, y_shape, x_init_value=None, delta=1e-3, init_targets=None, extra_feed_dict=None):
    import numpy as np
    found = compute_gradient(x, x_shape, y, y_shape, x_init_value, delta, init_targets, extra_feed_dict)
    error = 0
    for exact, stepped in (found if isinstance(found, list) else [found]):
        if exact.size:
            error = np.maximum(error, np.fabs(exact - stepped).max())
    return error


# -- logging ----------------------------------------------------------------

_LEVELS = {'DEBUG': 10, 'INFO': 20, 'WARN': 30, 'ERROR': 40, 'FATAL': 50}
names.update({'logging.' + k: v for k, v in _LEVELS.items()})
names['logging.WARNING'] = 30
_level = [30]


@name('logging.set_verbosity')
def set_verbosity(v):
    _level[0] = v


@name('logging.get_verbosity')
def get_verbosity():
    return _level[0]


def _logger(level, label):
    def log(msg, *args, **kwargs):
        if level >= _level[0]:
            print('%s:tensorflow:%s' % (label, msg % args if args else msg), file=sys.stderr)
    return log


for _label, _number in (('debug', 10), ('info', 20), ('warn', 30), ('warning', 30), ('error', 40), ('fatal', 50)):
    names['logging.' + _label] = _logger(_number, _label.upper())
names['get_logger'] = lambda: __import__('logging').getLogger('tensorflow')
names['logging.log'] = lambda level, msg, *args: _logger(level, 'LOG')(msg, *args)


# -- flags and app ----------------------------------------------------------

class _Flags:
    def __call__(self, argv=None, known_only=False):
        return list(argv or [])


FLAGS = _Flags()
names['flags.FLAGS'] = names['app.flags.FLAGS'] = FLAGS


def _define(key, default, help='', *args, **kwargs):
    setattr(FLAGS, key, default)


for _kind in ('string', 'integer', 'float', 'bool', 'boolean', 'list'):
    names['flags.DEFINE_' + _kind] = names['app.flags.DEFINE_' + _kind] = _define
names['flags.DEFINE_enum'] = lambda key, default, values, help='': setattr(FLAGS, key, default)


@name('app.run')
def run(main=None, argv=None):
    main = main or sys.modules['__main__'].main
    sys.exit(main(argv or ['script']))


# -- files ------------------------------------------------------------------

class GFile:
    """A file of the script's own, in memory."""

    def __init__(self, name, mode='r'):
        self._file = builtins.open(name, mode)

    def __getattr__(self, name):
        return getattr(self._file, name)

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self._file.close()

    def __iter__(self):
        return iter(self._file)

    def size(self):
        return os.path.getsize(self._file.name)


names.update({
    'gfile.GFile': GFile, 'gfile.Open': GFile, 'gfile.FastGFile': GFile, 'io.gfile.GFile': GFile,
    'gfile.Exists': os.path.exists, 'io.gfile.exists': os.path.exists,
    'gfile.IsDirectory': os.path.isdir, 'io.gfile.isdir': os.path.isdir,
    'gfile.ListDirectory': os.listdir, 'io.gfile.listdir': os.listdir,
    'gfile.MakeDirs': lambda d: os.makedirs(d, exist_ok=True), 'io.gfile.makedirs': lambda d: os.makedirs(d, exist_ok=True),
    'gfile.MkDir': os.mkdir, 'io.gfile.mkdir': os.mkdir,
    'gfile.Remove': os.remove, 'io.gfile.remove': os.remove,
    'gfile.DeleteRecursively': shutil.rmtree, 'io.gfile.rmtree': shutil.rmtree,
    'gfile.Glob': _glob.glob, 'io.gfile.glob': _glob.glob,
    'gfile.Copy': lambda a, b, overwrite=False: shutil.copyfile(a, b) and None, 'io.gfile.copy': lambda a, b, overwrite=False: shutil.copyfile(a, b) and None,
    'gfile.Rename': lambda a, b, overwrite=False: os.replace(a, b), 'io.gfile.rename': lambda a, b, overwrite=False: os.replace(a, b),
    'gfile.Stat': os.stat, 'io.gfile.stat': os.stat,
})


# -- recurrent networks -----------------------------------------------------

class LSTMStateTuple(collections.namedtuple('LSTMStateTuple', ('c', 'h'))):
    """State of an LSTM cell: the other side knows it by its kind (tf/rnn/sizes.ts)."""
    __slots__ = ()
    _kind_ = 'LSTMStateTuple c h'

    @property
    def dtype(self):
        c, h = self
        if c.dtype != h.dtype:
            raise TypeError('Inconsistent dtypes for internal state: %s vs %s' % (c.dtype, h.dtype))
        return c.dtype


names['nn.rnn_cell.LSTMStateTuple'] = LSTMStateTuple
__import__('_bridge')._named[LSTMStateTuple._kind_] = LSTMStateTuple
