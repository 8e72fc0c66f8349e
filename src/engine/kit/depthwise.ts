/** Depthwise convolutions: which numbers of input, filter and output belong together. */
import { sizeOf } from '../dtype.ts';
import { RunFailure, type Attrs } from '../op-def.ts';
import { eachPlace, requireLast, windowOf, type Window } from './window.ts';

export interface Depthwise {
  readonly window: Window;
  readonly batch: number;
  readonly channels: number;
  readonly multiplier: number;
  /** Calls `visit` with the indices of an input, a filter and an output number whose product counts. */
  each(visit: (x: number, f: number, y: number) => void): void;
}

export function depthwise(attrs: Attrs, type: string, x: readonly number[], filter: readonly number[]): Depthwise {
  requireLast(attrs, type, 'conv');
  const [batch, , , channels] = x as [number, number, number, number];
  const multiplier = filter[3];
  if (filter[2] !== channels) throw new RunFailure('InvalidArgumentError', `input and filter must have the same depth: ${channels} vs ${filter[2]}`);
  const window = windowOf(x, filter.slice(0, 2), attrs);
  const [places, outputs] = [sizeOf(window.size), sizeOf(window.out)];
  const each = (visit: (x: number, f: number, y: number) => void): void => {
    for (let n = 0; n < batch; n++) {
      eachPlace(window, (place, o, tap) => {
        const xi = (n * places + place) * channels;
        const yi = (n * outputs + o) * channels * multiplier;
        for (let k = 0; k < channels; k++) for (let m = 0; m < multiplier; m++) visit(xi + k, (tap * channels + k) * multiplier + m, yi + k * multiplier + m);
      });
    }
  };
  return { window, batch, channels, multiplier, each };
}
