/** Python names of tf/rnn. */
import type { Bindings } from '../binding.ts';

export const bindings: Bindings = { functions: [], classes: [], constants: [] };
