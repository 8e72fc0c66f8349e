"""`load_digits`, on the digits that the playground ships."""
import digits as _digits
import numpy as np


class Bunch(dict):
    """A dict whose items are attributes too."""

    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None

    def __setattr__(self, name, value):
        self[name] = value

    def __dir__(self):
        return list(self)


def load_digits(*, n_class=10, return_X_y=False, as_frame=False):
    """1,797 images of 8x8 pixels in 0..16, as float64, and their labels."""
    if as_frame:
        raise NotImplementedError('load_digits(as_frame=True) needs pandas, which the playground does not have.')
    raw = np._digits_()
    data = raw[:_digits.COUNT * _digits.PIXELS].reshape(_digits.COUNT, _digits.PIXELS).astype(np.float64)
    target = raw[_digits.COUNT * _digits.PIXELS:].astype(np.int64)
    if n_class < 10:
        keep = target < n_class
        data, target = data[keep], target[keep]
    if return_X_y:
        return data, target
    return Bunch(data=data, target=target, frame=None, feature_names=['pixel_%d_%d' % (r, c) for r in range(8) for c in range(8)],
                 target_names=np.arange(10), images=data.reshape(-1, 8, 8), DESCR='The digits of scikit-learn.')


def __getattr__(name):
    if name.startswith('__'):
        raise AttributeError(name)
    raise AttributeError('sklearn.datasets.%s is not available in the playground: it has load_digits.' % name)
