"""numpy's scalar types: numbers that know their dtype, and compute as NumPy's do."""
import math
import struct

import _bridge
from _bridge import Bound

package = None          # numpy's, see _numpy.py


def dtype_of(name):
    """The dtype of a name."""
    import _numpy_dtypes
    return _numpy_dtypes.dtype(name)


def name_of(v):
    """The name of what stands for a dtype."""
    import _numpy_dtypes
    return _numpy_dtypes.name_of(v)


def shortest32(v):
    """The shortest decimal that reads back to the same float32."""
    for digits in range(1, 10):
        x = float('%.*g' % (digits, v))
        try:
            if struct.unpack('f', struct.pack('f', x))[0] == v:
                return x
        except OverflowError:
            pass
    return v


class generic:
    """A number with a numpy type."""

    __slots__ = ()
    _dtype_name_ = None
    ndim, shape, size = 0, (), 1

    def _write_(self):
        v = self._plain()
        if isinstance(v, float) and (v != v or v in (math.inf, -math.inf)):
            v = '"%s"' % ('nan' if v != v else 'inf' if v > 0 else '-inf')
        elif isinstance(v, bool):
            v = 'true' if v else 'false'
        elif isinstance(v, int) and not -9007199254740991 <= v <= 9007199254740991:
            v = '"%d"' % v
        else:
            v = repr(v)
        return '{"n":["%s",%s]}' % (self._dtype_name_, v)

    @property
    def dtype(self):
        return dtype_of(self._dtype_name_)

    @property
    def T(self):
        return self

    @property
    def itemsize(self):
        return self.dtype.itemsize

    @property
    def real(self):
        return self

    nbytes = itemsize

    def item(self):
        return self._plain()

    tolist = item

    def astype(self, dtype, copy=True):
        return _scalar(name_of(dtype), self._plain())

    def __float__(self):
        return float(self._plain())

    def __int__(self):
        return int(self._plain())

    def __bool__(self):
        return bool(self._plain())

    def __hash__(self):
        return hash(self._plain())

    def __format__(self, spec):
        return format(self._plain(), spec)

    def __repr__(self):
        return str(self)

    def __getitem__(self, key):
        if key == ():
            return self
        return package.find('array')(self)[key]

    def __reduce__(self):
        return _scalar, (self._dtype_name_, self._plain())


def _delegate(name):
    def method(self, *args, **kwargs):
        return getattr(package.find('asarray')(self), name)(*args, **kwargs)
    method.__name__ = name
    return method


for _name in ('sum', 'mean', 'min', 'max', 'prod', 'std', 'var', 'any', 'all', 'argmax', 'argmin', 'reshape', 'ravel', 'flatten', 'squeeze', 'round', 'clip', 'copy', 'cumsum', 'tobytes', 'repeat', 'transpose', 'dot'):
    setattr(generic, _name, _delegate(_name))


class number(generic):
    __slots__ = ()


class integer(number):
    __slots__ = ()


class signedinteger(integer):
    __slots__ = ()


class unsignedinteger(integer):
    __slots__ = ()


class inexact(number):
    __slots__ = ()


class floating(inexact):
    __slots__ = ()


class complexfloating(inexact):
    __slots__ = ()


_BINARY = {
    'add': 'add', 'sub': 'subtract', 'mul': 'multiply', 'truediv': 'true_divide', 'floordiv': 'floor_divide', 'mod': 'remainder', 'pow': 'power',
    'and': 'bitwise_and', 'or': 'bitwise_or', 'xor': 'bitwise_xor', 'lshift': 'left_shift', 'rshift': 'right_shift',
}
_COMPARE = {'eq': 'equal', 'ne': 'not_equal', 'lt': 'less', 'le': 'less_equal', 'gt': 'greater', 'ge': 'greater_equal'}


def _operand(other):
    return isinstance(other, (int, float, generic, complex)) or (isinstance(other, Bound) and type(other).__name__ == 'ndarray') or isinstance(other, (list, tuple))


def _binary(function, swapped):
    def operator(self, other):
        if not _operand(other):
            return NotImplemented
        call = package.find(function)
        return call(other, self) if swapped else call(self, other)
    return operator


def _compare(function):
    def operator(self, other):
        if not _operand(other):
            return NotImplemented
        return package.find(function)(self, other)
    return operator


for _short, _long in _BINARY.items():
    setattr(generic, '__%s__' % _short, _binary(_long, False))
    setattr(generic, '__r%s__' % _short, _binary(_long, True))
for _short, _long in _COMPARE.items():
    setattr(generic, '__%s__' % _short, _compare(_long))
