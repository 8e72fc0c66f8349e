/** The package `numpy` as tables: numpy-ts bound thinly. modules/_numpy.py has the scalars, dtypes and whatever is Python's own. */
import type { Bindings } from '../../tf/binding.ts';
import { arrayClass } from './ndarray.ts';
import { creation } from './creation.ts';

export interface NumpyOptions { /** The unpacked file of digits. */ readonly digits: Uint8Array }

export function numpyTables({ digits }: NumpyOptions): Bindings {
  return {
    functions: [...creation(digits)],
    classes: [arrayClass],
    constants: [],
  };
}
