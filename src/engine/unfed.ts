/** What a run says of a placeholder without a value. */
import { cppName, showDims, type DType, type Shape } from './dtype.ts';
import { RunFailure, type Attrs } from './op-def.ts';

export function unfed(name: string, attrs: Attrs, node = -1): RunFailure {
  const shape = attrs.shape as Shape | null;
  return new RunFailure('InvalidArgumentError', `You must feed a value for placeholder tensor '${name}' with dtype ${cppName(attrs.dtype as DType)}${shape === null || shape.length === 0 ? '' : ` and shape ${showDims(shape)}`}`, node);
}
