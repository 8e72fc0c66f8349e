/** Python names of tf/nn. */
import type { Bindings } from '../binding.ts';

export const bindings: Bindings = { functions: [], classes: [], constants: [] };
