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
}

export const DIFFERS: readonly Difference[] = [
  {
    passes: ['arithmetic', 'arithmetic_aggressive', 'default'], graphs: ['scoped'],
    what: { en: 'A sum that is read twice and ends in an AddN is put together of other parts.', zh: '被读取两次、最终进入 AddN 的和，由别的部分拼成。' },
    why: { en: 'Nodes are looked at in another order where several wait at once.', zh: '同时有几个节点等待时，查看的先后不同。' },
  },
  {
    passes: ['arithmetic_aggressive'], graphs: ['wheres_none'],
    what: { en: 'A reshape that a mask makes to the shape that is there already is passed by Grappler, at its level AGGRESSIVE only.', zh: '掩码把张量变成它本来就有的形状时，Grappler 只在 AGGRESSIVE 级别上略过这个 Reshape。' },
    why: { en: 'Which of two sizes that are not known is named after the other differs.', zh: '两个未知的大小中以哪一个为准，两边不同。' },
  },
  {
    passes: ['session_default', 'session_grappler_off'], graphs: ['shapesof_var'],
    what: { en: 'What a session executes is marked otherwise in attributes: whether variables are held by reference.', zh: '会话所执行的图在属性里的标记不同：变量是否按引用保存。' },
    why: { en: 'TensorFlow counts variables by cluster; here they are counted in all that runs.', zh: 'TensorFlow 按簇统计变量；这里在整个运行中统计。' },
  },
];
