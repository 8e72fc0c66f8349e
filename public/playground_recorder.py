#!/usr/bin/env python
"""Records what a TensorFlow 1.x script does, epoch by epoch, for Session Playground.

    python playground_recorder.py [options] train.py [the script's own arguments]

writes train.recording.json, which the page opens ("Recorded runs"). It works with TensorFlow 1.x, and with 2.x where
scripts use tensorflow.compat.v1. Besides TensorFlow it needs the standard library only, and sends nothing anywhere.

The loop over epochs is found by itself: the first loop, from the outside in, whose variable has "epoch" in its name,
else the first whose body calls run(), eval() or fit(). To say it otherwise:

    --line N          the line of the loop ("for" or "while") whose passes are epochs
    --output FILE     where to write; otherwise beside the script
    --graphdef        also the size of the GraphDef after each epoch (takes time with large graphs; not counted)

or mark epochs in the script itself, and run it with plain python:

    import playground_recorder
    with playground_recorder.Recorder('train.recording.json') as recorder:
        for epoch in range(100):
            with recorder.epoch():
                ...

What is recorded, for each epoch: nodes of the default graph at its end, and the most within it; seconds on the wall
and of the processor; the resident set of the process; session.run calls, how many of them came after the graph had
grown, how many had fetches and feeds that were new to the session, and how many nodes these reach; saving, restoring,
clearing and collecting, with their seconds. The recorder's own work is taken out of the seconds. Values, names of
variables and the script's text are not recorded. Runs that Keras makes by itself are not counted; their nodes are.
"""
from __future__ import print_function

import ast
import gc
import json
import os
import platform
import sys
import threading
import time
import weakref

SCHEMA = 'session-playground-recording/1'
MOST_EPOCHS = 20000
MOST_EVENTS = 64

wall = getattr(time, 'perf_counter', time.time)
cpu = getattr(time, 'process_time', time.time)


def tensorflow():
    """The API of TensorFlow 1, whichever version is installed."""
    import tensorflow
    return getattr(getattr(tensorflow, 'compat', tensorflow), 'v1', tensorflow)


def rss_bytes():
    """Resident set of this process in bytes; None where the system does not say."""
    try:
        with open('/proc/self/statm') as statm:
            return int(statm.read().split()[1]) * os.sysconf('SC_PAGE_SIZE')
    except (IOError, OSError, ValueError, IndexError, AttributeError):
        pass
    try:
        if os.name == 'nt':
            return _windows_rss()
        import subprocess
        return int(subprocess.check_output(['ps', '-o', 'rss=', '-p', str(os.getpid())])) * 1024
    except Exception:
        return None


def _windows_rss():
    import ctypes

    class Counters(ctypes.Structure):
        _fields_ = [('cb', ctypes.c_ulong), ('faults', ctypes.c_ulong)] + [
            (name, ctypes.c_size_t) for name in ('peak', 'working', 'a', 'b', 'c', 'd', 'e', 'f')]
    counters = Counters()
    counters.cb = ctypes.sizeof(counters)
    ctypes.windll.kernel32.GetCurrentProcess.restype = ctypes.c_void_p
    process = ctypes.c_void_p(ctypes.windll.kernel32.GetCurrentProcess())
    if not ctypes.windll.psapi.GetProcessMemoryInfo(process, ctypes.byref(counters), counters.cb):
        return None
    return int(counters.working)


def _flat(structure):
    """The leaves of what a script fetches or feeds: tensors, operations and names."""
    if isinstance(structure, dict):
        structure = list(structure.values())
    if isinstance(structure, (list, tuple)):
        return [leaf for part in structure for leaf in _flat(part)]
    return [structure]


