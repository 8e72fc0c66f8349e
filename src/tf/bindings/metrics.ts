/** Python names of tf/metrics. */
import type { FunctionBinding } from '../binding.ts';

export const metricFunctions: readonly FunctionBinding[] = [];
