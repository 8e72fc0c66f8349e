/** The text of TensorFlow 2.15.1 where a tensor finds no room in device memory. */
import type { DType } from '../engine/dtype.ts';
import type { Graph } from '../engine/graph.ts';

/** @param dims the tensor's shape, every dimension known */
export function exhausted(graph: Graph, id: number, dims: readonly number[], dtype: DType): string {
  const type = dtype === 'float32' ? 'float' : dtype === 'float64' ? 'double' : dtype;
  return `OOM when allocating tensor with shape[${dims.join(',')}] and type ${type} on /job:localhost/replica:0/task:0/device:GPU:0 by allocator GPU_0_bfc\n\t [[{{node ${graph.name(id)}}}]]\nHint: If you want to see a list of allocated tensors when OOM happens, add report_tensor_allocations_upon_oom to RunOptions for current allocation info. This isn't available when running in Eager mode.`;
}
