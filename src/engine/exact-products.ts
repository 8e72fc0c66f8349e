/** Products of float32 matrices with TensorFlow's very bits (kernels/products.as.ts): for graphs that scripts run, which need not be fast. */
import type { ExactProducts, Heap } from './heap.ts';
import { PRODUCTS } from './kernels/generated-products.ts';

export function exactProducts(heap: Heap): ExactProducts {
  return heap.instantiate(PRODUCTS) as unknown as ExactProducts;
}
