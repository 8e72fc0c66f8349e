"""What of `numpy` is Python's own: dtypes, scalars, constants.  Arrays and functions are tables (src/python/numpy)."""
import math
import struct

import _bridge
import _packages
from _bridge import Bound


def say(path):
    return 'numpy.%s is not available in the playground.' % path


package = _packages.Package('numpy', ['numpy'], say)


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


# -- scalars ----------------------------------------------------------------

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
        return dtype(self._dtype_name_)

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
        return _scalar(_name_of(dtype), self._plain())

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


def _float_text(v, single):
    x = shortest32(v) if single and v == v and v not in (math.inf, -math.inf) else v
    return repr(x)


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
        '__str__': lambda self: _float_text(self._v, True), '__round__': round_, '__hash__': generic.__hash__,
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


# -- dtypes -----------------------------------------------------------------

_PYTHON = {float: 'float64', int: 'int64', bool: 'bool', complex: 'complex128', object: 'object', str: 'str', bytes: 'bytes'}
_CODES = {'f': 'float32', 'd': 'float64', 'e': 'float16', 'f4': 'float32', 'f8': 'float64', 'f2': 'float16', 'i4': 'int32', 'i8': 'int64', 'i2': 'int16', 'i1': 'int8',
          'u1': 'uint8', 'u2': 'uint16', 'u4': 'uint32', 'u8': 'uint64', 'i': 'int32', 'l': 'int64', 'q': 'int64', 'b': 'int8', 'B': 'uint8', '?': 'bool', 'b1': 'bool',
          'float': 'float64', 'int': 'int64', 'double': 'float64', 'single': 'float32', 'half': 'float16', 'uint': 'uint64', 'O': 'object', 'U': 'str', 'S': 'bytes',
          'complex': 'complex128', 'bool_': 'bool'}
_CHARS = {'float64': 'd', 'float32': 'f', 'float16': 'e', 'int64': 'l', 'int32': 'i', 'int16': 'h', 'int8': 'b', 'uint8': 'B', 'uint16': 'H', 'uint32': 'I', 'uint64': 'L', 'bool': '?', 'object': 'O',
          'complex64': 'F', 'complex128': 'D'}


def _name_of(v):
    if isinstance(v, dtype):
        return v.name
    if isinstance(v, type):
        name = getattr(v, '_dtype_name_', None) or _PYTHON.get(v)
        if name:
            return name
    name = getattr(v, 'as_numpy_dtype', v)
    if isinstance(name, type):
        name = name._dtype_name_
    if v is None:
        return 'float64'
    if isinstance(name, str):
        name = name.lstrip('<>=|')
        name = _CODES.get(name, name)
        if name in _SCALARS or name in ('object', 'str', 'bytes', 'complex64', 'complex128'):
            return name
    raise TypeError('data type %r not understood' % (v,))


class dtype:
    """An element type."""

    _known = {}

    def __new__(cls, v, align=False, copy=False):
        name = _name_of(v)
        made = cls._known.get(name)
        if made is None:
            made = cls._known[name] = object.__new__(cls)
            made.name = name
        return made

    @property
    def type(self):
        return _SCALARS.get(self.name, object)

    @property
    def kind(self):
        return 'b' if self.name == 'bool' else {'f': 'f', 'i': 'i', 'u': 'u', 'c': 'c', 'o': 'O', 's': 'U'}[self.name[0]]

    @property
    def char(self):
        return _CHARS[self.name]

    @property
    def itemsize(self):
        digits = ''.join(c for c in self.name if c.isdigit())
        return int(digits) // 8 if digits else 8 if self.name == 'object' else 1

    @property
    def str(self):
        return ('|' if self.itemsize == 1 or self.name == 'object' else '<') + ('b1' if self.name == 'bool' else '%s%d' % (self.kind, self.itemsize) if self.name != 'object' else 'O')

    ndim, shape, names, fields, isbuiltin, byteorder = 0, (), None, None, 1, '='

    def _write_(self):
        return '"%s"' % self.name

    def __eq__(self, other):
        if other is None:
            return False
        try:
            return self.name == _name_of(other)
        except TypeError:
            return False

    def __hash__(self):
        return hash(self.name)

    def __str__(self):
        return self.name

    def __repr__(self):
        return "dtype('%s')" % ('O' if self.name == 'object' else self.name)


# -- the package ------------------------------------------------------------

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


_packages.class_hooks.append(_array_hook)


def connect(table):
    names = {c.__name__: c for c in (generic, number, integer, signedinteger, unsignedinteger, inexact, floating, complexfloating,
                                     bool_, int8, int16, int32, int64, uint8, uint16, uint32, uint64, float16, float32, float64, dtype, AxisError)}
    names.update({
        'pi': math.pi, 'e': math.e, 'inf': math.inf, 'nan': math.nan, 'Inf': math.inf, 'NaN': math.nan, 'NAN': math.nan, 'NINF': -math.inf, 'PINF': math.inf, 'euler_gamma': 0.5772156649015329,
        'newaxis': None, 'intp': int64, 'int_': int64, 'uint': uint64, 'float_': float64, 'double': float64, 'single': float32, 'half': float16, 'longlong': int64, 'byte': int8, 'ubyte': uint8,
        'intc': int32, 'uintp': uint64, 'short': int16, '__version__': '1.26.4', 'exceptions.AxisError': AxisError,
    })
    import _numpy_python
    _bridge._strings = _numpy_python.texts
    names.update(_numpy_python.names(package))
    package.python = names
    _packages.add(package, table)
