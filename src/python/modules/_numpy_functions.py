"""Functions of `numpy` that are plain Python: made of other functions, or not about arrays at all."""
import _bridge
import _numpy_dtypes
import _numpy_scalars
import _packages
from _numpy_texts import array_of


def names(package):
    find = package.find

    def array(*args, **kwargs):
        return find('array')(*args, **kwargs)

    def _shuffler(owner):
        def shuffle(x):
            if isinstance(x, _bridge.Bound):
                owner('_shuffle_')(x)
            else:
                order = owner('_order_')(len(x))
                x[:] = [x[i] for i in order]
        return shuffle

    def apply_along_axis(func1d, axis, arr, *args, **kwargs):
        a = find('asarray')(arr)
        moved = find('moveaxis')(a, axis, -1)
        rows = moved.reshape(-1, moved.shape[-1])
        results = [find('asarray')(func1d(row, *args, **kwargs)) for row in rows]
        return find('moveaxis')(find('stack')(results).reshape(moved.shape[:-1] + results[0].shape), -1, axis) if results[0].ndim else find('stack')(results).reshape(moved.shape[:-1])

    def vectorize(pyfunc, otypes=None, doc=None, excluded=None, cache=False, signature=None):
        def call(*args):
            arrays = find('broadcast_arrays')(*args)
            values = [pyfunc(*items) for items in zip(*[a.ravel() for a in arrays])]
            made = array(values, dtype=otypes[0] if otypes else None).reshape(arrays[0].shape)
            return made if made.shape else made[()]
        return call

    def gradient(f, *varargs, axis=None):
        a = find('asarray')(f, dtype=None)
        if a.dtype.kind not in 'f':
            a = a.astype(float)
        results = []
        for d in range(a.ndim) if axis is None else [axis]:
            h = varargs[min(len(varargs) - 1, d)] if varargs else 1.0
            x = find('moveaxis')(a, d, 0)
            g = find('concatenate')([(x[1:2] - x[0:1]) / h, (x[2:] - x[:-2]) / (2.0 * h), (x[-1:] - x[-2:-1]) / h])
            results.append(find('moveaxis')(g, 0, d))
        return results[0] if len(results) == 1 else results

    def fromiter(iterable, dtype, count=-1):
        items = list(iterable)
        return array(items if count < 0 else items[:count], dtype=dtype)

    def fromfunction(function, shape, dtype=float, **kwargs):
        return function(*find('indices')(shape).astype(dtype), **kwargs)

    def fromstring(string, dtype=float, count=-1, sep=''):
        return array([float(x) for x in string.split(sep or None)], dtype=dtype)

    def fromfile(file, dtype=float, count=-1, sep='', offset=0):
        with (open(file, 'rb') if isinstance(file, str) else file) as f:
            return find('frombuffer')(f.read(), dtype, count, offset).copy()

    def loadtxt(fname, dtype=float, comments='#', delimiter=None, skiprows=0, usecols=None, unpack=False):
        lines = open(fname).read().split('\n') if isinstance(fname, str) else list(fname)
        rows = [line.split(comments)[0].split(delimiter) for line in lines[skiprows:] if line.split(comments)[0].strip()]
        made = array([[float(x) for x in row] for row in rows], dtype=dtype)
        if usecols is not None:
            made = made[:, usecols]
        made = made.squeeze()
        return made.T if unpack else made

    def savetxt(fname, X, fmt='%.18e', delimiter=' ', newline='\n', header='', footer='', comments='# '):
        with open(fname, 'w') as f:
            if header:
                f.write(comments + header + newline)
            for row in find('atleast_2d')(X):
                f.write(delimiter.join(fmt % x for x in row) + newline)

    def save(file, arr):
        import pickle
        arr = find('asarray')(arr)
        with open(file if file.endswith('.npy') else file + '.npy', 'wb') as f:
            pickle.dump((arr.dtype.name, arr.shape, arr.ravel().tolist()), f)

    def load(file, allow_pickle=False):
        import pickle
        with open(file, 'rb') as f:
            name, shape, items = pickle.load(f)
        return array(items, dtype=name).reshape(shape)

    def _print(a, *args, **kwargs):
        return repr(a)

    class errstate:
        def __init__(self, **kwargs):
            pass

        def __enter__(self):
            return self

        def __exit__(self, *args):
            return False

    class iinfo:
        def __init__(self, kind):
            name = _numpy_dtypes.name_of(kind)
            self.min, self.max = _numpy_scalars._BITS[name]
            self.dtype, self.bits = _numpy_dtypes.dtype(name), _numpy_dtypes.dtype(name).itemsize * 8

    class finfo:
        def __init__(self, kind=float):
            name = _numpy_dtypes.name_of(kind)
            one = _numpy_scalars._SCALARS[name]
            values = {'float64': (2.220446049250313e-16, 1.7976931348623157e+308, 2.2250738585072014e-308), 'float32': (1.1920928955078125e-07, 3.4028234663852886e+38, 1.1754943508222875e-38), 'float16': (0.0009765625, 65504.0, 6.103515625e-05)}[name]
            self.eps, self.max, self.tiny = (one(v) for v in values)
            self.min, self.dtype, self.smallest_normal = one(-values[1]), _numpy_dtypes.dtype(name), self.tiny

    def issubdtype(a, b):
        return issubclass(_numpy_dtypes.dtype(a).type, b if isinstance(b, type) and issubclass(b, _numpy_scalars.generic) else _numpy_dtypes.dtype(b).type)

    def isreal(x):
        return find('ones_like')(x, dtype=bool)

    def nditer(*args, **kwargs):
        raise NotImplementedError("the playground's numpy has no nditer: use np.ndenumerate")

    def ndenumerate(arr):
        a = find('asarray')(arr)
        for index in ndindex(*a.shape):
            yield index, a[index]

    def ndindex(*shape):
        import itertools
        if len(shape) == 1 and isinstance(shape[0], tuple):
            shape = shape[0]
        return itertools.product(*[range(n) for n in shape])

    class _R:
        """np.r_ and np.c_, for slices and arrays."""

        def __init__(self, columns):
            self.columns = columns

        def __getitem__(self, key):
            parts = [find('arange')(k.start or 0, k.stop, k.step) if isinstance(k, slice) else find('atleast_1d')(k) for k in (key if isinstance(key, tuple) else (key,))]
            return find('column_stack')(parts) if self.columns else find('concatenate')(parts)

    class _S:
        def __getitem__(self, key):
            return key

    class poly1d:
        def __init__(self, c):
            self.coeffs = self.c = find('atleast_1d')(c)

        def __call__(self, x):
            return find('polyval')(self.c, x)

    def assert_allclose(actual, desired, rtol=1e-07, atol=0, err_msg='', **kwargs):
        if not find('allclose')(actual, desired, rtol, atol, equal_nan=True):
            raise AssertionError('Not equal to tolerance rtol=%g, atol=%g %s' % (rtol, atol, err_msg))

    def assert_array_equal(a, b, err_msg='', verbose=True):
        if not find('array_equal')(a, b):
            raise AssertionError('Arrays are not equal %s' % err_msg)

    def assert_almost_equal(actual, desired, decimal=7, err_msg='', verbose=True):
        if not bool((abs(find('subtract')(desired, actual)) < 1.5 * 10.0 ** -decimal) if not isinstance(actual, _bridge.Bound) else (abs(actual - desired) < 1.5 * 10.0 ** -decimal).all()):
            raise AssertionError('Arrays are not almost equal to %d decimals %s' % (decimal, err_msg))

    def shuffle_hook(of, c, body):
        if of is package and c['name'] in ('RandomState', 'Generator'):
            def shuffle(self, x):
                return _shuffler(lambda name: getattr(self, name))(x)
            body['shuffle'] = shuffle

    _packages.class_hooks.append(shuffle_hook)

    def text_hook(name, made):
        return array_of(made) if name in ('array', 'asarray', 'asanyarray') else None

    package.function_hooks.append(text_hook)

    def ufunc_hook(name, made):
        if name in ('add', 'multiply', 'maximum', 'minimum', 'logical_and', 'logical_or', 'subtract'):
            reduce = {'add': 'sum', 'multiply': 'prod', 'maximum': 'max', 'minimum': 'min', 'logical_and': 'all', 'logical_or': 'any'}.get(name)
            if reduce:
                made.reduce = lambda a, axis=0, **k: find(reduce)(a, axis=axis, **k)
            if name in ('add', 'multiply'):
                made.accumulate = lambda a, axis=0: find('cumsum' if name == 'add' else 'cumprod')(a, axis=axis)
            made.outer = lambda a, b: made(find('asarray')(a).reshape(-1, 1), find('asarray')(b).reshape(1, -1))

            def at(a, indices, b):
                for k, i in enumerate(find('ravel')(indices)):
                    a[i] = made(a[i], b[k] if hasattr(b, '__len__') else b)
            made.at = at

    package.function_hooks.append(ufunc_hook)
    return {
        'apply_along_axis': apply_along_axis, 'vectorize': vectorize, 'gradient': gradient, 'fromiter': fromiter, 'fromfunction': fromfunction, 'fromstring': fromstring, 'fromfile': fromfile,
        'loadtxt': loadtxt, 'genfromtxt': loadtxt, 'savetxt': savetxt, 'save': save, 'load': load, 'errstate': errstate, 'seterr': lambda **k: {}, 'iinfo': iinfo, 'finfo': finfo,
        'issubdtype': issubdtype, 'isreal': isreal, 'nditer': nditer, 'ndenumerate': ndenumerate, 'ndindex': ndindex, 'r_': _R(False), 'c_': _R(True), 's_': _S(), 'poly1d': poly1d,
        'testing.assert_allclose': assert_allclose, 'testing.assert_array_equal': assert_array_equal, 'testing.assert_equal': assert_array_equal, 'testing.assert_almost_equal': assert_almost_equal,
        'testing.assert_array_almost_equal': lambda a, b, decimal=6, **k: assert_almost_equal(a, b, decimal), 'random.shuffle': _shuffler(lambda name: find('random.' + name)),
        'linalg.LinAlgError': _linalg_error(),
    }


def _linalg_error():
    made = type('LinAlgError', (ValueError,), {'__module__': 'numpy.linalg'})
    _bridge.errors['LinAlgError'] = made
    _bridge.errors['UFuncTypeError'] = type('UFuncTypeError', (TypeError,), {'__module__': 'numpy.core._exceptions'})
    return made
