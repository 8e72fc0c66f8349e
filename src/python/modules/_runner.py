"""Runs one script and watches it: which line adds how many nodes, what it prints, how it ends.

The lines are those that CPython 3.11 would report: see _comprehensions.py.
"""
import builtins
import io
import json
import random
import re
import sys

import _bridge
import _comprehensions

TRACE_CAP = 5000
STDOUT_CAP, MESSAGE_CAP = 4096, 2000
PRINT_CAP = 1 << 20


def clean(text):
    """Drops stack traces and anything that names a place on a machine."""
    text = text.split('\n\nOriginal stack trace')[0]
    text = re.sub(r'(?m)^\s*File "[^"]*", line \d+, in .*\n?', '', text)
    text = re.sub(r'https?://\S+', '(link)', text)
    text = re.sub(r' at 0x[0-9a-f]+', '', text)
    text = re.sub(r'(?<![\w:/])(?:/[\w.+-]+){2,}/', '', text)
    return text.strip()


class Output(io.StringIO):
    """What the script prints; beyond a megabyte it is let go."""

    kept = 0

    def write(self, text):
        if self.kept < PRINT_CAP:
            super().write(text[:PRINT_CAP - self.kept])
        self.kept += len(text)
        return len(text)


class Watcher:
    def __init__(self, script, state):
        self.script, self.state_now = script, state
        self.trace, self.entries, self.state = [], 0, None
        self.stack, self.line = [], 0

    def look(self):
        state = self.state_now()
        if state != self.state:
            self.state = state
            self.entries += 1
            if len(self.trace) < TRACE_CAP:
                self.trace.append([self.line, state // 67108864, state % 67108864])

    def watch(self, frame, event, _):
        if frame.f_code.co_filename != self.script:
            return None
        if event == 'call':
            self.look()
            self.stack.append((self.line, frame))
            self.line = frame.f_lineno
        elif event == 'line':
            self.look()
            self.line = frame.f_lineno
        elif event == 'return':
            self.look()
            while self.stack:
                self.line, of = self.stack.pop()
                if of is frame:
                    break
        return self.watch

    # A list, set or dict comprehension was a function of its own in 3.11.

    def enter(self, first, line):
        self.look()
        self.stack.append((self.line, None))
        self.line = line
        return first

    def leave(self, value):
        self.look()
        while self.stack:
            self.line, of = self.stack.pop()
            if of is None:
                break
        return value


def line_now(script):
    """The line that the innermost frame of the script is on."""
    frame = sys._getframe()
    while frame is not None:
        if frame.f_code.co_filename == script:
            return frame.f_lineno
        frame = frame.f_back
    return -1


def run(source, script, state, cap=STDOUT_CAP):
    """Runs a script.  `state` tells the default graph and its nodes as one number.  Answers as JSON."""
    import numpy
    numpy.random.seed(0)
    random.seed(0)
    watcher = Watcher(script, state)
    scope = {'__name__': '__main__', '__file__': script}
    printed, error = Output(), None
    real = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = printed, Output()
    try:
        tree = _comprehensions.rewrite(source, script)
        builtins._comprehension_enter_, builtins._comprehension_leave_ = watcher.enter, watcher.leave
        code = compile(tree, script, 'exec')
        watcher.look()
        sys.settrace(watcher.watch)
        exec(code, scope)
    except BaseException as e:
        sys.settrace(None)
        error = describe(e, script)
    finally:
        sys.settrace(None)
        sys.stdout, sys.stderr = real
    watcher.look()
    return json.dumps({'error': error, 'stdout': clean(printed.getvalue())[:cap], 'trace_entries': watcher.entries, 'trace': watcher.trace})


def describe(e, script):
    tb, line = e.__traceback__, None
    while tb is not None:
        if tb.tb_frame.f_code.co_filename == script:
            line = tb.tb_lineno
        tb = tb.tb_next
    if line is None and isinstance(e, SyntaxError) and e.filename == script:
        line = e.lineno
    try:
        message = clean(str(e))[:MESSAGE_CAP]
    except BaseException:
        message = ''
    return {'type': type(e).__name__, 'line': line, 'message': message}
