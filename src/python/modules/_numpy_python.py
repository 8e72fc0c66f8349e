"""Functions of `numpy` that are plain Python: made of other functions, or not about arrays at all."""


def names(package):
    class _Random:
        pass
    return {'random.seed': lambda seed=None: None}
