"""Comprehensions as CPython 3.11 traced them.

Since 3.12 a list, set or dict comprehension runs in the frame around it; in 3.11 it was a call with a frame of its own.  Recordings
were made with 3.11, so the rewriting marks where the call would begin and end.
"""
import ast

_ENTER, _LEAVE = '_comprehension_enter_', '_comprehension_leave_'


class _Marker(ast.NodeTransformer):
    def mark(self, node):
        line = node.lineno
        self.generic_visit(node)
        first = node.generators[0]
        first.iter = self.call(_ENTER, first.iter, [first.iter, ast.Constant(line)])
        return self.call(_LEAVE, node, [node])

    def call(self, name, at, args):
        made = ast.Call(ast.Name(name, ast.Load()), args, [])
        for part in (made, made.func, *args[1:]):
            ast.copy_location(part, at)
        return made

    visit_ListComp = visit_SetComp = visit_DictComp = mark


def rewrite(source, name):
    """The syntax tree of a script, with its comprehensions marked."""
    tree = ast.parse(source, name)
    if not any(isinstance(node, (ast.ListComp, ast.SetComp, ast.DictComp)) for node in ast.walk(tree)):
        return tree
    return _Marker().visit(tree)
