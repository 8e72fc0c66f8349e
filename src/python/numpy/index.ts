/** The package `numpy` as tables: numpy-ts bound thinly. modules/_numpy.py has the scalars, dtypes and whatever is Python's own. */
import type { Bindings } from '../../tf/binding.ts';
import { arrayClass } from './ndarray.ts';
import { creation } from './creation.ts';
import { linalg } from './linalg.ts';
import { printing } from './print.ts';
import { generator, random, randomState } from './random.ts';
import { reductions } from './reductions.ts';
import { selecting } from './selecting.ts';
import { shaping } from './shaping.ts';
import { ufuncs } from './ufuncs.ts';

export interface NumpyOptions { /** The unpacked file of digits. */ readonly digits: Uint8Array }

export function numpyTables({ digits }: NumpyOptions): Bindings {
  const functions = [...creation(digits), ...ufuncs, ...reductions, ...shaping, ...selecting, ...linalg, ...printing];
  return {
    functions: [...functions, ...random()],
    classes: [arrayClass(functions), randomState, generator],
    constants: [],
  };
}
