"""Functions of `numpy` that are plain Python: made of other functions, or not about arrays at all."""
import builtins

import _bridge


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
            import _numpy
            name = _numpy._name_of(kind)
            self.min, self.max = _numpy._BITS[name]
            self.dtype, self.bits = _numpy.dtype(name), _numpy.dtype(name).itemsize * 8

    class finfo:
        def __init__(self, kind=float):
            import _numpy
            name = _numpy._name_of(kind)
            one = _numpy._SCALARS[name]
            values = {'float64': (2.220446049250313e-16, 1.7976931348623157e+308, 2.2250738585072014e-308), 'float32': (1.1920928955078125e-07, 3.4028234663852886e+38, 1.1754943508222875e-38), 'float16': (0.0009765625, 65504.0, 6.103515625e-05)}[name]
            self.eps, self.max, self.tiny = (one(v) for v in values)
            self.min, self.dtype, self.smallest_normal = one(-values[1]), _numpy.dtype(name), self.tiny

    def issubdtype(a, b):
        import _numpy
        return issubclass(_numpy.dtype(a).type, b if isinstance(b, type) and issubclass(b, _numpy.generic) else _numpy.dtype(b).type)

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

    import _packages
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


class texts:
    """An array of texts or other objects: what a session returns for strings.  It can be looked at, not computed with."""

    def __init__(self, name, shape, items):
        self._name, self.shape, self._items = name, tuple(shape), list(items)

    ndim = property(lambda self: len(self.shape))
    size = property(lambda self: len(self._items))

    @property
    def dtype(self):
        import _numpy
        return _numpy.dtype(self._name)

    def _write_(self):
        return '{"S":["object",[%s],[%s]]}' % (','.join(map(str, self.shape)), ','.join(_bridge.write(v) for v in self._items))

    def tolist(self):
        def build(shape, items):
            if not shape:
                return items[0]
            step = len(items) // shape[0] if shape[0] else 0
            return [build(shape[1:], items[i * step:(i + 1) * step]) for i in range(shape[0])]
        return build(self.shape, self._items)

    def __len__(self):
        return self.shape[0]

    def __iter__(self):
        return (self[i] for i in range(self.shape[0]))

    def __getitem__(self, key):
        if isinstance(key, tuple):
            found = self
            for k in key:
                found = found[k]
            return found
        rows = self.tolist()[key]
        if isinstance(key, slice):
            return _texts_of(self._name, rows, (len(rows),) + self.shape[1:])
        return _texts_of(self._name, rows, self.shape[1:]) if len(self.shape) > 1 else rows

    def ravel(self):
        return texts(self._name, (len(self._items),), self._items)

    flatten = ravel

    def reshape(self, *shape):
        return texts(self._name, shape[0] if len(shape) == 1 and isinstance(shape[0], (tuple, list)) else shape, self._items)

    def astype(self, dtype):
        import _numpy
        name = _numpy._name_of(dtype)
        if name == 'str':
            return texts('str', self.shape, [v.decode() if isinstance(v, bytes) else str(v) for v in self._items])
        return texts(name, self.shape, self._items)

    def item(self):
        return self._items[0]

    def _body(self, separator, indent):
        def show(items, depth):
            if not isinstance(items, list):
                return repr(items)
            if depth == len(self.shape) - 1:
                return '[%s]' % separator.join(show(x, depth + 1) for x in items)
            gap = separator.rstrip() + '\n' * (len(self.shape) - 1 - depth) + ' ' * (indent + depth + 1)
            return '[%s]' % gap.join(show(x, depth + 1) for x in items)
        return show(self.tolist(), 0)

    def __str__(self):
        return self._body(' ', 0)

    def __repr__(self):
        kind = 'object' if self._name == 'object' else "'<U%d'" % max([len(v) for v in self._items] + [1])
        inside = self._body(', ', 6) if self._items else '[]' if len(self.shape) < 2 else '[], shape=%r' % (self.shape,)
        return 'array(%s, dtype=%s)' % (inside, kind)

    def __eq__(self, other):
        import _numpy
        others = other._items if isinstance(other, texts) else [other] * len(self._items)
        return _numpy.package.find('array')([a == b for a, b in zip(self._items, others)], dtype=bool).reshape(self.shape)

    __hash__ = None


def _texts_of(name, rows, shape):
    items = []

    def pour(v, depth):
        if depth == 0:
            items.append(v)
        else:
            for x in v:
                pour(x, depth - 1)
    pour(rows, len(shape))
    return texts(name, shape, items)


def array_of(plain):
    """`np.array` that also takes texts."""
    def shape_of(v):
        return (len(v),) + (shape_of(v[0]) if len(v) else ()) if isinstance(v, (list, tuple)) else ()

    def first(v):
        while isinstance(v, (list, tuple)) and len(v):
            v = v[0]
        return v

    def array(object, dtype=None, *args, **kwargs):
        if isinstance(object, texts):
            return object if dtype is None else object.astype(dtype)
        if dtype in (str, 'str', 'U') or isinstance(first(object), (str, bytes)) or (dtype in ('object',) or dtype is builtins.object):
            shape = shape_of(object)
            name = 'str' if isinstance(first(object), str) and dtype not in ('object', builtins.object) else 'object'
            return _texts_of(name, object, shape)
        return plain(object, dtype, *args, **kwargs)
    array.__name__ = plain.__name__
    return array
