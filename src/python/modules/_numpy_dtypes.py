"""numpy's dtypes: what stands for one, and the objects."""
from _numpy_scalars import _SCALARS as SCALARS

_PYTHON = {float: 'float64', int: 'int64', bool: 'bool', complex: 'complex128', object: 'object', str: 'str', bytes: 'bytes'}
_CODES = {'f': 'float32', 'd': 'float64', 'e': 'float16', 'f4': 'float32', 'f8': 'float64', 'f2': 'float16', 'i4': 'int32', 'i8': 'int64', 'i2': 'int16', 'i1': 'int8',
          'u1': 'uint8', 'u2': 'uint16', 'u4': 'uint32', 'u8': 'uint64', 'i': 'int32', 'l': 'int64', 'q': 'int64', 'b': 'int8', 'B': 'uint8', '?': 'bool', 'b1': 'bool',
          'float': 'float64', 'int': 'int64', 'double': 'float64', 'single': 'float32', 'half': 'float16', 'uint': 'uint64', 'O': 'object', 'U': 'str', 'S': 'bytes',
          'complex': 'complex128', 'bool_': 'bool'}
_CHARS = {'float64': 'd', 'float32': 'f', 'float16': 'e', 'int64': 'l', 'int32': 'i', 'int16': 'h', 'int8': 'b', 'uint8': 'B', 'uint16': 'H', 'uint32': 'I', 'uint64': 'L', 'bool': '?', 'object': 'O',
          'complex64': 'F', 'complex128': 'D'}


def name_of(v):
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
        if name in SCALARS or name in ('object', 'str', 'bytes', 'complex64', 'complex128'):
            return name
    raise TypeError('data type %r not understood' % (v,))


class dtype:
    """An element type."""

    _known = {}

    def __new__(cls, v, align=False, copy=False):
        name = name_of(v)
        made = cls._known.get(name)
        if made is None:
            made = cls._known[name] = object.__new__(cls)
            made.name = name
        return made

    @property
    def type(self):
        return SCALARS.get(self.name, object)

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
            return self.name == name_of(other)
        except TypeError:
            return False

    def __hash__(self):
        return hash(self.name)

    def __str__(self):
        return self.name

    def __repr__(self):
        return "dtype('%s')" % ('O' if self.name == 'object' else self.name)
