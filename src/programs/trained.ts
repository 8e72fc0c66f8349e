/** A program that trains one network on all its samples, epoch after epoch. */
import { classifier, PIXELS, shapesOf, singles } from './classifier.ts';
import type { Net, Samples } from './net.ts';
import type { Digits, Knobs, Line, ModelSpec, Program } from './program.ts';
import { build, definitions, epoch, float, head, say, training, type Text } from './script.ts';

export interface Trained {
  readonly id: string;
  readonly title: string;
  readonly net: Net;
  /** Samples other than single digits, and the Python statements that make X and Y of them. */
  readonly data?: { samples(digits: Digits, knobs: Knobs): Samples; readonly shape: readonly number[]; readonly labelShape: readonly number[]; text(knobs: Knobs): readonly string[] };
}

/** The program of a network. */
export function trained({ id, title, net, data }: Trained): Program {
  const { shape, labelShape } = data ?? { shape: [PIXELS], labelShape: [] };
  return {
    id, title, succession: false,
    models: oneModel(id),
    build: (tf, knobs, spec, digits) => classifier({ tf, knobs, spec, net, samples: data?.samples(digits, knobs) ?? singles(digits), shared: null }),
    shapes: (knobs, spec) => shapesOf(net, knobs, spec),
    pictures: (knobs, spec) => net.pictures?.(knobs, spec) ?? [],
    script(knobs, c): Line[] {
      const [spec] = this.models(knobs);
      const text: Text = { knobs, cure: c, net, spec, rate: float(knobs.rate), args: '', sharedInputs: false, shape, labelShape };
      return [
        ...head(knobs, 'X', 'Y', data?.text(knobs)), ...definitions(text), ...build(text), say(''),
        ...training(text, epoch(text)),
      ];
    },
  };
}

/** One model, trained on all samples. */
export const oneModel = (name: string) => ({ rate, samples }: Knobs): ModelSpec[] => [{ name, rate, units: null, train: Array.from({ length: samples }, (_, i) => i), test: null }];
