/** Python names of tf/math and of gradients. */
import type { Bindings } from '../binding.ts';
import { classes, constants, functions as gradients } from './gradients.ts';
import { functions as elementwise } from './math-elementwise.ts';
import { functions as linalg } from './math-linalg.ts';
import { functions as reduce } from './math-reduce.ts';

export const bindings: Bindings = { functions: [...elementwise, ...reduce, ...linalg, ...gradients], classes, constants };
