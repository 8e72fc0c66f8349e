"""Splits of data, with scikit-learn's own choice of rows for a given seed."""
import numpy as np


def _state(seed):
    if seed is None:
        return np.random
    return np.random.RandomState(seed) if isinstance(seed, (int, np.integer)) else seed


class KFold:
    def __init__(self, n_splits=5, *, shuffle=False, random_state=None):
        if not shuffle and random_state is not None:
            raise ValueError('Setting a random_state has no effect since shuffle is False. You should leave random_state to its default (None), or set shuffle=True.')
        self.n_splits, self.shuffle, self.random_state = n_splits, shuffle, random_state

    def get_n_splits(self, X=None, y=None, groups=None):
        return self.n_splits

    def split(self, X, y=None, groups=None):
        n = len(X)
        if self.n_splits > n:
            raise ValueError('Cannot have number of splits n_splits=%d greater than the number of samples: n_samples=%d.' % (self.n_splits, n))
        order = np.arange(n)
        if self.shuffle:
            _state(self.random_state).shuffle(order)
        sizes = [n // self.n_splits + (1 if i < n % self.n_splits else 0) for i in range(self.n_splits)]
        start = 0
        for size in sizes:
            mask = np.zeros(n, dtype=bool)
            mask[order[start:start + size]] = True
            yield np.arange(n)[~mask], np.arange(n)[mask]
            start += size


def train_test_split(*arrays, test_size=None, train_size=None, random_state=None, shuffle=True, stratify=None):
    if stratify is not None:
        raise NotImplementedError("The playground's train_test_split has no stratify.")
    n = len(arrays[0])
    if test_size is None and train_size is None:
        test_size = 0.25
    test = (int(-(-test_size * n // 1)) if isinstance(test_size, float) else test_size) if test_size is not None else None
    train = (int(train_size * n) if isinstance(train_size, float) else train_size) if train_size is not None else n - test
    test = n - train if test is None else test
    order = _state(random_state).permutation(n) if shuffle else np.concatenate([np.arange(train, train + test), np.arange(train)])
    chosen, rest = order[:test], order[test:test + train]
    out = []
    for a in arrays:
        for rows in (rest, chosen):
            out.append([a[i] for i in rows] if isinstance(a, (list, tuple)) else a[rows])
    return out


def __getattr__(name):
    if name.startswith('__'):
        raise AttributeError(name)
    raise AttributeError('sklearn.model_selection.%s is not available in the playground: it has KFold and train_test_split.' % name)
