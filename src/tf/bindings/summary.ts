/** Python names of tf/summary. */
import type { Bindings } from '../binding.ts';

export const bindings: Bindings = { functions: [], classes: [], constants: [] };
