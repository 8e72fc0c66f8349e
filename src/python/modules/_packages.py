"""Packages made of tables: modules for dotted paths, functions with Python's own parameter lists, classes.  All of it on first use.

A name that is not there is answered with its full name and the nearest ones that are.
"""
import builtins
import importlib.abc
import importlib.machinery
import sys
import types

import _bridge
from _bridge import Bound

_packages = {}


class Missing(AttributeError):
    """A name that the playground does not have."""


Missing.__name__ = Missing.__qualname__ = 'AttributeError'


def parameters(text):
    """Names of a parameter list, in order, as tf/binding.ts splits it."""
    out, depth, part = [], 0, ''
    for ch in text + ',':
        depth += (ch in '([{') - (ch in ')]}')
        if ch != ',' or depth > 0:
            part += ch
            continue
        name = part.split('=')[0].strip().lstrip('*').strip()
        if name and name != '/':
            out.append(name)
        part = ''
    return out


class Names(dict):
    """Globals of generated code: what a default names by bare name is looked up in the package when it is needed."""


def function(package, name, params, code, first='', target='_call(%d, (%s))'):
    """Makes `def name(first, params)` that calls entry `code`."""
    names = parameters(params)
    head = ', '.join(p for p in (first, params) if p)
    args = ''.join(n + ', ' for n in ([first] if first and target.startswith('_call') else []) + names)
    body = 'def %s(%s):\n    return %s' % (name, head, target % (code, args))
    scope = package.scope
    for _ in range(20):
        try:
            exec(compile(body, '<%s>' % package.name, 'exec'), scope)
            break
        except NameError as e:
            scope[e.name] = package.find(e.name)
    return scope.pop(name)


class Package:
    """A package's tables, and what was made of them so far."""

    def __init__(self, name, aliases, say):
        self.name, self.aliases, self.say = name, aliases, say
        self.scope = {'_call': _bridge.call, '_create': _bridge.create, '__builtins__': builtins, '__name__': name}
        self.entries, self.made, self.classes, self.spaces = {}, {}, {}, {}
        self.python, self.function_hooks = {}, []

    def describe(self, table):
        for paths, params, code in table['functions']:
            for path in paths:
                self.entries[path] = ('function', params, code, paths[0])
        for paths, code in table['constants']:
            for path in paths:
                self.entries[path] = ('constant', code)
        for c in table['classes']:
            self.classes[c['name']] = c
            while len(_bridge._class_of) <= c['index']:
                _bridge._class_of.append(None)
            _bridge._class_of[c['index']] = (lambda c=c: self.make_class(c))
            for path in c['paths']:
                self.entries[path] = ('class', c)
        for path in self.python:
            self.entries.setdefault(path, ('python', path))
        for path in list(self.entries):
            parts = path.split('.')
            for i in range(1, len(parts)):
                self.spaces.setdefault('.'.join(parts[:i]), None)

    def find(self, path):
        """What a dotted path means, or AttributeError."""
        if path in self.made:
            return self.made[path]
        entry = self.entries.get(path)
        if entry is None:
            if path in self.spaces:
                made = self.space(path)
            else:
                raise self.missing(path)
        elif entry[0] == 'function':
            made = self.made.get('=' + str(entry[2]))
            if made is None:
                name = entry[3].split('.')[-1]
                made = self.made['=%d' % entry[2]] = function(self, name, entry[1], entry[2])
                made.__module__, made.__qualname__ = self.name, name
                for hook in self.function_hooks:
                    made = hook(name, made) or made
                self.made['=%d' % entry[2]] = made
        elif entry[0] == 'class':
            made = self.make_class(entry[1])
        elif entry[0] == 'constant':
            made = _bridge.call(entry[1], ())
        else:
            made = self.python[path]
        self.made[path] = made
        return made

    def missing(self, path):
        import difflib
        known = [p for p in self.entries if not p.split('.')[-1].startswith('_')]
        last = path.split('.')[-1]
        near = difflib.get_close_matches(path, known, 3, 0.6)
        same = [p for p in known if p.split('.')[-1] == last]
        tails = {}
        for p in known:
            tails.setdefault(p.split('.')[-1].lower(), p)
        near = list(dict.fromkeys(same[:1] + near + [tails[t] for t in difflib.get_close_matches(last.lower(), list(tails), 2, 0.6)]))[:3]
        text = self.say(path)
        if near:
            text += ' Nearest: %s.' % ', '.join('%s.%s' % (self.short(), p) for p in near)
        error = AttributeError(text)
        error.name = None       # or Python adds a guess of its own
        return error

    def short(self):
        return {'tensorflow': 'tf', 'numpy': 'np'}.get(self.name, self.name)

    def space(self, path):
        module = self.spaces.get(path)
        if module is None:
            module = self.spaces[path] = Space('%s.%s' % (self.name, path) if path else self.name, self, path)
        return module

    def make_class(self, c):
        made = self.made.get('class ' + c['name'])
        if made is not None:
            return made
        base = Bound
        if c['base'] is not None:
            base = self.make_class(self.classes[c['base']])
        body = {'__module__': self.name, '_bound_': True}
        if c['overrides'] is not None:
            body['_overrides_'] = c['overrides']
        if c['create'] is not None:
            body['__init__'] = function(self, '__init__', c['create'][0], c['create'][1], 'self', '_create(self, %d, (%s))')
        elif c['base'] is None:
            def refuse(self, *args, **kwargs):
                raise TypeError('%s objects cannot be made by calling the class' % c['name'])
            body['__init__'] = refuse
        for name, params, code in c['methods']:
            body[name] = method(self, name, params, code)
        setters = dict(c['setters'])
        for name, code in c['properties']:
            get = (lambda self, code=code: _bridge.call(code, (self,)))
            set_ = (lambda self, v, code=setters[name]: _bridge.call(code, (self, v)) and None) if name in setters else None
            body[name] = property(get, set_)
        if '__eq__' in body and '__hash__' not in body:
            body['__hash__'] = Bound.__hash__
        for hook in class_hooks:
            hook(self, c, body)
        made = type(c['name'], (base,), body)
        self.made['class ' + c['name']] = made
        for path in c['paths']:
            inside = [p for p in self.entries if p.startswith(path + '.')]
            for p in inside:
                if '.' not in p[len(path) + 1:]:
                    value = self.find(p)
                    setattr(made, p[len(path) + 1:], staticmethod(value) if isinstance(value, types.FunctionType) else value)
        return made


