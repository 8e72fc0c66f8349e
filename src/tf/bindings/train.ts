/** Python names of tf/train. */
import type { Bindings } from '../binding.ts';

export const bindings: Bindings = { functions: [], classes: [], constants: [] };