class Recorder(object):
    """Observes Session.run and its surroundings between start() and stop(), or in a with statement."""

    def __init__(self, output=None, title=None, program=None, parameters=None, graphdef=False):
        self.output = output
        self.title = title or os.path.basename(sys.argv[0] or 'script')
        self.program = program or self.title
        self.parameters = dict(parameters or {})
        self.graphdef = graphdef
        self.tf = None
        self.epochs = []
        self.begun = None          # of the epoch under way: (wall, cpu)
        self.dropped = 0
        self._own = [0.0, 0.0]     # seconds of the recorder's own, wall and cpu, within the epoch
        self._undo = []
        self._depth = threading.local()
        # Session -> [nodes at its last run, signatures]; weak, so that nothing lives longer because it is recorded.
        self._sessions = weakref.WeakKeyDictionary()
        self._start = None
        self._graph = None         # the default graph as the script last had it, a weak reference, and its nodes then

    # -- the life of a recording

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, kind, error, trace):
        if kind is not None:
            self.failed(error)
        self.stop()

    def start(self):
        self.tf = tensorflow()
        self._watch()
        self._start = {'nodes': self._nodes(), 'rss_bytes': rss_bytes()}
        self._clear_counts()

    def stop(self):
        """Ends the recording, and writes it if a file was named."""
        if self.begun is not None:
            self._end_epoch(left=True)
        for undo in reversed(self._undo):
            undo()
        self._undo = []
        if self.output and self.epochs:
            with open(self.output, 'w') as file:
                file.write(self.json())
        return self

    def epoch(self):
        """One epoch, as a context: `with recorder.epoch(): ...`."""
        return _Epoch(self)

    def next_epoch(self):
        """An epoch begins here; the one before ends."""
        if self.begun is not None:
            self._end_epoch()
        if self.tf is None:
            self.start()  # not before: the script may have to set something before it imports TensorFlow
        if not self.epochs:
            # What was built before the loop belongs to no epoch.
            self._start = {'nodes': self._nodes(), 'rss_bytes': rss_bytes()}
        self._clear_counts()
        self._see()
        self._most = self._nodes()
        self._own = [0.0, 0.0]
        self.begun = (wall(), cpu())

    def end_epochs(self):
        """The loop is over."""
        if self.begun is not None:
            self._end_epoch()

    def failed(self, error):
        """The script died of this error."""
        if self.begun is not None:
            self._end_epoch('%s: %s' % (type(error).__name__, error), left=True)

    # -- an epoch

    def _clear_counts(self):
        self._counts = {'runs': 0, 'grown_runs': 0, 'new_signatures': 0, 'new_signature_nodes': 0, 'executed_nodes': 0}
        self._events = []
        self._most = 0

    def _end_epoch(self, error=None, left=False):
        """left: the loop was left by an error or a return, and with it any `with graph.as_default():` around it."""
        seconds = wall() - self.begun[0] - self._own[0]
        processor = cpu() - self.begun[1] - self._own[1]
        nodes = self._nodes_left() if left and self._graph is not None else self._nodes()
        row = {'epoch': len(self.epochs) + 1, 'nodes': nodes, 'peak_nodes': max(nodes, self._most),
               'seconds': max(0.0, round(seconds, 7)), 'cpu_seconds': max(0.0, round(processor, 7))}
        memory = rss_bytes()
        if memory is not None:
            row['rss_bytes'] = memory
        row.update(self._counts)
        if self.graphdef:
            row['graphdef_bytes'] = self.tf.get_default_graph().as_graph_def().ByteSize()
        if error:
            row['error'] = str(error)[:200]
        if self._events:
            row['events'] = self._events[:MOST_EVENTS]
        if len(self.epochs) < MOST_EPOCHS:
            self.epochs.append(row)
        else:
            self.dropped += 1
        self.begun = None

    def _nodes(self):
        graph = self.tf.get_default_graph()
        return int(graph.version)

    def _see(self):
        """Remembers the default graph, for when the script has left it."""
        graph = self.tf.get_default_graph()
        self._graph = (weakref.ref(graph), int(graph.version))

    def _nodes_left(self):
        """Nodes of the graph that was seen last; as they were then, if it is gone."""
        graph = self._graph[0]()
        return self._graph[1] if graph is None else int(graph.version)

    # -- what is watched

    def _watch(self):
        from tensorflow.python.client import session
        tf = self.tf
        self._wrap(session.BaseSession, 'run', self._around_run)
        self._wrap(session.BaseSession, 'close', self._around('close', False))
        self._wrap(tf.train.Saver, 'save', self._around('save'))
        self._wrap(tf.train.Saver, 'restore', self._around('restore'))
        self._wrap(gc, 'collect', self._around('gc'))
        # A function is known under several names; scripts use any of them.
        modules = [tf, sys.modules.get('tensorflow')]
        backend = getattr(getattr(tf, 'keras', None), 'backend', None)
        for module in modules:
            if module is not None and hasattr(module, 'reset_default_graph'):
                self._wrap(module, 'reset_default_graph', self._around('clear'))
        for holder in (backend, sys.modules.get('keras.backend'), getattr(getattr(sys.modules.get('tensorflow'), 'keras', None), 'backend', None)):
            if holder is not None and hasattr(holder, 'clear_session'):
                self._wrap(holder, 'clear_session', self._around('clear'))
        if hasattr(tf.train, 'import_meta_graph'):
            self._wrap(tf.train, 'import_meta_graph', self._around('import_meta'))

    def _wrap(self, holder, name, around):
        original = holder.__dict__.get(name) if isinstance(holder, type) else getattr(holder, name)
        owned = name in getattr(holder, '__dict__', {})
        call = getattr(holder, name)
        if getattr(call, '_playground', None) is not None:
            return

        def wrapped(*args, **kwargs):
            return around(call, args, kwargs)
        wrapped._playground = True
        wrapped.__name__ = name
        wrapped.__doc__ = getattr(call, '__doc__', None)
        try:
            setattr(holder, name, wrapped)
        except (AttributeError, TypeError):
            return

        def undo():
            if owned:
                setattr(holder, name, original)
            else:
                delattr(holder, name)
        self._undo.append(undo)

    def _around(self, kind, counts=True):
        """Times a call and notes it as an event, unless it is part of another one."""
        def around(call, args, kwargs):
            if getattr(self._depth, 'inside', 0) > 0:
                return call(*args, **kwargs)
            self._depth.inside = 1
            self._note_most()
            before = wall()
            try:
                return call(*args, **kwargs)
            finally:
                seconds = wall() - before
                self._depth.inside = 0
                if counts:  # TensorFlow closes sessions in a thread, which has a default graph of its own
                    self._see()
                if self.begun is not None and counts and len(self._events) < MOST_EVENTS:
                    with _Own(self):
                        event = {'kind': kind, 'seconds': round(seconds, 7), 'nodes': self._nodes()}
                        memory = rss_bytes()
                        if memory is not None:
                            event['rss_bytes'] = memory
                        self._events.append(event)
        return around

    def _note_most(self):
        if self.begun is not None:
            with _Own(self):
                self._most = max(self._most, self._nodes())

    def _around_run(self, call, args, kwargs):
        inside = getattr(self._depth, 'inside', 0)
        if inside == 0:
            with _Own(self):
                try:
                    self._count(*args, **kwargs)
                except Exception:  # what the recorder does not understand must not end the script
                    self._counts['runs'] += 1
        self._depth.inside = inside + 1
        try:
            return call(*args, **kwargs)
        finally:
            self._depth.inside = inside

    def _count(self, session, fetches, feed_dict=None, *rest, **options):
        graph = session.graph
        nodes = int(graph.version)
        self._see()
        self._most = max(self._most, nodes if graph is self.tf.get_default_graph() else 0)
        targets = [self._name(leaf) for leaf in _flat(fetches) if leaf is not None]
        fed = sorted(self._name(key) for key in (feed_dict or {}))
        known = self._sessions.get(session)
        if known is None:
            known = self._sessions[session] = [nodes, {}]
        counts = self._counts
        counts['runs'] += 1
        if nodes > known[0]:
            counts['grown_runs'] += 1
        known[0] = nodes
        key = (tuple(sorted(targets)), tuple(fed))
        reached = known[1].get(key)
        if reached is None:
            reached = known[1][key] = self._reached(graph, targets, fed)
            counts['new_signatures'] += 1
            counts['new_signature_nodes'] += reached
        counts['executed_nodes'] += reached

    @staticmethod
    def _name(leaf):
        name = getattr(leaf, 'name', None)
        return name if name is not None else str(leaf)

    @staticmethod
    def _reached(graph, targets, fed):
        """Nodes that the fetches need: their ancestors, up to what is fed."""
        fed = set(fed)
        open_ = []
        for name in targets:
            try:
                element = graph.as_graph_element(name)
            except Exception:
                continue
            open_.append(getattr(element, 'op', element))
        seen = set()
        while open_:
            op = open_.pop()
            if op.name in seen:
                continue
            seen.add(op.name)
            open_.extend(tensor.op for tensor in op.inputs if tensor.name not in fed)
            open_.extend(op.control_inputs)
        return len(seen)

    # -- the file

    def recording(self):
        """The recording as plain data."""
        parameters = dict(self.parameters)
        if self.dropped:
            parameters['epochs_left_out'] = self.dropped
        return {
            'schema': SCHEMA, 'title': self.title, 'program': self.program, 'parameters': parameters,
            'versions': {'tensorflow': self.tf.__version__ if hasattr(self.tf, '__version__') else sys.modules['tensorflow'].__version__,
                         'python': platform.python_version()},
            'machine': '%s, %s cores' % (platform.machine() or 'unknown', os.cpu_count() if hasattr(os, 'cpu_count') else '?'),
            'date': time.strftime('%Y-%m-%d'), 'source': self.title, 'start': self._start, 'epochs': self.epochs,
        }

    def json(self):
        """The recording as JSON, one epoch a line."""
        data = self.recording()
        epochs = data.pop('epochs')
        head = json.dumps(data, indent=1, allow_nan=False)[:-2]
        lines = ',\n'.join('  ' + json.dumps(row, allow_nan=False) for row in epochs)
        return '%s,\n "epochs": [\n%s\n ]\n}\n' % (head, lines)