class_hooks = []


def method(package, name, params, code):
    made = function(package, name, params, code, 'self')
    if name == '__iter__':
        return lambda self: iter(made(self))
    if name == '__setitem__' or name == '__delitem__':
        return lambda self, *args: made(self, *args) and None
    if name == '__exit__':
        return lambda self, kind=None, value=None, trace=None: bool(made(self, *(kind, value, None)[:len(parameters(params))]))
    made.__module__ = package.name
    return made


class Space(types.ModuleType):
    """A module of dotted paths."""

    def __init__(self, name, package, path):
        super().__init__(name)
        self.__dict__['_package_'], self.__dict__['_path_'] = package, path
        self.__dict__['__path__'] = []

    def __getattr__(self, name):
        if name == '__all__':       # `from tensorflow.compat.v1 import *`
            return [n for n in dir(self) if not n.startswith('_')]
        if name.startswith('__') and name.endswith('__') and name != '__version__':
            raise AttributeError(name)
        path = '%s.%s' % (self._path_, name) if self._path_ else name
        value = self._package_.find(path)
        self.__dict__[name] = value
        return value

    def __dir__(self):
        start = self._path_ + '.' if self._path_ else ''
        names = {p[len(start):].split('.')[0] for p in self._package_.entries if p.startswith(start)}
        return sorted(names | {n for n in self.__dict__ if not n.startswith('_')})


def _wanted_from():
    frame = sys._getframe(2)
    while frame is not None and 'importlib' in frame.f_code.co_filename:
        if frame.f_code.co_name == '_handle_fromlist':
            return True
        frame = frame.f_back
    return False


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports packages, and modules inside them, under all their names."""

    def find_spec(self, fullname, path=None, target=None):
        for package in _packages.values():
            for alias in package.aliases:
                if fullname == alias or fullname.startswith(alias + '.'):
                    inner = fullname[len(alias) + 1:]
                    if inner and inner not in package.spaces:
                        if package.entries.get(inner, ('',))[0] == 'class' or any(a == fullname or a.startswith(fullname + '.') for a in package.aliases):
                            continue
                        try:
                            message = str(package.missing(inner))
                        except Exception:
                            message = fullname
                        # `from tensorflow import nothing` comes by here too; its error is of another type
                        kind = ImportError if _wanted_from() else ModuleNotFoundError
                        raise kind(message, name=fullname)
                    return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec):
        for package in _packages.values():
            for alias in package.aliases:
                if spec.name == alias or (spec.name.startswith(alias + '.') and spec.name[len(alias) + 1:] in package.spaces):
                    package.ready()
                    return package.space(spec.name[len(alias) + 1:])

    def exec_module(self, module):
        pass


def add(package, table=None):
    _packages[package.name] = package
    if table is not None:
        package.describe(table)
    package.ready = lambda: None
    for alias in package.aliases:
        sys.modules.pop(alias, None)


def root(name):
    return _packages[name].space('')


sys.meta_path.insert(0, Finder())
