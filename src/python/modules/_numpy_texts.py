"""Arrays of texts and other objects, as sessions return them for strings."""
import builtins

import _bridge
import _numpy_dtypes
import _numpy_scalars


class texts:
    """An array of texts or other objects: what a session returns for strings.  It can be looked at, not computed with."""

    def __init__(self, name, shape, items):
        self._name, self.shape, self._items = name, tuple(shape), list(items)

    ndim = property(lambda self: len(self.shape))
    size = property(lambda self: len(self._items))

    @property
    def dtype(self):
        return _numpy_dtypes.dtype(self._name)

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
        name = _numpy_dtypes.name_of(dtype)
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
        others = other._items if isinstance(other, texts) else [other] * len(self._items)
        return _numpy_scalars.package.find('array')([a == b for a, b in zip(self._items, others)], dtype=bool).reshape(self.shape)

    __hash__ = None


texts.__name__ = texts.__qualname__ = 'ndarray'
texts.__module__ = 'numpy'


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
