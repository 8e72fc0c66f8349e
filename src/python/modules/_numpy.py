"""The package `numpy`: its tables (src/python/numpy), and what of it is Python's own (scalars, dtypes, what arrays are to Python)."""
import math

import _bridge
import _numpy_functions
import _numpy_scalars
import _numpy_texts
import _packages
from _numpy_dtypes import dtype
from _numpy_scalars import (bool_, complexfloating, float16, float32, float64, floating, generic, inexact, int8, int16, int32, int64, integer, number,
                            signedinteger, uint8, uint16, uint32, uint64, unsignedinteger)


def say(path):
    return 'numpy.%s is not available in the playground.' % path


package = _numpy_scalars.package = _packages.Package('numpy', ['numpy'], say)


class AxisError(ValueError, IndexError):
    pass


_bridge.errors['AxisError'] = AxisError


def _array_hook(of, c, body):
    if of is not package or c['name'] != 'ndarray':
        return
    plain = body['dtype'].fget
    body['dtype'] = property(lambda self: dtype(plain(self)))
    shape = body['shape'].fget
    body['shape'] = property(shape, lambda self, v: self._reshape_(v))
    get, length = body['__getitem__'], body['__len__']
    body['__len__'] = lambda self: self.shape[0] if self.shape else _unsized()

    def iterate(self):
        if not self.shape:
            raise TypeError('iteration over a 0-d array')
        return (get(self, i) for i in range(self.shape[0]))
    body['__iter__'] = iterate
    body['__hash__'] = None
    item = body.get('item')
    if item is not None:
        for name, kind in (('__float__', float), ('__int__', int), ('__complex__', complex)):
            body[name] = (lambda self, kind=kind: kind(_only(self)))
        body['__index__'] = lambda self: _index(self)
        body['__bool__'] = lambda self: _truth(self)
        body['__format__'] = lambda self, spec: str(self) if not spec else format(item(self) if self.ndim == 0 else _no_format(), spec)


def _no_format():
    raise TypeError('unsupported format string passed to numpy.ndarray.__format__')


def _unsized():
    raise TypeError('len() of unsized object')


def _only(a):
    if a.size != 1:
        raise TypeError('only length-1 arrays can be converted to Python scalars')
    return a.item()


def _index(a):
    if a.ndim != 0 or a.dtype.kind not in 'iu':
        raise TypeError('only integer scalar arrays can be converted to a scalar index')
    return a.item()


def _truth(a):
    if a.size > 1:
        raise ValueError('The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()')
    return bool(a.item()) if a.size else False


def _dtype_hook(pkg, c, body):
    """A TensorFlow dtype knows its numpy type."""
    if c['name'] == 'DType':
        def numpy_type(self):
            name = self.name.removesuffix('_ref')
            return object if name == 'string' else dtype(name).type
        body['as_numpy_dtype'] = property(numpy_type)


_packages.class_hooks += [_array_hook, _dtype_hook]


def connect(table):
    names = {c.__name__: c for c in (generic, number, integer, signedinteger, unsignedinteger, inexact, floating, complexfloating,
                                     bool_, int8, int16, int32, int64, uint8, uint16, uint32, uint64, float16, float32, float64, dtype, AxisError)}
    names.update({
        'pi': math.pi, 'e': math.e, 'inf': math.inf, 'nan': math.nan, 'Inf': math.inf, 'NaN': math.nan, 'NAN': math.nan, 'NINF': -math.inf, 'PINF': math.inf, 'euler_gamma': 0.5772156649015329,
        'newaxis': None, 'intp': int64, 'int_': int64, 'uint': uint64, 'float_': float64, 'double': float64, 'single': float32, 'half': float16, 'longlong': int64, 'byte': int8, 'ubyte': uint8,
        'intc': int32, 'uintp': uint64, 'short': int16, '__version__': '1.26.4', 'exceptions.AxisError': AxisError,
    })
    _bridge._strings = _numpy_texts.texts
    names.update(_numpy_functions.names(package))
    package.python = names
    _packages.add(package, table)
