/** The answer's example: a single-layer perceptron on the digits, one model, its loop building as much anew as the knob says. */
import { singleLayer } from '../layers.ts';
import { trained } from '../trained.ts';

export const program = trained({ id: 'perceptron', title: 'Perceptron on digits', net: singleLayer });
