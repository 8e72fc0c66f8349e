"""Values and calls between Python and the playground's tables: src/python/values.ts and bridge.ts are the other side.

Python holds objects of the other side by handles.  An object that is still alive here is handed out as the same Python object again.
"""
import collections
import json
import weakref
from json.encoder import encode_basestring_ascii as _text

_js = _free = None
_class_of = []          # number of a class -> function that returns it
_live = {}              # handle -> weak reference to the object
_callables = {}         # id -> callable; kept: the other side may call it whenever it likes
_opaque = {}            # id -> object that only Python knows
_named = {}             # id -> class of a namedtuple
_pending = {}           # id -> exception on its way through the other side
errors = {}             # name -> exception class


class Bound:
    """An object of the other side."""

    def __del__(self):
        handle = self.__dict__.get('_h')
        if handle is None or _free is None:
            return
        ref = _live.get(handle)
        if ref is None:
            return
        found = ref()
        if found is None or found is self:      # `in (None, self)` would compare arrays
            del _live[handle]
            _free(handle)


def connect(call, free):
    global _js, _free
    _js, _free = call, free


# -- writing ----------------------------------------------------------------

def _float(v):
    if v != v:
        return '{"f":"nan"}'
    if v in (_INF, -_INF):
        return '{"f":"inf"}' if v > 0 else '{"f":"-inf"}'
    return '{"f":%r}' % v if v == int(v) else repr(v)


_INF = float('inf')


def _int(v):
    return str(v) if -9007199254740991 <= v <= 9007199254740991 else '{"i":"%d"}' % v


def _list(v):
    return '[%s]' % ','.join([write(x) for x in v])


def _tuple(v):
    return '{"t":%s}' % _list(v)


def _dict(v):
    return '{"d":[%s]}' % ','.join(['[%s,%s]' % (write(k), write(x)) for k, x in v.items()])


def _bytes(v):
    return '{"b":%s}' % _text(bytes(v).decode('latin-1'))


def _slice(v):
    return '{"s":[%s,%s,%s]}' % (write(v.start), write(v.stop), write(v.step))


_WRITE = {
    type(None): lambda v: 'null', bool: lambda v: 'true' if v else 'false', int: _int, float: _float, str: _text,
    list: _list, tuple: _tuple, dict: _dict, bytes: _bytes, bytearray: _bytes, slice: _slice, type(...): lambda v: '{"e":0}',
}
_ITERABLES = (range, set, frozenset, map, filter, zip, enumerate, reversed, collections.deque, type({}.keys()), type({}.values()),
              type({}.items()), type(x for x in ()), memoryview)


def keep(table, v):
    """A number for an object, the same as long as it is known."""
    table[id(v)] = v
    return id(v)


def write(v):
    """A value as text; see values.ts."""
    found = _WRITE.get(type(v))
    return found(v) if found is not None else _write_other(v)


def _write_other(v):
    if isinstance(v, Bound):
        return '{"h":%d}' % v._h
    special = getattr(type(v), '_write_', None)
    if special is not None and not isinstance(v, type):
        return special(v)
    if isinstance(v, tuple):
        if hasattr(v, '_fields'):
            kind = getattr(type(v), '_kind_', None)
            return '{"t":%s,"y":%s}' % (_list(v), _text(kind) if kind else keep(_named, type(v)))
        return _tuple(v)
    if isinstance(v, type):
        name = getattr(v, '_dtype_name_', None) or _TYPES.get(v)
        if name is not None:
            return _text(name)
        if issubclass(v, BaseException):
            return _text(v.__name__)
    elif isinstance(v, BaseException):
        return '{"o":[%d,%s,%s]}' % (keep(_opaque, v), _text(type(v).__name__), _text(str(v)))
    for base in (bool, int, float, str, list, dict, bytes):
        if isinstance(v, base):
            return _WRITE[base](v)
    if callable(v):
        return '{"c":%d,"l":%s}' % (keep(_callables, v), _text(getattr(v, '__name__', type(v).__name__)))
    if isinstance(v, _ITERABLES) or hasattr(type(v), '__next__'):
        return _list(v)
    if isinstance(v, collections.abc.Mapping):
        return _dict(v)
    if isinstance(v, collections.abc.Sequence):
        return _list(v)
    if isinstance(v, type(_bridge_traceback)):
        return 'null'
    return '{"o":[%d,%s,%s]}' % (keep(_opaque, v), _text(type(v).__name__), _text(repr(v)[:200]))


_TYPES = {float: 'float', int: 'int', bool: 'bool', str: 'str', bytes: 'bytes', object: 'object', complex: 'complex128'}

try:
    raise ValueError
except ValueError as _e:
    _bridge_traceback = _e.__traceback__


