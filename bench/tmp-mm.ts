import { Heap } from '../src/engine/heap.ts';
const h = new Heap();
const m = 400, k = 64;
for (const n of [8, 10, 12, 16, 32]) {
  const a = h.alloc(m * k * 4, 16), b = h.alloc(k * n * 4, 16), o = h.alloc(m * n * 4, 16);
  for (let i = 0; i < m * k; i++) h.f32[(a >> 2) + i] = Math.sin(i);
  for (let i = 0; i < k * n; i++) h.f32[(b >> 2) + i] = Math.cos(i);
  for (let i = 0; i < 300; i++) h.kernels.matmul(a, b, o, m, k, n, 0, 0);
  let best = 1e9;
  for (let r = 0; r < 20; r++) { const t = performance.now(); for (let i = 0; i < 20; i++) h.kernels.matmul(a, b, o, m, k, n, 0, 0); best = Math.min(best, performance.now() - t); }
  const ns = best / 20 / m * 1e6;
  console.log(n, ns.toFixed(1), 'ns/row', (2 * k * n / ns).toFixed(1), 'GFlop/s');
}
