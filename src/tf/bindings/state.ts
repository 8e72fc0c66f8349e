/** Python names of tf/state. */
import type { Bindings } from '../binding.ts';

export const bindings: Bindings = { functions: [], classes: [], constants: [] };
