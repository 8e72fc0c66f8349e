"""Where a script's epochs are: reads its syntax tree, and marks the loops in it.

An epoch is one pass of the outermost loop that runs the session, in its body or in functions of the script called from there.  Several
such loops one after the other all count.  A loop is over models, not epochs, if a loop over epochs is in it and each of its passes makes a
session of its own, empties the graph, or makes and initialises variables, before that inner loop; unless it restores what was saved, which
is how one model lives on.  A function that is also called from inside an epoch has no epochs of its own.
"""
import ast

RUNS = {'run', 'eval', 'fit', 'fit_generator', 'train_on_batch', 'test_on_batch', 'evaluate', 'predict', 'predict_on_batch'}
FRESH = {'Session', 'InteractiveSession', 'reset_default_graph', 'clear_session', 'Graph'}
VARIABLES = {'Variable', 'get_variable', 'dense', 'conv2d', 'Dense', 'minimize'}
INITIALISERS = {'global_variables_initializer', 'initialize_all_variables'}
RESTORES = {'restore', 'load_weights', 'load_model', 'import_meta_graph'}
LOOPS = (ast.For, ast.While, ast.AsyncFor)
DEFS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


def _called(call):
    """The last name of what is called."""
    f = call.func
    return f.attr if isinstance(f, ast.Attribute) else f.id if isinstance(f, ast.Name) else None


def _dotted(node):
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if isinstance(node, ast.Name):
        return '.'.join([node.id] + parts[::-1])
    return None


def _inside(node):
    """The nodes of a statement that are executed with it: not the bodies of functions that it defines."""
    stack = [node]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(child for child in ast.iter_child_nodes(node) if not isinstance(child, DEFS) or isinstance(child, ast.Lambda))


class Epochs:
    def __init__(self, tree, mark=0):
        self.tree = tree
        self.functions = {}
        for node in ast.walk(tree):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                self.functions.setdefault(node.name, node)
        self.known = {}
        self.epochs, self.models, self.how = [], [], 'found'
        marked = self.marked(mark) if mark else None
        if marked is not None:
            self.epochs, self.how = [marked], 'marked'
            self.models = self.around(marked, set())
        else:
            self.find(tree.body, set())
            self.drop_inner()

    # -- what runs the session

    def is_run(self, call):
        if not isinstance(call.func, ast.Attribute) or call.func.attr not in RUNS:
            return False
        return (_dotted(call.func) or '').split('.')[-2:] != ['app', 'run']

    def callee(self, call):
        """The function of the script that is called, if it is one."""
        name = _called(call)
        if name == 'run' and not self.is_run(call):     # tf.app.run()
            given = [k.value for k in call.keywords if k.arg == 'main'] + call.args[:1]
            name = given[0].id if given and isinstance(given[0], ast.Name) else 'main'
        return self.functions.get(name)

    def runs(self, body):
        for statement in body:
            for node in _inside(statement):
                if isinstance(node, ast.Call):
                    if self.is_run(node):
                        return True
                    function = self.callee(node)
                    if function is not None and self.function_runs(function):
                        return True
        return False

    def function_runs(self, function):
        if function.name not in self.known:
            self.known[function.name] = False       # while it is looked into: recursion adds nothing
            self.known[function.name] = self.runs(function.body)
        return self.known[function.name]

    # -- finding

    def find(self, body, seen):
        for s in body:
            if isinstance(s, DEFS):
                continue
            if isinstance(s, LOOPS):
                if self.runs(s.body):
                    if self.is_over_models(s, set()):
                        self.models.append(s)
                        self.find(s.body, seen)
                    else:
                        self.epochs.append(s)
                continue
            inner = [part for name in ('body', 'orelse', 'finalbody') for part in getattr(s, name, [])]
            inner += [part for h in getattr(s, 'handlers', []) for part in h.body] + [part for c in getattr(s, 'cases', []) for part in c.body]
            if inner:
                self.find(inner, seen)
                continue
            for node in _inside(s):
                function = self.callee(node) if isinstance(node, ast.Call) else None
                if function is not None and function.name not in seen and self.function_runs(function):
                    seen.add(function.name)
                    self.find(function.body, seen)

    def is_over_models(self, loop, seen):
        for node in _inside(loop):
            if isinstance(node, ast.Call) and _called(node) in RESTORES:
                return False
        return self.models_in(loop.body, {'fresh': False, 'variables': False, 'initialised': False}, seen)

    def models_in(self, body, state, seen):
        """Whether what is always executed comes to an inner loop that runs the session, with a model made anew before."""
        for s in body:
            if isinstance(s, DEFS):
                continue
            if isinstance(s, LOOPS):
                if self.runs(s.body):
                    return state['fresh'] or (state['variables'] and state['initialised']) or self.is_over_models(s, seen)
                continue
            if isinstance(s, (ast.If, ast.Match)):
                continue
            heads = [item.context_expr for item in s.items] if isinstance(s, (ast.With, ast.AsyncWith)) else [] if isinstance(s, ast.Try) else [s]
            for head in heads:
                for node in _inside(head):
                    if not isinstance(node, ast.Call):
                        continue
                    name = _called(node)
                    state['fresh'] |= name in FRESH
                    state['variables'] |= name in VARIABLES
                    state['initialised'] |= name in INITIALISERS
                    function = self.callee(node)
                    if function is not None and function.name not in seen:
                        if self.models_in(function.body, state, seen | {function.name}):
                            return True
            if isinstance(s, (ast.With, ast.AsyncWith, ast.Try)) and self.models_in(s.body, state, seen):
                return True
        return False

    def calls_from(self, loop):
        """Names of the script's functions that a loop calls, and those that they call."""
        found, todo = set(), [loop]
        while todo:
            for node in _inside(todo.pop()):
                function = self.callee(node) if isinstance(node, ast.Call) else None
                if function is not None and function.name not in found:
                    found.add(function.name)
                    todo.extend(function.body)
        return found

    def drop_inner(self):
        called = set().union(*(self.calls_from(loop) for loop in self.epochs)) if self.epochs else set()
        inner = {loop for name in called for node in ast.walk(self.functions[name]) for loop in self.epochs if node is loop}
        if len(inner) < len(self.epochs):
            self.epochs = [loop for loop in self.epochs if loop not in inner]

    # -- a loop that was marked

    def marked(self, line):
        loops = [node for node in ast.walk(self.tree) if isinstance(node, LOOPS) and node.lineno <= line <= node.end_lineno]
        heads = [node for node in loops if node.lineno == line]
        return heads[0] if heads else max(loops, key=lambda node: node.lineno, default=None)

    def around(self, inner, seen):
        """Loops around a node, also those that call the function it is in."""
        found = [node for node in ast.walk(self.tree) if isinstance(node, LOOPS) and node is not inner and any(part is inner for part in _inside(node))]
        for function in self.functions.values():
            if function.name in seen or not any(part is inner for part in ast.walk(function)):
                continue
            seen.add(function.name)
            for node in ast.walk(self.tree):
                if isinstance(node, ast.Call) and self.callee(node) is function:
                    found += [loop for loop in self.around(node, seen) if loop not in found]
        return found