class _Own(object):
    """Takes the recorder's own time out of the epoch's."""

    def __init__(self, recorder):
        self.recorder = recorder

    def __enter__(self):
        self.began = (wall(), cpu())

    def __exit__(self, *error):
        self.recorder._own[0] += wall() - self.began[0]
        self.recorder._own[1] += cpu() - self.began[1]


class _Epoch(object):
    def __init__(self, recorder):
        self.recorder = recorder

    def __enter__(self):
        self.recorder.next_epoch()
        return self.recorder

    def __exit__(self, kind, error, trace):
        if kind is not None:
            self.recorder.failed(error)
        else:
            self.recorder._end_epoch()


# -- running a script as it is

RUNS = ('run', 'eval', 'fit', 'fit_generator', 'train_on_batch')


def find_loop(tree, line=None):
    """The loop whose passes are epochs; None if there is none."""
    loops = []

    def visit(node, depth):
        for child in ast.iter_child_nodes(node):
            is_loop = isinstance(child, (ast.For, ast.While))
            if is_loop:
                loops.append((depth, child.lineno, child))
            visit(child, depth + 1 if is_loop else depth)
    visit(tree, 0)
    loops.sort(key=lambda entry: entry[:2])
    if line is not None:
        return next((loop for _, _, loop in loops if loop.lineno == line), None)
    for _, _, loop in loops:
        names = [node.id for node in ast.walk(loop.target) if isinstance(node, ast.Name)] if isinstance(loop, ast.For) else []
        if any('epoch' in name.lower() for name in names):
            return loop
    for _, _, loop in loops:
        for node in ast.walk(loop):
            if isinstance(node, ast.Call) and getattr(node.func, 'attr', None) in RUNS:
                return loop
    return None