# -- reading ----------------------------------------------------------------

def read(x):
    """A value from what json.loads gives."""
    if type(x) is list:
        return [read(v) for v in x]
    if type(x) is not dict:
        return x
    for tag, v in x.items():
        return _READ[tag](v, x)


def _read_tuple(v, x):
    items = [read(item) for item in v]
    kind = x.get('y')
    if type(kind) is str and kind not in _named:
        name, *fields = kind.split()
        _named[kind] = collections.namedtuple(name, fields)
        _named[kind]._kind_ = kind
    kind = _named.get(kind)
    return tuple(items) if kind is None else kind(*items)


def _read_strings(v, x):
    return _strings(v[0], v[1], [read(item) for item in v[2]])


_READ = {
    'H': lambda v, x: wrap(v),
    'f': lambda v, x: float(v),
    'i': lambda v, x: int(v),
    't': _read_tuple,
    'd': lambda v, x: {_key(read(k)): read(w) for k, w in v},
    'k': lambda v, x: _Keywords((k, read(w)) for k, w in v),
    'b': lambda v, x: v.encode('latin-1'),
    's': lambda v, x: slice(*[read(part) for part in v]),
    'e': lambda v, x: ...,
    'n': lambda v, x: _scalar(v[0], v[1]),
    'S': _read_strings,
    'c': lambda v, x: _callables[v],
    'o': lambda v, x: _opaque[v[0]],
}


def _key(k):
    return tuple(k) if type(k) is list else k


def _scalar(dtype, value):
    raise NotImplementedError('numpy sets this')


def _strings(dtype, shape, items):
    raise NotImplementedError('numpy sets this')


def wrap(number):
    """The object of a handle and its class's number."""
    handle = number >> 10
    ref = _live.get(handle)
    if ref is not None:
        found = ref()
        if found is not None:
            return found
    cls = _class_of[number & 1023]()
    made = object.__new__(cls)
    made._h = handle
    _live[handle] = weakref.ref(made)
    return made


# -- calls ------------------------------------------------------------------

def call(code, args):
    """Calls entry `code` of the tables with a tuple of arguments."""
    r = _js(code, '[%s]' % ','.join([write(a) for a in args]))
    if type(r) is int:
        return wrap(r)
    if r is None or r is True or r is False:
        return r
    kind = r[0]
    if kind == 's':
        return r[1:]
    if kind == 'j':
        return read(json.loads(r[1:]))
    if kind == '?':
        return NotImplemented
    raise _error(json.loads(r[1:]))


def create(self, code, args):
    """What a bound class's __init__ does."""
    r = _js(code, '[%s]' % ','.join([write(a) for a in args]))
    if type(r) is not int:
        raise _error(json.loads(r[1:]))
    self._h = r >> 10
    _live[self._h] = weakref.ref(self)
    if '_bound_' not in type(self).__dict__ and hasattr(self, '_overrides_'):
        _tell_overrides(self, *self._overrides_)


def _tell_overrides(self, names, code):
    """Tells the other side which methods and properties a script's class defines itself."""
    made = {}
    for name in names:
        for cls in type(self).__mro__:
            if '_bound_' in cls.__dict__:
                break
            if name in cls.__dict__:
                calls = callable(cls.__dict__[name]) or isinstance(cls.__dict__[name], (staticmethod, classmethod))
                made[name] = _method_of(self, name) if calls else _property_of(self, name)
                break
    call(code, (self, type(self).__name__, made))


def _method_of(self, name):
    return lambda *args: getattr(self, name)(*args)


def _property_of(self, name):
    return lambda: getattr(self, name)


def _error(x):
    if 'p' in x:
        return _pending.pop(x['p'])
    kind = errors.get(x['kind'])
    if kind is None:
        return RuntimeError('internal: %(kind)s: %(message)s' % x)
    if 'op' in x and '_code' in kind.__dict__:
        op = wrap(x['op'])
        return kind(op.node_def, op, x['message'])
    if x['message'].startswith('Graph execution error:') and '_code' in kind.__dict__:
        return kind(None, None, x['message'])
    return kind(x['message'])


_returned = None         # what the last callback gave: its objects live until the other side has read them


class _Keywords(dict):
    """Arguments by keyword, the last of a call."""


def callback(number, text):
    """Called by the other side: calls a callable, answers as text."""
    global _returned
    try:
        args = read(json.loads(text))
        named = args.pop() if args and type(args[-1]) is _Keywords else {}
        _returned = _callables[number](*args, **named)
        return '{"v":%s}' % _answer(_returned)
    except BaseException as e:
        return '{"x":%d}' % keep(_pending, e)


def _answer(v):
    return write(v)