generic.__hash__ = lambda self: hash(self._plain())
generic.__neg__ = lambda self: package.find('negative')(self)
generic.__pos__ = lambda self: self
generic.__abs__ = lambda self: package.find('absolute')(self)
generic.__invert__ = lambda self: package.find('invert')(self)
generic.__divmod__ = lambda self, other: (self // other, self % other)


class bool_(generic):
    __module__ = 'numpy'
    __slots__ = ('_v',)
    _dtype_name_ = 'bool'

    def __new__(cls, v=False):
        if isinstance(v, (Bound, list, tuple)):
            return package.find('asarray')(v, 'bool')
        return True_ if v else False_

    def _plain(self):
        return self._v

    def __str__(self):
        return str(self._v)

    def __index__(self):
        return int(self._v)


True_, False_ = object.__new__(bool_), object.__new__(bool_)
True_._v, False_._v = True, False

_BITS = {'int8': (-128, 127), 'int16': (-32768, 32767), 'int32': (-2147483648, 2147483647), 'int64': (-2 ** 63, 2 ** 63 - 1),
         'uint8': (0, 255), 'uint16': (0, 65535), 'uint32': (0, 2 ** 32 - 1), 'uint64': (0, 2 ** 64 - 1)}


def _array_of(cls, v):
    """What a numpy type makes of a sequence: an array of that dtype."""
    return package.find('asarray')(v, cls._dtype_name_)


def _integer(name, base):
    low, high = _BITS[name]
    span = high - low + 1

    def new(cls, v=0):
        if isinstance(v, (list, tuple)) or (isinstance(v, Bound) and v.ndim > 0):
            return _array_of(cls, v)
        made = object.__new__(cls)
        made._v = (int(v) - low) % span + low
        return made

    return type(name, (base,), {
        '__slots__': ('_v',), '_dtype_name_': name, '__new__': new, '__module__': 'numpy',
        '_plain': lambda self: self._v, '__index__': lambda self: self._v, '__str__': lambda self: str(self._v), '__round__': lambda self, n=None: self,
        '__hash__': generic.__hash__,
    })


int8, int16, int32, int64 = (_integer(n, signedinteger) for n in ('int8', 'int16', 'int32', 'int64'))
uint8, uint16, uint32, uint64 = (_integer(n, unsignedinteger) for n in ('uint8', 'uint16', 'uint32', 'uint64'))


def _float_text(v, code):
    if v != v or v in (math.inf, -math.inf):
        return repr(v)
    return repr(shortest32(v) if code == 'f' else _shortest16(v))


def _shortest16(v):
    for digits in range(1, 9):
        x = float('%.*g' % (digits, v))
        if abs(x) < 65520 and struct.unpack('e', struct.pack('e', x))[0] == v:
            return x
    return v


def _single(name, code):
    def new(cls, v=0.0):
        if isinstance(v, (list, tuple)) or (isinstance(v, Bound) and v.ndim > 0):
            return _array_of(cls, v)
        made = object.__new__(cls)
        v = float(v)
        try:
            made._v = struct.unpack(code, struct.pack(code, v))[0]
        except OverflowError:
            made._v = math.copysign(math.inf, v)
        return made

    def round_(self, ndigits=None):
        return round(self._v) if ndigits is None else self.round(ndigits)

    return type(name, (floating,), {
        '__slots__': ('_v',), '_dtype_name_': name, '__new__': new, '__module__': 'numpy', '_plain': lambda self: self._v,
        '__str__': lambda self: _float_text(self._v, code), '__round__': round_, '__hash__': generic.__hash__,
        'is_integer': lambda self: self._v.is_integer(),
    })


float32, float16 = _single('float32', 'f'), _single('float16', 'e')


class float64(floating, float):
    __slots__ = ()
    _dtype_name_ = 'float64'

    def __new__(cls, v=0.0):
        if isinstance(v, (list, tuple)) or (isinstance(v, Bound) and v.ndim > 0):
            return _array_of(cls, v)
        return float.__new__(cls, v)

    def _plain(self):
        return float(float.__float__(self))

    __float__ = float.__float__
    __bool__, __hash__ = float.__bool__, float.__hash__
    __int__ = float.__int__

    def __str__(self):
        return float.__repr__(self)

    __repr__ = __str__

    def __round__(self, ndigits=None):
        return float.__round__(self) if ndigits is None else self.round(ndigits)

    def __neg__(self):
        return float64(float.__neg__(self))

    def __abs__(self):
        return float64(float.__abs__(self))


def _fast(name):
    plain, slow = getattr(float, name), getattr(generic, name)

    def operator(self, other):
        if type(other) in (float, int, float64):
            try:
                return float64(plain(self, other))
            except (ZeroDivisionError, OverflowError, TypeError):
                pass
        return slow(self, other)
    return operator


for _short in ('add', 'sub', 'mul', 'truediv'):
    setattr(float64, '__%s__' % _short, _fast('__%s__' % _short))
    setattr(float64, '__r%s__' % _short, _fast('__r%s__' % _short))

_SCALARS = {c._dtype_name_: c for c in (bool_, int8, int16, int32, int64, uint8, uint16, uint32, uint64, float16, float32, float64)}
_SCALARS['bfloat16'] = float32


def _scalar(name, value):
    if isinstance(value, str):
        value = float(value) if 'float' in name else int(value)
    return _SCALARS[name](value)


_bridge._scalar = _scalar
