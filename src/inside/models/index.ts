/** The models whose steps were recorded with real TensorFlow, by name. Loaded when one of them is first asked for. */
import { Context } from '../../tf/context.ts';
import { globalVariablesInitializer } from '../../tf/state/collections.ts';
import { cnn, mlp, perceptron, towers } from './classic.ts';
import { placeOn, type Built, type Model } from './kit.ts';
import { lstm, seq2seq } from './recurrent.ts';

const MODELS: Readonly<Record<string, Model>> = { perceptron, mlp, cnn, lstm, seq2seq, towers };

/** Builds a model with its parts spread over that many devices, and the initialiser beside it, as it was recorded. Throws for an unknown name. */
export function buildModel(name: string, devices: number, kind: 'cpu' | 'gpu' = 'cpu'): Built & { readonly tf: Context } {
  const model = Object.hasOwn(MODELS, name) ? MODELS[name] : undefined;
  if (!model) throw new Error(`model: expected one of ${Object.keys(MODELS).join(', ')}, got ${name}`);
  const tf = new Context();
  const built = model(tf, placeOn(tf, devices, kind));
  globalVariablesInitializer(tf);
  return { ...built, tf };
}
