/** What differs from TensorFlow 2.15.1's Grappler, each with its reason. The page shows this table; the comparison holds it to the recordings. */
/** In the page's languages. */
export interface Said { readonly en: string; readonly zh: string }

export interface Difference {
  /** passes alone in which it is seen; `default` where the whole pipeline differs too */
  readonly passes: readonly string[];
  readonly what: Said;
  readonly why: Said;
  /** recorded graphs that show it */
  readonly graphs: readonly string[];
  /** Names, ops and inputs are the same, and numbers of constants differ by no more than this share: the comparison holds it to that. */
  readonly within?: number;
}

const FOLDING = ['constant_folding', 'constant_folding_aggressive', 'default', 'session_default', 'session_grappler_off'];

export const DIFFERS: readonly Difference[] = [
  {
    passes: ['arithmetic_aggressive'], graphs: ['wheres_none'],
    what: { en: 'A reshape that a mask makes to the shape that is there already is passed by Grappler, at its level AGGRESSIVE only.', zh: '掩码把张量变成它本来就有的形状时，Grappler 只在 AGGRESSIVE 级别上略过这个 Reshape。' },
    why: { en: 'Which of two sizes that are not known is named after the other differs.', zh: '两个未知的大小中以哪一个为准，两边不同。' },
  },
  {
    passes: FOLDING, graphs: ['c_const_math', 'k_at2', 'k_dig', 'k_erf', 'k_lg', 'k_sinh', 'u_fed27', 'u_var32', 'u_var34', 'u_var36'], within: 1e-6,
    what: { en: 'Constants folded from Erf, Lgamma, Digamma, Atan2, Sinh and Cos, and sums of such functions, differ in their last bits.', zh: '由 Erf、Lgamma、Digamma、Atan2、Sinh、Cos 以及这些函数之和折叠出的常量，最后几位不同。' },
    why: { en: 'TensorFlow computes these by approximations of its own (Eigen); the kernels here round the exact value once.', zh: 'TensorFlow 用自己的近似（Eigen）计算这些函数；这里的内核把精确值舍入一次。' },
  },
  {
    passes: ['constant_folding', 'constant_folding_aggressive'], graphs: ['u_fed53', 'u_var56'],
    what: { en: 'A branch that ends in a Merge of which a constant was made stays in the graph after constant folding alone, though nothing reads it.', zh: '分支末端的 Merge 已折叠为常量后，单独运行常量折叠时 Grappler 仍把这个无人读取的分支留在图里。' },
    why: { en: 'Grappler stops before it has taken out the last layers of it; here they go. The whole pipeline gives the same.', zh: 'Grappler 在去掉最后几层之前就停止了；这里会去掉。整个流程的结果相同。' },
  },
  {
    passes: FOLDING, graphs: ['x_halfs'], within: 0.02,
    what: { en: 'Constants of float16 and bfloat16 folded from Sigmoid, Softmax, sums, means and products of matrices differ in their last bit.', zh: '由 Sigmoid、Softmax、求和、平均和矩阵乘积折叠出的 float16、bfloat16 常量，最后一位不同。' },
    why: { en: 'TensorFlow rounds to 16 bits after each step inside these kernels; here the result is rounded once.', zh: 'TensorFlow 在这些内核里每一步都舍入到 16 位；这里只对结果舍入一次。' },
  },
  {
    passes: ['session_default'], graphs: ['fm_log1p_v', 'fm_same_sum_v', 'fm_same_sum_x', 'fm_square_v', 'fm_square_x', 'fm_transpose_v', 'fm_transpose_x'],
    what: { en: 'Where a tensor in the middle is fed, here nothing reads past it; Grappler rewrites x·x, x+x+x, a transpose of a transpose and log(x+1) so that what was fed is not read.', zh: '中间的张量被喂入时，这里没有节点会绕过它；Grappler 改写 x·x、x+x+x、转置的转置和 log(x+1) 时，会不再读取喂入的值。' },
    why: { en: 'TensorFlow 2.15.1 then gives other values than with its optimiser off (recorded); a fed value must count.', zh: '这时 TensorFlow 2.15.1 给出的值与关闭优化器时不同（已录制）；喂入的值必须算数。' },
  },
  {
    passes: ['default', 'session_default'], graphs: ['v6_var59'],
    what: { en: 'Of a tensor stacked with itself that is a later output of its node, Grappler tiles the first output.', zh: '某节点靠后的输出与自身堆叠时，Grappler 平铺的是它的第一个输出。' },
    why: { en: 'That is another tensor; here the stacked one is tiled.', zh: '那是另一个张量；这里平铺的是被堆叠的那一个。' },
  },
  {
    passes: FOLDING.slice(0, 4), graphs: ['v6_var17'],
    what: { en: 'A constant vector added to a difference of a matrix and a vector is moved to the vector by Grappler.', zh: '把常量向量加到“矩阵减向量”上时，Grappler 把常量移到向量一侧。' },
    why: { en: 'Which sizes Grappler compares before it moves one is not known here well enough: it stays.', zh: '移动之前 Grappler 比较哪些大小，这里了解得不够：保持原样。' },
  },
  {
    passes: FOLDING.slice(0, 4), graphs: ['r7_2', 'r7_4', 'v7_fed15', 'v7_fed21', 'v7_fed9'],
    what: { en: 'Where the sizes of a fed tensor follow only from what reads it further down, past transposes, slices and stacks, a few nodes more or fewer become simple.', zh: '被喂入的张量的大小只能从下游（隔着转置、切片、堆叠）的读取者得知时，被化简的节点会多几个或少几个。' },
    why: { en: 'Sizes are not followed back past nodes whose rank was not known when they were met.', zh: '遇到时秩还未知的节点，大小不会越过它们往回推。' },
  },
];
