/** How TensorArrays cross the border of a branch or a loop: as their flow, and back as an array with another one. The class: tensor-array.ts. */
import type { Tensor } from '../context.ts';

/** What has a flow that stands for it. */
export interface Flowing { readonly flow: Tensor; withFlow(flow: Tensor): unknown }

export const isFlowing = (v: unknown): v is Flowing => typeof v === 'object' && v !== null && 'flow' in v && 'withFlow' in v;
export const flowOf = (v: unknown): unknown => (isFlowing(v) ? v.flow : v);
/** What `like` is, with another value: `t` itself, or the TensorArray with `t` as its flow. */
export const unflow = (like: unknown, t: Tensor): unknown => (isFlowing(like) ? like.withFlow(t) : t);
