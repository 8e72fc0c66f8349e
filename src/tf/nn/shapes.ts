/** Small facts about static shapes that several functions of tf/nn and of losses ask. */
import { mergeShapes } from '../../engine/shapes.ts';
import type { Shape } from '../../engine/dtype.ts';

/** Whether two shapes may be equal (`TensorShape.is_compatible_with`). */
export const shapesFit = (a: Shape | null, b: Shape | null): boolean => mergeShapes(a, b) !== null;