def mark(tree, loop):
    """Puts the marks of epochs into the loop; lines stay as they are."""
    def call(name, line):
        statement = ast.parse('__playground_recorder__.%s()' % name).body[0]
        for node in ast.walk(statement):
            for field in ('lineno', 'end_lineno'):
                if hasattr(node, field):
                    setattr(node, field, line)
        return statement
    loop.body.insert(0, call('next_epoch', loop.body[0].lineno))
    for node in ast.walk(tree):
        for field in ('body', 'orelse', 'finalbody'):
            block = getattr(node, field, None)
            if isinstance(block, list) and loop in block:
                block.insert(block.index(loop) + 1, call('end_epochs', loop.lineno))
                return tree
    raise SystemExit('internal: the loop is in no block')


def run(path, output, line=None, graphdef=False, arguments=()):
    """Runs a script and records it. Returns the recorder."""
    with open(path, 'rb') as file:
        tree = ast.parse(file.read(), path)
    loop = find_loop(tree, line)
    if loop is None:
        raise SystemExit('playground_recorder: expected a loop over epochs%s in %s, found none; name its line with --line N, or mark '
                         'epochs with "with recorder.epoch():"' % ('' if line is None else ' at line %d' % line, path))
    mark(tree, loop)
    sys.argv = [path] + list(arguments)
    sys.path[0] = os.path.dirname(os.path.abspath(path))
    recorder = Recorder(output, title=os.path.basename(path), parameters={'loop_line': loop.lineno}, graphdef=graphdef)
    scope = {'__name__': '__main__', '__file__': path, '__builtins__': __builtins__, '__playground_recorder__': recorder}
    failure = None
    try:
        exec(compile(tree, path, 'exec', dont_inherit=True), scope)
    except BaseException as error:
        failure = error
        recorder.failed(error)
    recorder.stop()
    if recorder.epochs:
        print('playground_recorder: %d epochs of the loop at line %d, written to %s' % (len(recorder.epochs), loop.lineno, output), file=sys.stderr)
    else:
        print('playground_recorder: the loop at line %d never ran, so nothing was written' % loop.lineno, file=sys.stderr)
    if failure is not None:
        raise failure
    return recorder


def main(arguments):
    usage = 'usage: python playground_recorder.py [--line N] [--output FILE] [--graphdef] script.py [arguments]'
    line, output, graphdef = None, None, False
    while arguments and arguments[0].startswith('-'):
        option = arguments.pop(0)
        if option in ('-h', '--help'):
            print(__doc__)
            return
        if option == '--graphdef':
            graphdef = True
        elif option in ('--line', '--output') and arguments:
            value = arguments.pop(0)
            if option == '--output':
                output = value
            elif value.isdigit():
                line = int(value)
            else:
                raise SystemExit('playground_recorder: expected a number after --line, got "%s"' % value)
        else:
            raise SystemExit('playground_recorder: unknown option %s\n%s' % (option, usage))
    if not arguments:
        raise SystemExit(usage)
    script = arguments.pop(0)
    if not os.path.isfile(script):
        raise SystemExit('playground_recorder: expected a script, found no file "%s"' % script)
    run(script, output or os.path.splitext(script)[0] + '.recording.json', line, graphdef, arguments)


if __name__ == '__main__':
    main(sys.argv[1:])
