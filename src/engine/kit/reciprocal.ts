/**
 * 1 / x and 1 / √x of float32 numbers in vectors, with TensorFlow's bits: the processor's 12-bit estimate, then one step of Newton's (Eigen's
 * MathFunctionsImpl.h). The estimates differ between makers of processors; these are those of AMD's Zen, read from one on which TensorFlow was
 * recorded. They follow from two small tables each: by the first and second four bits of the mantissa, less one by the first and third.
 */
const f = Math.fround;

interface Estimates { readonly base: readonly number[]; readonly less: readonly number[] }
const estimates = (base: string, less: string): Estimates => ({
  base: Array.from({ length: 256 }, (_, i) => Number.parseInt(base.slice(3 * i, 3 * i + 3), 16)),
  less: Array.from(less, (c) => Number.parseInt(c, 36)),
});

/** 1 / x for x in 1..2. */
const INVERSE = /* @__PURE__ */ estimates(
  'ffefdefbff9ff81f62f43f25f07ee9ecbeaee91e74e57e3ae1ce00de4dc9dadd92d77d5cd41d26d0ccf2cd8cbeca4c8bc70c57c3ec25c0dbf4bdcbc4bacb94b7db65b4eb37b20b09af1adbac4aaea98a82a6ca56a41a2ba16a019ec9d79c29ae99898497095c94893492090d8f98e68d28bf8ac89988687486184f83c82a8188067f47e27d07bf7ad79c78a7797687577457347247137026f26e26d16c16b16a16916816726626526426336236146055f65e75d85c95ba5ac59d58f58057256355554753852a51d50f5014f34e64d84ca4bd4b04a249548847a46d46045344743a42d4204144073fb3ee3e23d63c93bd3b13a539938d38137536935e35234633b32f32431830d3022f62eb2e02d52ca2bf2b42a929e29328827e27326925e25324823e23422921f21520b2011f61ec1e21d81cf1c51bb1b11a719e19418a18117716e16415b15114813f13612c12311a1101070fe0f50ec0e30db0d20c90c00b70af0a609d09508c08407b07306a06205a051049041039030028020018010008',
  '023579bdfhikmoqs013568abdfgiklnp0134578abdeghjkm01245689acdeghik012346789bcdefhi012456789abcefgh0123456789abcdef01234556789abcde012234567889abcd0112345567899abc0122344567789aab011233455677899a0012233455677889001223345566788900112233455667780011223445566778',
);
/** 1 / √x for x in 1..2 and in 2..4. */
const ROOT = /* @__PURE__ */ estimates(
  'ffffeffdffd0fc0fb0fa1f92f82f73f64f55f46f37f28f1af0befceeeedfed1ec3eb5ea7e99e8be7de6fe61e54e46e39e2be1ee10e03df6de9ddcdcfdc2db5da9d9cd8fd83d76d6ad5dd51d44d38d2cd20d14d08cfccf0ce5cd9ccdcc2cb6cabc9ec93c88c7cc71c66c5bc50c45c3ac2fc24c19c0ec04bf9beebe4bd9bcfbc4bbabafba5b9bb91b86b7cb72b68b5eb54b4ab40b36b2cb22b19b0fb05afcaf2ae9adfad6accac3abaab0aa7a9ea94a8ba82a79a70a67a5ea55a4ca43a3ba32a29a21a18a0fa079fe9f69ed9e59dc9d49cb9c39bb9b29aa9a299999198998197997196996195995194994193993292a92291a91290b9038fb8f48ec8e58dd8d68ce8c78bf8b88b18a98a289b89488d88587e87787086986285b85484d84683f83883082982281c81580e8078007fa7f37ec7e67df7d87d27cb7c57be7b87b17ab7a479e79779178b78477e77877176b76575e75875274c74674073a73372d72772171b71570f7097036fd6f76f16eb6e56e06da6d46ce6c86c36bd6b76b16ac6a6',
  '01234567789abcde01233456789aabcd012234566789abbc0122344567789aab001223455677899a011233455667889a0012233445667889001122344556678801122334455667780011223344556677001122333445566701122233445566670011122333445566001122233444555600111223334455560001112233344455',
);
const ROOT_OF_DOUBLE = /* @__PURE__ */ estimates(
  '6a069568a67e67366965e65364863d63362861d6136085fe5f35e95df5d45ca5c05b65ac5a259958f58557b57256855f55554b54253952f52651d51450b5024f94f04e74de4d54cc4c34bb4b24a94a149849048747f47746e46645e45544d44543d43542d42541d41540d4053fd3f53ee3e63de3d73cf3c83c03b93b13aa3a239b39438c38537e37736f36836135a35334c34533e33733032932231b31530e3073002fa2f32ec2e62df2d92d22cc2c52bf2b82b22ac2a529f29929228c28628027927326d26726125b25524f24924323d23723122b22522021a21420e2092031fd1f71f21ec1e71e11db1d61d01cb1c51c01bb1b51b01aa1a51a019a19519018a18518017b17617016b16616115c15715214d14814313e13913412f12a12512011a11611110c1071020fd0f90f40ef0ea0e60e10dc0d80d30ce0ca0c50c10bc0b70b30ae0aa0a50a109c09809308f08b08608207d07907507006c06806305f05b05705204e04a04604103d03903503102d02902402001c01801401000c008004',
  '011233455677899a001223345567789900122334456677880012233445566778001122334455667701112233445566670011222334455566001122233444556600011222333445550011122233344455001112223334445501112223334444550001112222333444000111222233344400111122223333440011112222333344',
);

const word = new Uint32Array(1);
const single = new Float32Array(word.buffer);

/** The estimate for a mantissa, a number in 0.5..1. */
function estimate({ base, less }: Estimates, mantissa: number): number {
  const high = mantissa >>> 19;
  return 0.5 + (base[mantissa >>> 15] - less[(high << 4) | ((mantissa >>> 11) & 15)]) / 8192;
}

/** The processor's estimate of 1 / x. */
function inverseEstimate(x: number): number {
  single[0] = x;
  const exponent = (word[0] >>> 23) & 255;
  const sign = word[0] >>> 31 ? -1 : 1;
  if (exponent === 255) return 1 / x;
  if (exponent === 0) return sign * Infinity;
  const y = estimate(INVERSE, word[0] & 0x7fffff) * 2 ** (127 - exponent);
  return y < 2 ** -126 ? (sign < 0 ? -0 : 0) : sign * y;
}

/** The processor's estimate of 1 / √x. */
function rootEstimate(x: number): number {
  single[0] = x;
  const exponent = (word[0] >>> 23) & 255;
  if (exponent === 0) return word[0] >>> 31 ? -Infinity : Infinity;
  if (!(x > 0) || exponent === 255) return 1 / Math.sqrt(x);
  const odd = (exponent & 1) === 0;
  return estimate(odd ? ROOT_OF_DOUBLE : ROOT, word[0] & 0x7fffff) * 2 ** ((127 - exponent + (odd ? 1 : 0)) / 2);
}

export function inverse32(x: number): number {
  const y = inverseEstimate(x);
  const left = f(2 - f(x * y));
  return Number.isNaN(left) ? y : f(y * left);
}

export function rsqrt32(x: number): number {
  const y = rootEstimate(x);
  const error = f(f(f(x * y) * y) - 1);
  const z = f(f(f(-0.5 * y) * error) + y);
  return Number.isNaN(z) ? y : z;
}

/** Numbers that fill no vector. */
export const rsqrtTail = (x: number): number => f(1 / f(Math.sqrt(x)));
