"""Runs a visitor's script observed line by line, while it runs.  The other side (src/python/watch) counts, models and reports.

Not for comparing with recordings: that is _runner.py.
"""
import builtins
import json
import random
import sys

import _epochs
from _runner import describe as _describe


class Stopped(BaseException):
    """A bound was met.  Not an Exception, so that scripts do not catch it."""


class _Output:
    encoding, errors = 'utf-8', 'strict'

    def __init__(self, write):
        self._write = write

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError('write() argument must be str, not ' + type(text).__name__)
        if text:
            self._write(text)
        return len(text)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def flush(self):
        pass

    def isatty(self):
        return False

    def writable(self):
        return True


class _Watcher:
    """`line(n)` tells that a line begins, and answers whether to stop; `at(n)` that execution is back on a line, or in a new function."""

    def __init__(self, script, line, at):
        self.script, self.tell, self.at = script, line, at
        self.stack, self.now = [], 0

    def watch(self, frame, event, _):
        code = frame.f_code
        if code.co_filename != self.script:
            return None
        self.stack.append(self.now)
        self.now = frame.f_lineno
        self.at(self.now)
        return self.quiet if code.co_name in ('<lambda>', '<genexpr>') else self.local

    def local(self, frame, event, _):
        if event == 'line':
            self.now = line = frame.f_lineno
            if self.tell(line):
                raise Stopped
        elif event == 'return':
            self.now = self.stack.pop()
            self.at(self.now)
        return self.local

    def quiet(self, frame, event, _):
        """A lambda or a generator belongs to the statement that it is written in."""
        if event == 'line':
            if self.tell(-frame.f_lineno):
                raise Stopped
        elif event == 'return':
            self.now = self.stack.pop()
            self.at(self.now)
        return self.quiet


def run(source, script, mark, plan, line, at, loop, write):
    """Runs a script.  Answers how it ended as JSON: null, or the error.

    `plan` gets what is known of the script before it runs; `loop(what, line, number)` hears of its loops: `total` items that a loop will go
    through (-1: unknown), a pass of a loop over an `epoch` or a `model`, the loop `over`; `number` is 1 there if an error ends it.
    """
    import numpy
    numpy.random.seed(0)
    random.seed(0)
    watcher = _Watcher(script, line, at)
    scope = {'__name__': '__main__', '__file__': script}
    real = sys.stdout, sys.stderr
    sys.stdout = sys.stderr = _Output(write)

    def total(number, items):
        loop('total', number, len(items) if hasattr(items, '__len__') else -1)
        return items

    builtins._loop_total_ = total
    builtins._epoch_begins_ = lambda number: loop('epoch', number, 0)
    builtins._model_begins_ = lambda number: loop('model', number, 0)
    builtins._loop_over_ = lambda number: loop('over', number, int(sys.exception() is not None))
    error = None
    try:
        tree, known = _epochs.prepare(source, script, mark)
        plan(json.dumps(known))
        code = compile(tree, script, 'exec')
        sys.settrace(watcher.watch)
        exec(code, scope)
    except SystemExit as e:
        sys.settrace(None)
        if e.code not in (None, 0):
            error = _describe(e, script)
    except BaseException as e:
        sys.settrace(None)
        error = _describe(e, script)
        if isinstance(e, SyntaxError) and e.filename == script and e.offset:
            error['column'] = e.offset
        if isinstance(e, RecursionError):
            error['message'] = str(e)
    finally:
        sys.settrace(None)
        sys.stdout, sys.stderr = real
    return json.dumps(error)
