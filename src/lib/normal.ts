/**
 * Normal numbers from uniform bits as TensorFlow's CPU makes them (core/lib/random/random_distributions.h): the Box-Muller transform in
 * float32, with logf and sincosf as the GNU C library computes them since 2.28. Those are not correctly rounded, so equal numbers
 * need the same arithmetic: float64 polynomials with the library's coefficients, and one rounding at the end.
 */

import { uniform, unitDouble } from './philox.ts';

const word = /* @__PURE__ */ new Uint32Array(1);
const float = /* @__PURE__ */ new Float32Array(word.buffer);

/** 1/c and log c for 16 points c of the interval from 0.7 to 1.4. */
const LOG_TABLE = /* @__PURE__ */ Float64Array.of(
  1.398907162146528, -0.33569133332882284, 1.3403141896637998, -0.2929040563774074, 1.286432210124115, -0.2518726580937369, 1.2367150214269895, -0.21245868807117255,
  1.1906977166711752, -0.17453945183745634, 1.1479821020556429, -0.1380057072319758, 1.1082251448272158, -0.10275976698545139, 1.0711297413057381, -0.06871392447020525,
  1.036437278977283, -0.0357891387398228, 1, 0, 0.9492859795739057, 0.05204517742929496, 0.8951049428609004, 0.11081431298787942,
  0.8476821620351103, 0.1652495223695143, 0.8050314851692001, 0.21687389031699977, 0.7664671008843108, 0.2659635028121397, 0.731428603316328, 0.3127556664073557,
);
const LN2 = 0.6931471805599453;

/** logf of a positive normal number. */
function logf(x: number): number {
  float[0] = x;
  const ix = word[0] | 0;
  const from = ix - 0x3f330000;
  const i = ((from >> 19) & 15) * 2;
  const k = from >> 23;
  word[0] = ix - (from & -0x800000);
  const r = float[0] * LOG_TABLE[i] - 1;
  const r2 = r * r;
  const y = 0.333456765744066 * r + -0.4999997485802103;
  return Math.fround((-0.25089342214237154 * r2 + y) * r2 + (LOG_TABLE[i + 1] + k * LN2 + r));
}

/** 2/pi * 2^24 and pi/2. */
const QUADRANTS = 10680707.430881744;
const HALF_PI = 1.5707963267948966;

/** sinf and cosf of 0 <= y < 120 into `out`. */
function sincosf(y: number, out: Float32Array): void {
  if (y < 2 ** -12) {
    out[0] = y;
    out[1] = 1;
    return;
  }
  let x = y;
  let n = 0;
  if (y >= 0.75) {
    n = (Math.trunc(x * QUADRANTS) + 0x800000) >> 24;
    x -= n * HALF_PI;
  }
  const x2 = x * x;
  if (n & 2 ? !(n & 1) : n & 1) x = -x;
  const x4 = x2 * x2;
  const x3 = x2 * x;
  const s = x + x3 * -0.16666654943701084 + x3 * x2 * (0.008332178146138854 + x2 * -0.00019517298981385725);
  const c = 1 + x2 * -0.49999999725108224 + x4 * 0.041666623324344516 + x4 * x2 * (-0.001388676379437604 + x2 * 2.4390450703564542e-05);
  out[n & 1] = s;
  out[1 - (n & 1)] = n & 2 ? -c : c;
}

const pair = /* @__PURE__ */ new Float32Array(2);
const sqrt = (x: number): number => Math.fround(Math.sqrt(x));

/** Two float32 normal numbers of two words. The array is used again by the next call. */
export function normals(x0: number, x1: number): Float32Array {
  const u2 = sqrt(-2 * logf(Math.max(uniform(x0), Math.fround(1e-7))));
  sincosf(Math.fround(2 * Math.PI * uniform(x1)), pair);
  pair[0] *= u2;
  pair[1] *= u2;
  return pair;
}

const doubles = /* @__PURE__ */ new Float64Array(2);

/** Two float64 normal numbers of four words. The array is used again by the next call. */
export function normalDoubles(x0: number, x1: number, x2: number, x3: number): Float64Array {
  const u2 = Math.sqrt(-2 * Math.log(Math.max(unitDouble(x0, x1), 1e-7)));
  const v = 2 * Math.PI * unitDouble(x2, x3);
  doubles[0] = Math.sin(v) * u2;
  doubles[1] = Math.cos(v) * u2;
  return doubles;
}
