"""The package `tensorflow`: its tables, its errors, and what is Python's business alone (flags, logging, files, versions)."""
import sys
import types

import _bridge
import _packages


class OpError(Exception):
    """An error of a session run."""

    def __init__(self, node_def=None, op=None, message=None, error_code=None):
        if message is None and op is None and error_code is None:
            node_def, message = None, node_def
        super().__init__(message)
        self.node_def, self.op, self.message = node_def, op, message
        self.error_code = self._code if error_code is None else error_code
        self.experimental_payloads = {}

    _code = 2

    def __str__(self):
        return str(self.message)


_CODES = {
    'Cancelled': 1, 'Unknown': 2, 'InvalidArgument': 3, 'DeadlineExceeded': 4, 'NotFound': 5, 'AlreadyExists': 6, 'PermissionDenied': 7,
    'ResourceExhausted': 8, 'FailedPrecondition': 9, 'Aborted': 10, 'OutOfRange': 11, 'Unimplemented': 12, 'Internal': 13, 'Unavailable': 14,
    'DataLoss': 15, 'Unauthenticated': 16,
}
_errors = {'OpError': OpError}
for _name, _code in _CODES.items():
    _full = _name + ('Error' if not _name.endswith('Error') else '')
    _errors[_full] = type(_full, (OpError,), {'_code': _code, '__module__': 'tensorflow.python.framework.errors_impl'})
_errors['OperatorNotAllowedInGraphError'] = type('OperatorNotAllowedInGraphError', (TypeError,), {'__module__': 'tensorflow.python.framework.errors_impl'})
_errors['InaccessibleTensorError'] = type('InaccessibleTensorError', (ValueError,), {'__module__': 'tensorflow.python.framework.errors_impl'})
_bridge.errors.update(_errors)
for _e in (ValueError, TypeError, RuntimeError, KeyError, AssertionError, NotImplementedError, AttributeError, IndexError, LookupError,
           StopIteration, RecursionError, MemoryError, OverflowError, ZeroDivisionError, NameError, ImportError, UnicodeDecodeError, OSError, ArithmeticError):
    _bridge.errors.setdefault(_e.__name__, _e)


def say(path):
    return "module 'tensorflow' has no attribute '%s' here: the playground does not have tf.%s." % (path, path)


class _Tensorflow(_packages.Package):
    def short(self):
        return 'tf'


package = _Tensorflow('tensorflow', ['tensorflow.compat.v1', 'tensorflow'], say)


def _numpy_type(_, c, body):
    """`DType.as_numpy_dtype`: types are Python's business."""
    if c['name'] == 'DType':
        import _numpy_scalars
        body['as_numpy_dtype'] = property(lambda self: _numpy_scalars._SCALARS.get(self.base_dtype.name, object))


def connect(table):
    _packages.class_hooks.append(_numpy_type)
    import _tf_python
    package.python = {'errors.' + k: v for k, v in _errors.items()}
    package.python['OpError'] = OpError
    package.python.update({'errors.' + k: v for k, v in
                           (('CANCELLED', 1), ('UNKNOWN', 2), ('INVALID_ARGUMENT', 3), ('NOT_FOUND', 5), ('ALREADY_EXISTS', 6), ('RESOURCE_EXHAUSTED', 8),
                            ('FAILED_PRECONDITION', 9), ('OUT_OF_RANGE', 11))})
    package.python.update(_tf_python.names)
    _packages.add(package, table)
    root = package.space('')
    package.python['compat.v1'] = root
    package.entries['compat.v1'] = ('python', 'compat.v1')
    package.spaces.setdefault('compat', None)
    root.__dict__['__version__'] = '2.15.1'
