"""The digits that the playground ships: 1,797 images of 8x8, pixels 0..16."""
import numpy as np

COUNT, PIXELS = 1797, 64


def load(count=COUNT):
    """Images as float32 [count, 64] in 0..1 (pixel / 16), labels as int32 [count]."""
    raw = np._digits_()
    images = raw[:COUNT * PIXELS].reshape(COUNT, PIXELS)[:count]
    labels = raw[COUNT * PIXELS:][:count]
    return images.astype(np.float32) / 16, labels.astype(np.int32)


def one_hot(labels, depth=10):
    return np.eye(depth, dtype=np.float32)[labels]
