"""What scripts take from scikit-learn for small experiments: the digits, and splits of data. The rest is not here, and says so."""
__version__ = '1.3.2'


def __getattr__(name):
    if name.startswith('__'):
        raise AttributeError(name)
    raise AttributeError('sklearn.%s is not available in the playground: it has sklearn.datasets.load_digits and, of sklearn.model_selection, KFold and train_test_split.' % name)
