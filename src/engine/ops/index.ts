/** Every op the engine knows, by family. A new op is one file and one line in its family's list. */
import type { Op } from '../op-def.ts';
import { CORE } from './core.ts';
import { MATH } from './math/index.ts';
import { ARRAY } from './array/index.ts';
import { NN } from './nn/index.ts';
import { STATE } from './state/index.ts';
import { FLOW } from './flow/index.ts';
import { RANDOM } from './random/index.ts';
import { SPARSE } from './sparse/index.ts';
import { TEXT } from './text/index.ts';

export const OPS: readonly Op[] = [...CORE, ...MATH, ...ARRAY, ...NN, ...STATE, ...FLOW, ...RANDOM, ...TEXT, ...SPARSE];
