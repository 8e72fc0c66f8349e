/** Everything that scripts find in the Python package `tensorflow`. One table a family; a new function is one line in its family's. */
import type { Bindings } from '../binding.ts';
import { checkTypes } from '../../engine/allowed-types.ts';
import { registerOps } from '../../engine/registry.ts';
import { OPS } from '../../engine/ops/index.ts';
import { bindings as array } from './array.ts';
import { bindings as core } from './core.ts';
import { bindings as flow } from './flow.ts';
import { bindings as graphdef } from './graphdef.ts';
import { bindings as image } from './image.ts';
import { bindings as keras } from './keras.ts';
import { bindings as layers } from './layers.ts';
import { bindings as losses } from './losses.ts';
import { bindings as math } from './math.ts';
import { bindings as nn } from './nn.ts';
import { bindings as random } from './random.ts';
import { bindings as rnn } from './rnn.ts';
import { bindings as sparse } from './sparse.ts';
import { bindings as state } from './state.ts';
import { bindings as summary } from './summary.ts';
import { bindings as train } from './train.ts';
import { explainShapes } from '../node-text.ts';
import { checkNames } from '../valid-names.ts';

registerOps(OPS);
checkTypes();
checkNames();
explainShapes();

const ALL = [core, math, array, nn, random, state, train, layers, losses, keras, flow, rnn, summary, sparse, image, graphdef];

export const bindings: Bindings = {
  functions: ALL.flatMap((b) => b.functions),
  classes: ALL.flatMap((b) => b.classes),
  constants: ALL.flatMap((b) => b.constants),
};
