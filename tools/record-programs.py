"""Records what real TensorFlow builds and computes when it runs the Python texts of the programs.

usage: node tools/program-texts.mjs [PROGRAM ...] | python tools/record-programs.py

Needs tensorflow-cpu 2.15.1 and scikit-learn; run by hand when a program's text changes, never by the tests. Each text runs in
a process of its own, with one thread and without oneDNN. Writes src/programs/PROGRAM/recording.json: for each case, as deflated
JSON, `graphs` (all nodes in order of creation, every attribute) and `runs` (fetches, feeds, ancestors, values of up to 64 numbers).
"""
import base64
import concurrent.futures
import datetime
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import zlib

ROOT = pathlib.Path(__file__).resolve().parent.parent
SMALL = 64
ENVIRONMENT = {
    'TF_CPP_MIN_LOG_LEVEL': '3', 'CUDA_VISIBLE_DEVICES': '-1', 'TF_ENABLE_ONEDNN_OPTS': '0',
    'TF_NUM_INTEROP_THREADS': '1', 'TF_NUM_INTRAOP_THREADS': '1', 'OMP_NUM_THREADS': '1', 'PYTHONHASHSEED': '0',
}
WHAT = ('What real TensorFlow built and computed when it ran the Python text of this program, at the reduced sizes that each case states under knobs. '
        'deflated: base64 of zlib of JSON {graphs: [{count, nodes}], runs}; nodes in order of creation with all attributes.')


class Watch:
    """Session runs and default graphs of one text."""

    def __init__(self):
        import numpy
        import tensorflow.compat.v1 as tf
        self.np, self.tf = numpy, tf
        self.graphs, self.runs, self.known = [], [], set()
        plain = tf.Session.run

        def run(session, fetches, feed_dict=None, *args, **kwargs):
            return self.ran(session, plain, fetches, feed_dict or {})
        tf.Session.run = run

    def index(self, graph):
        if graph not in self.graphs:
            self.graphs.append(graph)
        return self.graphs.index(graph)

    def ran(self, session, plain, fetches, feeds):
        graph = session.graph
        flat = fetches if isinstance(fetches, (list, tuple)) else [fetches]
        names = [f if isinstance(f, str) else f.name for f in flat]
        fed = sorted(f if isinstance(f, str) else f.name for f in feeds)
        entry = {'graph': self.index(graph), 'nodes': len(graph.get_operations()), 'fetches': names, 'feeds': fed}
        key = (entry['graph'], id(session), tuple(names), tuple(fed))
        if key not in self.known:
            self.known.add(key)
            entry['pruned'] = self.ancestors(graph, flat, set(fed))
        values = plain(session, fetches, feeds)
        values = values if isinstance(fetches, (list, tuple)) else [values]
        entry['values'] = {}
        for name, value in zip(names, values):
            array = None if value is None else self.np.asarray(value)
            if array is not None and array.dtype.kind in 'fiub' and array.size <= SMALL:
                entry['values'][name] = [self.number(x) for x in array.ravel()]
        self.runs.append(entry)
        return values if isinstance(fetches, (list, tuple)) else values[0]

    def ancestors(self, graph, fetches, fed):
        todo = [graph.as_graph_element(f, allow_tensor=True, allow_operation=True) for f in fetches]
        todo, seen = [getattr(t, 'op', t) for t in todo], set()
        while todo:
            op = todo.pop()
            if op in seen:
                continue
            seen.add(op)
            todo += [t.op for t in op.inputs if t.name not in fed] + list(op.control_inputs)
        return len([op for op in seen if not any(t.name in fed for t in op.outputs)])

    def number(self, x):
        x = self.np.asarray(x)[()]
        if x.dtype.kind == 'b':
            return bool(x)
        if x.dtype.kind in 'iu':
            return int(x)
        return float(str(x)) if self.np.isfinite(x) else str(x)

    def attr(self, value):
        kind = value.WhichOneof('value')
        if kind == 'list':
            for field in ('s', 'i', 'f', 'b', 'type', 'shape'):
                if len(getattr(value.list, field)):
                    return [self.part(field, x) for x in getattr(value.list, field)]
            return []
        return self.part(kind, getattr(value, kind))

    def part(self, kind, x):
        if kind == 's':
            return x.decode()
        if kind == 'type':
            return self.tf.as_dtype(x).name
        if kind == 'shape':
            return None if x.unknown_rank else [None if d.size < 0 else d.size for d in x.dim]
        if kind == 'f':
            return self.number(self.np.float32(x))
        if kind == 'tensor':
            array = self.tf.make_ndarray(x)
            out = {'dtype': self.tf.as_dtype(x.dtype).name, 'shape': list(array.shape)}
            if array.dtype.kind == 'O':
                out['values'] = [v.decode() for v in array.ravel()]
            elif array.size <= SMALL:
                out['values'] = [self.number(v) for v in array.ravel()]
            return out
        return x

    def node(self, op):
        names = [t.op.name + (':%d' % t.value_index if t.value_index else '') for t in op.inputs]
        shapes = [None if t.shape.rank is None else t.shape.as_list() for t in op.outputs]
        attrs = {k: self.attr(v) for k, v in sorted(op.node_def.attr.items()) if k != '_has_manual_control_dependencies'}
        return {'name': op.name, 'op': op.type, 'inputs': names + sorted('^' + c.name for c in op.control_inputs), 'attrs': attrs, 'shapes': shapes}

    def result(self):
        self.index(self.tf.get_default_graph())
        graphs = [[self.node(op) for op in g.get_operations()] for g in self.graphs]
        return {'graphs': [{'count': len(g), 'nodes': g} for g in graphs if g], 'runs': self.runs}


def one(text):
    watch = Watch()
    real, sys.stdout = sys.stdout, sys.stderr
    exec(compile(text, 'program.py', 'exec'), {'__name__': '__main__'})
    sys.stdout = real
    json.dump(watch.result(), sys.stdout, separators=(',', ':'))


def record(case):
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([sys.executable, __file__, '--one'], input=case['text'], cwd=folder, env={**os.environ, **ENVIRONMENT}, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit('%s %s: %s' % (case['program'], case['name'], done.stderr[-2000:]))
    return base64.b64encode(zlib.compress(done.stdout.encode(), 9)).decode()


def main():
    cases = json.load(sys.stdin)
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        deflated = list(pool.map(record, cases))
    for program in dict.fromkeys(c['program'] for c in cases):
        mine = [(c, d) for c, d in zip(cases, deflated) if c['program'] == program]
        body = {'label': 'recorded', 'tensorflow': '2.15.1', 'dialect': 'compat.v1, v2 behaviour off', 'recorded': str(datetime.date.today()), 'attributes': 'all', 'what': WHAT}
        lines = ['    ' + json.dumps({'name': c['name'], 'knobs': c['knobs'], 'deflated': d}) for c, d in mine]
        text = json.dumps(body, indent=2)[:-2] + ',\n  "cases": [\n' + ',\n'.join(lines) + '\n  ]\n}\n'
        (ROOT / 'src' / 'programs' / program / 'recording.json').write_text(text)
        print(program, len(text), file=sys.stderr)


if __name__ == '__main__':
    one(sys.stdin.read()) if sys.argv[1:] == ['--one'] else main()