def _leaves(node):
    """Names of what is fetched, in order; None where it has none."""
    if isinstance(node, (ast.List, ast.Tuple)):
        return [leaf for part in node.elts for leaf in _leaves(part)]
    if isinstance(node, ast.Dict):
        return [leaf for part in node.values for leaf in _leaves(part)]
    return [_dotted(node)]


def describe(tree, lines, found):
    """What the other side needs to know of the script, as data: by line the statement it belongs to, loops, fetches, names given."""
    statement = list(range(lines + 2))
    around, fetches, targets = {}, {}, {}

    def walk(body, loops):
        for s in body:
            inner = getattr(s, 'body', None)
            last = max(s.lineno, inner[0].lineno - 1) if isinstance(inner, list) and inner else s.end_lineno
            for line in range(s.lineno, min(last, lines) + 1):
                statement[line] = s.lineno
            if loops:
                around[s.lineno] = loops
            if isinstance(s, (ast.Assign, ast.AnnAssign, ast.AugAssign)):
                to = s.targets if isinstance(s, ast.Assign) else [s.target]
                targets[s.lineno] = [leaf for t in to for leaf in _leaves(t)]
            heads = [s] if not isinstance(inner, list) else [n for n in ast.iter_child_nodes(s) if isinstance(n, (ast.expr, ast.withitem))]
            for head in heads:
                for node in ast.walk(head):
                    if isinstance(node, ast.Call) and found.is_run(node):
                        given = [k.value for k in node.keywords if k.arg == 'fetches'] + node.args[:1]
                        what = node.func.value if node.func.attr == 'eval' and _dotted(node.func.value) not in (None, 'K', 'tf.keras.backend') else given[0] if given else node.func.value
                        fetches.setdefault(s.lineno, []).append(_leaves(what))
            deeper = [] if isinstance(s, DEFS) else loops + [s.lineno] if isinstance(s, LOOPS) else loops
            for name in ('body', 'orelse', 'finalbody'):
                part = getattr(s, name, None)
                if isinstance(part, list):
                    walk(part, deeper)
            for h in getattr(s, 'handlers', []) + getattr(s, 'cases', []):
                walk(h.body, deeper)

    walk(tree.body, [])
    return {
        'statement': statement, 'around': around, 'fetches': fetches, 'targets': targets, 'how': found.how,
        'epochs': sorted(s.lineno for s in found.epochs), 'models': sorted(s.lineno for s in found.models),
    }


class _Marker(ast.NodeTransformer):
    """Marks the passes of loops with calls.  Their line is one that the script does not have, so that they are not seen as lines."""

    def __init__(self, found, line):
        self.found, self.line = found, line

    def call(self, name, *args):
        made = ast.Call(ast.Name(name, ast.Load()), list(args), [])
        for node in ast.walk(made):
            if 'lineno' in node._attributes and not hasattr(node, 'lineno'):
                node.lineno = node.end_lineno = self.line
                node.col_offset = node.end_col_offset = 0
        return made

    def mark(self, node):
        self.generic_visit(node)
        epoch = node in self.found.epochs
        if not epoch and node not in self.found.models:
            return node
        number = ast.Constant(node.lineno)
        if isinstance(node, ast.For):
            node.iter = ast.copy_location(self.call('_loop_total_', number, node.iter), node.iter)
            node.iter.func = ast.copy_location(node.iter.func, node.iter.args[1])
        node.body.insert(0, self.statement(self.call('_epoch_begins_' if epoch else '_model_begins_', number)))
        whole = ast.Try([node], [], [], [self.statement(self.call('_loop_over_', number))])
        return ast.copy_location(whole, node)

    def statement(self, call):
        return ast.copy_location(ast.Expr(call), call)

    visit_For = visit_While = visit_AsyncFor = mark


def prepare(source, name, mark):
    """The marked syntax tree of a script, and what is known of it."""
    tree = ast.parse(source, name)
    lines = source.count('\n') + 1
    found = Epochs(tree, mark)
    plan = describe(tree, lines, found)
    return _Marker(found, lines + 1).visit(tree), plan
