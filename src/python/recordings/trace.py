"""Ways of writing Python that make nodes, for comparing lines with CPython 3.11 (trace.json). `op` makes as many nodes as its arguments ask for."""
from fake import op, ctx, deco, Obj
# simple
a = op()
b = [op() for i in range(3)]
c = [
    op()
    for i in range(3)
    if i != 1
]
d = op(op(), [op(2) for i in range(2)], op())
e = op(
    op(),
    [op() for i in range(2)],
    op(3),
)
f = {i: op() for i in range(3)}
g = {op() for i in range(3)}
h = list(op() for i in range(3))
i = [[op() for j in range(2)] for k in range(2)]
j = [op() + op()
     for k in range(2)
     for l in range(2)]
k = [x for x in [op(), op()] if x]
def fun(x, y=op()):
    z = op()
    return [op() for q in range(2)], z
fun(op())
fun(
    op(),
    op(),
)
l = lambda x: op()
l(op())
m = [l(x) for x in range(2)]
with ctx() as n:
    op()
    op()
with ctx() as n, ctx() as o:
    op()
for p in range(2):
    op()
    if p:
        op()
    else:
        op()
        continue
    op()
else:
    op()
q = 0
while q < 2:
    op()
    q += 1
while op() < 0:
    pass
r = 0
while True:
    r += 1
    op()
    if r > 2:
        break
try:
    op()
    raise ValueError('x')
except ValueError as exc:
    op()
finally:
    op()
@deco(op())
@deco(
    op())
def decorated():
    return op()
decorated()
class C(object):
    """doc"""
    x = op()
    y = [op() for i in range(2)]
    def __init__(self):
        self.z = op()
    def m(self):
        return op()
o = C()
o.m()
s = (Obj()
     .add(op())
     .add(op()).add(
         op()))
t = op() if op() else op()
t = (op()
     if op()
     else op())
u = op() and op() or op()
def gen():
    for i in range(3):
        yield op()
        op()
    return op()
for v in gen():
    op()
w = sum(x for x in gen())
x = f'{op()} {op()}'
y = op(); z = op()
aa = {'a': op(),
      'b': op(),
      'c': [op()
            for i in range(2)]}
bb = [op(), op(),
      op()]
cc = op(*[op() for i in range(2)], **{})
dd, ee = op(), op()
assert op()
if (op() and
        op()):
    op()
def rec(n):
    op()
    if n:
        rec(n - 1)
    op()
rec(2)
ff = sorted([3, 1, 2], key=lambda v: op())
gg = list(map(lambda v: op(), range(3)))
hh = [op() for i in range(3)][op() * 0]
def nested():
    k = op()
    def inner():
        return [k + op() for _ in range(2)]
    return inner()
nested()
with ctx() as n:
    for p in range(2):
        with ctx():
            op()
def early():
    with ctx():
        return op()
early()
def many():
    try:
        return op()
    finally:
        op()
many()
try:
    [op() for i in range(2) if 1 // (1 - i)]
except ZeroDivisionError:
    op()
op()
ii = [op() for i in range(2)] + [op() for i in range(2)]
jj = [y for x in [op()] for y in [op(), x]]
kk = op(lambda: op())
for i, (x, y) in enumerate(zip([op()], [op()])):
    ll = op(x,
            y)
mm = [op(i) for i in range(1, 3)]; op()
if op():
    pass
for i in [op() for k in range(2)]:
    op()
nn = (op(),
      op())
print(
    op(),
    op()
)
def default(a=[op() for i in range(2)],
            b=op()):
    return op(a,
              b)
default()
oo = not op()
pp = [op() for i in range(0)]
op()
def early_if(x):
    if x: return op()
    op(); return op()
early_if(0)
early_if(1)
del nn
import math; op()
global_x = [op() for i in range(2)
            if op()]
def f5():
    x = [op()
         for i in range(2)]
    return x
f5()
lst = [0, 0]
lst[op() * 0] = op()
lst[0] += op()
qq = [1, 2, 3][op() * 0:op()]
async_ = 0
try:
    op()
except Exception:
    op()
else:
    op()
for i in range(3):
    if i == 1:
        op()
        continue
    try:
        if i == 2:
            break
    finally:
        op()
op()
def ret_comp():
    return {k: op(v) for k, v in {'a': 1, 'b': 2}.items()}
ret_comp()
match_ = 3
match match_:
    case 1:
        op()
    case 3:
        op()
op(
    # comment

    op(),

    op())
def star(*a, **k): op(); return op()
star(*(op() for i in range(2)), x=op())
with ctx() as n: op()
x = [op() for i in range(2)
     ][0]
raise_later = op()
def bad():
    y = [op() for i in range(2)]
    z = [
        op(1 // (1 - i))
        for i in range(3)
    ]
bad()
