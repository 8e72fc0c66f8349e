import * as d3 from 'd3-interpolate';
import { expect, it } from 'vitest';
import * as ours from './d3-interpolate-numbers.mjs';

it('interpolates numbers exactly as d3-interpolate does', () => {
  for (const [a, b] of [[0, 1], [-3, 7], [10, 10], [1e9, -2.5]]) {
    for (const t of [0, 0.1, 0.5, 0.999, 1, 1.5, -1]) {
      expect(ours.interpolate(a, b)(t)).toBe(d3.interpolate(a, b)(t));
      expect(ours.interpolateNumber(a, b)(t)).toBe(d3.interpolateNumber(a, b)(t));
      expect(ours.interpolateRound(a, b)(t)).toBe(d3.interpolateRound(a, b)(t));
      expect(ours.piecewise(ours.interpolate, [a, b, 5, 8])(t)).toBe(d3.piecewise(d3.interpolate, [a, b, 5, 8])(t));
    }
  }
});
