"""Keeps scripts from importing what belongs to the interpreter's JavaScript side.

The closing-off proper is done there (isolate.ts); this makes the imports fail with a plain sentence.
"""
import importlib.abc
import sys

_AWAY = ('js', 'pyodide', 'pyodide_js', '_pyodide', '_pyodide_core', 'micropip')


class _Refusal(importlib.abc.MetaPathFinder):
    def find_spec(self, fullname, path=None, target=None):
        if fullname.split('.')[0] in _AWAY:
            raise ModuleNotFoundError("No module named %r: Python in the playground has no way to JavaScript, the page or the network" % fullname, name=fullname)
        return None


def close():
    sys.meta_path[:] = [f for f in sys.meta_path if type(f).__name__ not in ('JsFinder', 'RepodataPackagesFinder', 'UnvendoredStdlibFinder')]
    sys.meta_path.insert(0, _Refusal())
    for name in list(sys.modules):
        if name.split('.')[0] in _AWAY:
            del sys.modules[name]
