/** Ops that change variables: two runs of each beside what TensorFlow 2.15.1 made of the same; counters, flags, files, and what is refused. */
import { describe, expect, it } from 'vitest';
import { applyAdamStep } from './ops/state/apply_adam.ts';
import { staticOf, tensor, type DType, type Tensor } from './dtype.ts';
import { Graph } from './graph.ts';
import type { Attrs, Output } from './op-def.ts';
import { OPS } from './ops/index.ts';
import { STATE } from './ops/state/index.ts';
import { registerOps } from './registry.ts';
import { Session, type Files } from './session.ts';

registerOps(OPS);

interface Case {
  type: string; attrs: Attrs; dtype: DType; shape: number[];
  /** Values of the variable and its slots before. */
  refs: number[][];
  /** A variable by its number, or a constant. */
  inputs: (number | [DType, number[], number[]])[];
  /** Their values after two runs. */
  after: number[][];
}

const CASES: Case[] = [
  { type: 'ApplyAdam', attrs: { use_nesterov: false }, dtype: 'float32', shape: [4], refs: [[1, -2, 0.30000001, 0], [0, 0, 0, 0], [0, 0, 0, 0]], inputs: [0, 1, 2, ['float32', [], [0.89999998]], ['float32', [], [0.99900001]], ['float32', [], [0.1]], ['float32', [], [0.89999998]], ['float32', [], [0.99900001]], ['float32', [], [9.9999999e-09]], ['float32', [4], [0.5, -0.1, 2, 0]]], after: [[0.765616179, -1.76561677, 0.0656161457, 0], [0.0950000212, -0.019000005, 0.380000085, 0], [0.000499743561, 1.9989744e-05, 0.00799589697, 0]] },
  { type: 'ApplyAdam', attrs: { use_nesterov: true }, dtype: 'float32', shape: [4], refs: [[1, -2, 0.30000001, 0], [0, 0, 0, 0], [0, 0, 0, 0]], inputs: [0, 1, 2, ['float32', [], [0.89999998]], ['float32', [], [0.99900001]], ['float32', [], [0.1]], ['float32', [], [0.89999998]], ['float32', [], [0.99900001]], ['float32', [], [9.9999999e-09]], ['float32', [4], [0.5, -0.1, 2, 0]]], after: [[0.618326306, -1.61832726, -0.0816738009, 0], [0.0950000212, -0.019000005, 0.380000085, 0], [0.000499743561, 1.9989744e-05, 0.00799589697, 0]] },
  { type: 'ApplyAdaMax', attrs: {}, dtype: 'float32', shape: [4], refs: [[1, -2, 0.30000001, 0], [0, 0, 0, 0], [0, 0, 0, 0]], inputs: [0, 1, 2, ['float32', [], [0.89999998]], ['float32', [], [0.1]], ['float32', [], [0.89999998]], ['float32', [], [0.99900001]], ['float32', [], [9.9999999e-09]], ['float32', [4], [0.5, -0.1, 2, 0]]], after: [[0.709999979, -1.71000004, 0.0100000203, 0], [0.0950000212, -0.019000005, 0.380000085, 0], [0.5, 0.100000001, 2, 0]] },
  { type: 'ApplyAdadelta', attrs: {}, dtype: 'float32', shape: [4], refs: [[1, -2, 0.30000001, 0], [0, 0, 0, 0], [0, 0, 0, 0]], inputs: [0, 1, 2, ['float32', [], [1]], ['float32', [], [0.94999999]], ['float32', [], [1e-06]], ['float32', [4], [0.5, -0.1, 2, 0]]], after: [[0.990999103, -1.9910078, 0.290998787, 0], [0.0243750066, 0.000975000265, 0.390000105, 0], [1.97548206e-06, 1.97167174e-06, 1.97563145e-06, 0]] },
  { type: 'ApplyAdagrad', attrs: { update_slots: true }, dtype: 'float32', shape: [4], refs: [[1, -2, 0.30000001, 0], [0.1, 0.1, 0.1, 0.1]], inputs: [0, 1, ['float32', [], [0.1]], ['float32', [4], [0.5, -0.1, 2, 0]]], after: [[0.850934803, -1.94098139, 0.130954206, 0], [0.600000024, 0.119999997, 8.10000038, 0.100000001]] },
  { type: 'ApplyAdagrad', attrs: { update_slots: false }, dtype: 'float32', shape: [4], refs: [[1, -2, 0.30000001, 0], [0.1, 0.1, 0.1, 0.1]], inputs: [0, 1, ['float32', [], [0.1]], ['float32', [4], [0.5, -0.1, 2, 0]]], after: [[0.683772206, -1.93675447, -0.964911044, 0], [0.100000001, 0.100000001, 0.100000001, 0.100000001]] },
  { type: 'ApplyAdagrad', attrs: { update_slots: true }, dtype: 'float64', shape: [4], refs: [[1, -2, 0.3, 0], [0.1, 0.1, 0.1, 0.1]], inputs: [0, 1, ['float64', [], [0.1]], ['float64', [4], [0.5, -0.1, 2, 0]]], after: [[0.850934852, -1.94098135, 0.130954203, 0], [0.6, 0.12, 8.1, 0.1]] },
  { type: 'ApplyAdagradV2', attrs: { update_slots: true }, dtype: 'float32', shape: [4], refs: [[1, -2, 0.30000001, 0], [0.1, 0.1, 0.1, 0.1]], inputs: [0, 1, ['float32', [], [0.1]], ['float32', [], [0.001]], ['float32', [4], [0.5, -0.1, 2, 0]]], after: [[0.851160705, -1.94115508, 0.131027639, 0], [0.600000024, 0.119999997, 8.10000038, 0.100000001]] },
  { type: 'ApplyAdagradDA', attrs: {}, dtype: 'float32', shape: [4], refs: [[1, -2, 0.30000001, 0], [0, 0, 0, 0], [0.1, 0.1, 0.1, 0.1]], inputs: [0, 1, 2, ['float32', [4], [0.5, -0.1, 2, 0]], ['float32', [], [0.1]], ['float32', [], [0.0099999998]], ['float32', [], [0.02]], ['int64', [], [3]]], after: [[-0.12426392, 0.048239246, -0.139198124, -0], [1, -0.200000003, 4, 0], [0.600000024, 0.119999997, 8.10000038, 0.100000001]] },
  { type: 'ApplyAddSign', attrs: {}, dtype: 'float32', shape: [4], refs: [[1, -2, 0.30000001, 0], [0, 0, 0, 0]], inputs: [0, 1, ['float32', [], [0.1]], ['float32', [], [1]], ['float32', [], [0.5]], ['float32', [], [0.89999998]], ['float32', [4], [0.5, -0.1, 2, 0]]], after: [[0.850000024, -1.97000003, -0.300000012, 0], [0.0950000212, -0.019000005, 0.380000085, 0]] },
  { type: 'ApplyPowerSign', attrs: {}, dtype: 'float32', shape: [4], refs: [[1, -2, 0.30000001, 0], [0, 0, 0, 0]], inputs: [0, 1, ['float32', [], [0.1]], ['float32', [], [1]], ['float32', [], [0.5]], ['float32', [], [0.89999998]], ['float32', [4], [0.5, -0.1, 2, 0]]], after: [[0.835127831, -1.96702552, -0.359488487, 0], [0.0950000212, -0.019000005, 0.380000085, 0]] },
  { type: 'ApplyRMSProp', attrs: {}, dtype: 'float32', shape: [4], refs: [[1, -2, 0.30000001, 0], [1, 1, 1, 1], [0, 0, 0, 0]], inputs: [0, 1, 2, ['float32', [], [0.1]], ['float32', [], [0.89999998]], ['float32', [], [0.5]], ['float32', [], [1e-06]], ['float32', [4], [0.5, -0.1, 2, 0]]], after: [[0.868023813, -1.97309923, -0.122734651, 0], [0.857499957, 0.81189996, 1.57000017, 0.809999943], [0.0799886435, -0.0163656324, 0.247323111, 0]] },
  { type: 'ApplyCenteredRMSProp', attrs: {}, dtype: 'float32', shape: [4], refs: [[1, -2, 0.30000001, 0], [0, 0, 0, 0], [1, 1, 1, 1], [0, 0, 0, 0]], inputs: [0, 1, 2, 3, ['float32', [], [0.1]], ['float32', [], [0.89999998]], ['float32', [], [0.5]], ['float32', [], [1e-06]], ['float32', [4], [0.5, -0.1, 2, 0]]], after: [[0.867631853, -1.97309601, -0.134767368, 0], [0.0950000212, -0.019000005, 0.380000085, 0], [0.857499957, 0.81189996, 1.57000017, 0.809999943], [0.0803102478, -0.0163683929, 0.256593287, 0]] },
  { type: 'ApplyFtrl', attrs: { multiply_linear_by_lr: false }, dtype: 'float32', shape: [4], refs: [[1, -2, 0.30000001, 0], [0.1, 0.1, 0.1, 0.1], [0, 0, 0, 0]], inputs: [0, 1, 2, ['float32', [4], [0.5, -0.1, 2, 0]], ['float32', [], [0.1]], ['float32', [], [0.0099999998]], ['float32', [], [0.02]], ['float32', [], [-0.5]]], after: [[0.312506557, -0.0306566712, 0.0834034458, 0], [0.600000024, 0.119999997, 8.10000038, 0.100000001], [-2.44316578, 0.117424086, -2.38704014, 0]] },
  { type: 'ApplyFtrl', attrs: { multiply_linear_by_lr: true }, dtype: 'float32', shape: [4], refs: [[1, -2, 0.30000001, 0], [0.1, 0.1, 0.1, 0.1], [0, 0, 0, 0]], inputs: [0, 1, 2, ['float32', [4], [0.5, -0.1, 2, 0]], ['float32', [], [0.1]], ['float32', [], [0.0099999998]], ['float32', [], [0.02]], ['float32', [], [-0.30000001]]], after: [[0.184063762, -0.0160284713, -0.0357660018, 0], [0.600000024, 0.119999997, 8.10000038, 0.100000001], [-0.159647718, 0.00954900868, 0.06813398, 0]] },
  { type: 'ApplyFtrlV2', attrs: { multiply_linear_by_lr: false }, dtype: 'float32', shape: [4], refs: [[1, -2, 0.30000001, 0], [0.1, 0.1, 0.1, 0.1], [0, 0, 0, 0]], inputs: [0, 1, 2, ['float32', [4], [0.5, -0.1, 2, 0]], ['float32', [], [0.1]], ['float32', [], [0.0099999998]], ['float32', [], [0.02]], ['float32', [], [0.1]], ['float32', [], [-0.5]]], after: [[0.270112991, 0.0794693753, 0.07938914, 0], [0.600000024, 0.119999997, 8.10000038, 0.100000001], [-2.11309075, -0.288468748, -2.27263021, 0]] },
  { type: 'ApplyProximalGradientDescent', attrs: {}, dtype: 'float32', shape: [4], refs: [[1, -2, 0.30000001, 0]], inputs: [0, ['float32', [], [0.1]], ['float32', [], [0.2]], ['float32', [], [0.30000001]], ['float32', [4], [0.5, -0.1, 2, 0]]], after: [[0.808653116, -1.827788, -0.0993496031, 0]] },
  { type: 'ApplyProximalAdagrad', attrs: {}, dtype: 'float32', shape: [4], refs: [[1, -2, 0.30000001, 0], [0.1, 0.1, 0.1, 0.1]], inputs: [0, 1, ['float32', [], [0.1]], ['float32', [], [0.2]], ['float32', [], [0.30000001]], ['float32', [4], [0.5, -0.1, 2, 0]]], after: [[0.720839262, -1.53188169, 0.110095479, 0], [0.600000024, 0.119999997, 8.10000038, 0.100000001]] },
  { type: 'SparseApplyAdadelta', attrs: {}, dtype: 'float32', shape: [3, 2], refs: [[1, 2, -1, 0.5, 3, -3], [0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0]], inputs: [0, 1, 2, ['float32', [], [1]], ['float32', [], [0.94999999]], ['float32', [], [1e-06]], ['float32', [2, 2], [0.5, -1, 2, 0.1]], ['int32', [2], [2, 0]]], after: [[0.990998745, 1.9910078, -1, 0.5, 2.99099898, -2.99099898], [0.390000105, 0.000975000265, 0, 0, 0.0243750066, 0.0975000262], [1.97563145e-06, 1.97167174e-06, 0, 0, 1.97548206e-06, 1.97560166e-06]] },
  { type: 'SparseApplyAdagrad', attrs: { update_slots: true }, dtype: 'float32', shape: [3, 2], refs: [[1, 2, -1, 0.5, 3, -3], [0.1, 0.1, 0.1, 0.1, 0.1, 0.1]], inputs: [0, 1, ['float32', [], [0.1]], ['float32', [2, 2], [0.5, -1, 2, 0.1]], ['int32', [2], [2, 0]]], after: [[0.830954194, 1.94098139, -1, 0.5, 2.85093498, -2.83564734], [8.10000038, 0.119999997, 0.100000001, 0.100000001, 0.600000024, 2.0999999]] },
  { type: 'SparseApplyAdagradV2', attrs: { update_slots: true }, dtype: 'float32', shape: [3, 2], refs: [[1, 2, -1, 0.5, 3, -3], [0.1, 0.1, 0.1, 0.1, 0.1, 0.1]], inputs: [0, 1, ['float32', [], [0.1]], ['float32', [], [0.001]], ['float32', [2, 2], [0.5, -1, 2, 0.1]], ['int32', [2], [2, 0]]], after: [[0.831027627, 1.94115508, -1, 0.5, 2.85116076, -2.83578563], [8.10000038, 0.119999997, 0.100000001, 0.100000001, 0.600000024, 2.0999999]] },
  { type: 'SparseApplyAdagradDA', attrs: {}, dtype: 'float32', shape: [3, 2], refs: [[1, 2, -1, 0.5, 3, -3], [0, 0, 0, 0, 0, 0], [0.1, 0.1, 0.1, 0.1, 0.1, 0.1]], inputs: [0, 1, 2, ['float32', [2, 2], [0.5, -1, 2, 0.1]], ['int32', [2], [2, 0]], ['float32', [], [0.1]], ['float32', [], [0.0099999998]], ['float32', [], [0.02]], ['int64', [], [3]]], after: [[-0.139198124, -0.0482392497, -1, 0.5, -0.124263927, 0.135382399], [4, 0.200000003, 0, 0, 1, -2], [8.10000038, 0.119999997, 0.100000001, 0.100000001, 0.600000024, 2.0999999]] },
  { type: 'SparseApplyRMSProp', attrs: {}, dtype: 'float32', shape: [3, 2], refs: [[1, 2, -1, 0.5, 3, -3], [1, 1, 1, 1, 1, 1], [0, 0, 0, 0, 0, 0]], inputs: [0, 1, 2, ['float32', [], [0.1]], ['float32', [], [0.89999998]], ['float32', [], [0.5]], ['float32', [], [1e-06]], ['float32', [2, 2], [0.5, -1, 2, 0.1]], ['int32', [2], [2, 0]]], after: [[0.577265322, 1.97309923, -1, 0.5, 2.86802387, -2.75000024], [1.57000017, 0.81189996, 1, 1, 0.857499957, 1], [0.247323111, 0.0163656324, 0, 0, 0.0799886435, -0.149999931]] },
  { type: 'SparseApplyCenteredRMSProp', attrs: {}, dtype: 'float32', shape: [3, 2], refs: [[1, 2, -1, 0.5, 3, -3], [0, 0, 0, 0, 0, 0], [1, 1, 1, 1, 1, 1], [0, 0, 0, 0, 0, 0]], inputs: [0, 1, 2, 3, ['float32', [], [0.1]], ['float32', [], [0.89999998]], ['float32', [], [0.5]], ['float32', [], [1e-06]], ['float32', [2, 2], [0.5, -1, 2, 0.1]], ['int32', [2], [2, 0]]], after: [[0.565232635, 1.97309601, -1, 0.5, 2.86763167, -2.74738908], [0.380000085, 0.019000005, 0, 0, 0.0950000212, -0.190000042], [1.57000017, 0.81189996, 1, 1, 0.857499957, 1], [0.256593287, 0.016368391, 0, 0, 0.0803102478, -0.152107209]] },
  { type: 'SparseApplyFtrl', attrs: { multiply_linear_by_lr: false }, dtype: 'float32', shape: [3, 2], refs: [[1, 2, -1, 0.5, 3, -3], [0.1, 0.1, 0.1, 0.1, 0.1, 0.1], [0, 0, 0, 0, 0, 0]], inputs: [0, 1, 2, ['float32', [2, 2], [0.5, -1, 2, 0.1]], ['int32', [2], [2, 0]], ['float32', [], [0.1]], ['float32', [], [0.0099999998]], ['float32', [], [0.02]], ['float32', [], [-0.5]]], after: [[0.672917128, 0.0306566712, -1, 0.5, 1.23720944, -1.92275393], [8.10000038, 0.119999997, 0.100000001, 0.100000001, 0.600000024, 2.0999999], [-19.1884766, -0.117424086, 0, 0, -9.64287186, 27.9502621]] },
  { type: 'SparseApplyFtrlV2', attrs: { multiply_linear_by_lr: false }, dtype: 'float32', shape: [3, 2], refs: [[1, 2, -1, 0.5, 3, -3], [0.1, 0.1, 0.1, 0.1, 0.1, 0.1], [0, 0, 0, 0, 0, 0]], inputs: [0, 1, 2, ['float32', [2, 2], [0.5, -1, 2, 0.1]], ['int32', [2], [2, 0]], ['float32', [], [0.1]], ['float32', [], [0.0099999998]], ['float32', [], [0.02]], ['float32', [], [0.1]], ['float32', [], [-0.5]]], after: [[0.657913923, -0.0794693753, -1, 0.5, 1.10562968, -1.83913732], [8.10000038, 0.119999997, 0.100000001, 0.100000001, 0.600000024, 2.0999999], [-18.7608776, 0.288468748, 0, 0, -8.61839676, 26.7351971]] },
  { type: 'SparseApplyMomentum', attrs: { use_nesterov: false }, dtype: 'float32', shape: [3, 2], refs: [[1, 2, -1, 0.5, 3, -3], [0, 0, 0, 0, 0, 0]], inputs: [0, 1, ['float32', [], [0.1]], ['float32', [2, 2], [0.5, -1, 2, 0.1]], ['int32', [2], [2, 0]], ['float32', [], [0.89999998]]], after: [[0.420000017, 1.97099996, -1, 0.5, 2.85500002, -2.71000004], [3.79999995, 0.189999998, 0, 0, 0.949999988, -1.89999998]] },
  { type: 'SparseApplyMomentum', attrs: { use_nesterov: true }, dtype: 'float32', shape: [3, 2], refs: [[1, 2, -1, 0.5, 3, -3], [0, 0, 0, 0, 0, 0]], inputs: [0, 1, ['float32', [], [0.1]], ['float32', [2, 2], [0.5, -1, 2, 0.1]], ['int32', [2], [2, 0]], ['float32', [], [0.89999998]]], after: [[0.0780000091, 1.95389998, -1, 0.5, 2.76950002, -2.53900003], [3.79999995, 0.189999998, 0, 0, 0.949999988, -1.89999998]] },
  { type: 'SparseApplyProximalGradientDescent', attrs: {}, dtype: 'float32', shape: [3, 2], refs: [[1, 2, -1, 0.5, 3, -3]], inputs: [0, ['float32', [], [0.1]], ['float32', [], [0.2]], ['float32', [], [0.30000001]], ['float32', [2, 2], [0.5, -1, 2, 0.1]], ['int32', [2], [2, 0]]], after: [[0.521632671, 1.827788, -1, 0.5, 2.69384503, -2.59817171]] },
  { type: 'SparseApplyProximalAdagrad', attrs: {}, dtype: 'float32', shape: [3, 2], refs: [[1, 2, -1, 0.5, 3, -3], [0.1, 0.1, 0.1, 0.1, 0.1, 0.1]], inputs: [0, 1, ['float32', [], [0.1]], ['float32', [], [0.2]], ['float32', [], [0.30000001]], ['float32', [2, 2], [0.5, -1, 2, 0.1]], ['int32', [2], [2, 0]]], after: [[0.792680621, 1.53188169, -1, 0.5, 2.5533433, -2.66731429], [8.10000038, 0.119999997, 0.100000001, 0.100000001, 0.600000024, 2.0999999]] },
  { type: 'AssignAdd', attrs: {}, dtype: 'float32', shape: [4], refs: [[1, -2, 0.30000001, 0]], inputs: [0, ['float32', [4], [0.5, -0.1, 2, 0]]], after: [[2, -2.19999981, 4.30000019, 0]] },
  { type: 'AssignSub', attrs: {}, dtype: 'float32', shape: [4], refs: [[1, -2, 0.30000001, 0]], inputs: [0, ['float32', [4], [0.5, -0.1, 2, 0]]], after: [[0, -1.79999995, -3.70000005, 0]] },
  { type: 'AssignAdd', attrs: {}, dtype: 'int32', shape: [3], refs: [[1, 2, 2147483647]], inputs: [0, ['int32', [3], [1, -5, 1]]], after: [[3, -8, -2147483647]] },
  { type: 'AssignSub', attrs: {}, dtype: 'float64', shape: [1], refs: [[1.5]], inputs: [0, ['float64', [1], [0.25]]], after: [[1]] },
  { type: 'ScatterAdd', attrs: {}, dtype: 'float32', shape: [3, 2], refs: [[1, 2, -1, 0.5, 3, -3]], inputs: [0, ['int32', [2], [2, 0]], ['float32', [2, 2], [0.5, -1, 2, 0.25]]], after: [[5, 2.5, -1, 0.5, 4, -5]] },
  { type: 'ScatterSub', attrs: {}, dtype: 'float32', shape: [3, 2], refs: [[1, 2, -1, 0.5, 3, -3]], inputs: [0, ['int32', [2], [2, 0]], ['float32', [2, 2], [0.5, -1, 2, 0.25]]], after: [[-3, 1.5, -1, 0.5, 2, -1]] },
  { type: 'ScatterMul', attrs: {}, dtype: 'float32', shape: [3, 2], refs: [[1, 2, -1, 0.5, 3, -3]], inputs: [0, ['int32', [2], [2, 0]], ['float32', [2, 2], [0.5, -1, 2, 0.25]]], after: [[4, 0.125, -1, 0.5, 0.75, -3]] },
  { type: 'ScatterDiv', attrs: {}, dtype: 'float32', shape: [3, 2], refs: [[1, 2, -1, 0.5, 3, -3]], inputs: [0, ['int32', [2], [2, 0]], ['float32', [2, 2], [0.5, -1, 2, 0.25]]], after: [[0.25, 32, -1, 0.5, 12, -3]] },
  { type: 'ScatterMin', attrs: {}, dtype: 'float32', shape: [3, 2], refs: [[1, 2, -1, 0.5, 3, -3]], inputs: [0, ['int32', [2], [2, 0]], ['float32', [2, 2], [0.5, -1, 2, 0.25]]], after: [[1, 0.25, -1, 0.5, 0.5, -3]] },
  { type: 'ScatterMax', attrs: {}, dtype: 'float32', shape: [3, 2], refs: [[1, 2, -1, 0.5, 3, -3]], inputs: [0, ['int32', [2], [2, 0]], ['float32', [2, 2], [0.5, -1, 2, 0.25]]], after: [[2, 2, -1, 0.5, 3, -1]] },
  { type: 'ScatterUpdate', attrs: {}, dtype: 'float32', shape: [3, 2], refs: [[1, 2, -1, 0.5, 3, -3]], inputs: [0, ['int32', [2], [2, 0]], ['float32', [2, 2], [0.5, -1, 2, 0.25]]], after: [[2, 0.25, -1, 0.5, 0.5, -1]] },
  { type: 'ScatterAdd', attrs: {}, dtype: 'float32', shape: [3, 2], refs: [[1, 2, -1, 0.5, 3, -3]], inputs: [0, ['int32', [3], [1, 1, 1]], ['float32', [], [2]]], after: [[1, 2, 11, 12.5, 3, -3]] },
  { type: 'ScatterAdd', attrs: {}, dtype: 'int32', shape: [3], refs: [[1, 2, 3]], inputs: [0, ['int32', [2], [2, 2]], ['int32', [2], [5, 6]]], after: [[1, 2, 25]] },
  { type: 'ScatterNdAdd', attrs: {}, dtype: 'float32', shape: [3, 2], refs: [[1, 2, -1, 0.5, 3, -3]], inputs: [0, ['int32', [2, 1], [2, 0]], ['float32', [2, 2], [0.5, -1, 2, 0.25]]], after: [[5, 2.5, -1, 0.5, 4, -5]] },
  { type: 'ScatterNdAdd', attrs: {}, dtype: 'float32', shape: [3, 2], refs: [[1, 2, -1, 0.5, 3, -3]], inputs: [0, ['int32', [2, 2], [2, 1, 0, 0]], ['float32', [2], [0.5, -1]]], after: [[-1, 2, -1, 0.5, 3, -2]] },
  { type: 'ScatterNdSub', attrs: {}, dtype: 'float32', shape: [3, 2], refs: [[1, 2, -1, 0.5, 3, -3]], inputs: [0, ['int32', [2, 1], [2, 0]], ['float32', [2, 2], [0.5, -1, 2, 0.25]]], after: [[-3, 1.5, -1, 0.5, 2, -1]] },
  { type: 'ScatterNdSub', attrs: {}, dtype: 'float32', shape: [3, 2], refs: [[1, 2, -1, 0.5, 3, -3]], inputs: [0, ['int32', [2, 2], [2, 1, 0, 0]], ['float32', [2], [0.5, -1]]], after: [[3, 2, -1, 0.5, 3, -4]] },
  { type: 'ScatterNdUpdate', attrs: {}, dtype: 'float32', shape: [3, 2], refs: [[1, 2, -1, 0.5, 3, -3]], inputs: [0, ['int32', [2, 1], [2, 0]], ['float32', [2, 2], [0.5, -1, 2, 0.25]]], after: [[2, 0.25, -1, 0.5, 0.5, -1]] },
  { type: 'ScatterNdUpdate', attrs: {}, dtype: 'float32', shape: [3, 2], refs: [[1, 2, -1, 0.5, 3, -3]], inputs: [0, ['int32', [2, 2], [2, 1, 0, 0]], ['float32', [2], [0.5, -1]]], after: [[-1, 2, -1, 0.5, 3, 0.5]] },
];

const constant = (g: Graph, t: Tensor): Output => ({ id: g.add('Const', 'Const', 0, [], { dtype: t.dtype, shape: t.shape }, [], t), index: 0 });

function run(session: Session, fetches: readonly Output[], targets: readonly number[] = []): Tensor[] {
  const r = session.run(fetches, targets, new Map(), 'needed');
  while (!r.advance(1_000_000)) { /* on */ }
  return fetches.map((o) => r.fetch(o));
}

/** A variable with a value. */
function variable(g: Graph, session: Session, value: Tensor): Output {
  const ref = { id: g.add('VariableV2', 'v', 0, [], { dtype: value.dtype, shape: value.shape }), index: 0 };
  run(session, [], [g.add('Assign', 'Assign', 0, [ref, constant(g, value)], {})]);
  return ref;
}

const numbers = (t: Tensor): number[] => Array.from(t.data as Float64Array);

describe('an op that changes variables', () => {
  for (const [i, c] of CASES.entries()) {
    it(`${c.type} (${i}): does what TensorFlow does`, () => {
      const g = new Graph();
      const session = new Session(g, new Map());
      const refs = c.refs.map((values) => variable(g, session, tensor(c.dtype, c.shape, values)));
      const inputs = c.inputs.map((v) => (typeof v === 'number' ? refs[v] : constant(g, tensor(...v))));
      const step = { id: g.add(c.type, 'step', 0, inputs, c.attrs), index: 0 };
      run(session, [], [step.id]);
      const [out] = run(session, [step]);
      refs.forEach((ref, k) => {
        const got = numbers(session.readVariable(ref.id));
        c.after[k].forEach((want, j) => { expect(got[j], `variable ${k}, element ${j}`).toBeCloseTo(want, Math.min(5, 5 - Math.ceil(Math.log10(Math.abs(want) + 1e-9)))); });
      });
      expect(numbers(out)).toEqual(numbers(session.readVariable(refs[0].id)));
    });
  }

  it('of Adam by the kernel equals the host’s, bit for bit', () => {
    const r = Math.fround;
    const of = (n: number, at: (i: number) => number): Tensor => tensor('float32', [n], Float32Array.from({ length: n }, (_, i) => at(i)));
    for (const n of [1, 3, 4, 37]) {
      const g = new Graph();
      const session = new Session(g, new Map());
      const start = [of(n, (i) => Math.sin(i * i)), of(n, (i) => 1e-3 * Math.cos(7 * i)), of(n, (i) => 1e-4 * (1 + Math.sin(i)))];
      const grad = of(n, (i) => 0.3 * Math.sin(3 * i + 1));
      const scalars = [0.81, 0.998, 0.01, 0.9, 0.999, 1e-8].map(r) as [number, number, number, number, number, number];
      const refs = start.map((t) => variable(g, session, t));
      run(session, [], [g.add('ApplyAdam', 'a', 0, [...refs, ...scalars.map((v) => constant(g, tensor('float32', [], [v]))), constant(g, grad)], {})]);
      const [w, m, v] = start.map(({ data }) => Float32Array.from(data as Float32Array)) as [Float32Array, Float32Array, Float32Array];
      const host = applyAdamStep((i) => scalars[i - 3], r, {});
      for (let i = 0; i < n; i++) host([w, m, v], i, (grad.data as Float32Array)[i]);
      expect(refs.map(({ id }) => numbers(session.readVariable(id)))).toEqual([w, m, v].map((a) => Array.from(a)));
      expect(Array.from(w)).not.toEqual(numbers(start[0]));
    }
  });

  it('is on this list', () => {
    const elsewhere = ['CountUpTo', 'IsVariableInitialized', 'MergeV2Checkpoints', 'ShardedFilename'];
    const here = new Set([...CASES.map((c) => c.type), ...elsewhere]);
    expect(STATE.map((op) => op.type).filter((type) => !here.has(type))).toEqual([]);
  });

  it('is refused where rows are out of range, or shapes do not fit', () => {
    const g = new Graph();
    const session = new Session(g, new Map());
    const v = variable(g, session, tensor('float32', [3, 1], [1, 2, 3]));
    const at = (rows: number[]): Output => constant(g, tensor('int32', [rows.length], rows));
    const add = (rows: number[], updates: Tensor): Output => ({ id: g.add('ScatterAdd', 's', 0, [v, at(rows), constant(g, updates)], {}), index: 0 });
    expect(() => run(session, [add([3], tensor('float32', [1, 1], [1]))])).toThrow('indices[0] = 3 is not in [0, 3)');
    expect(() => add([0, 1], tensor('float32', [3, 1], [1, 2, 3]))).toThrow('Shapes must be equal');
    expect(() => g.add('AssignAdd', 'a', 0, [v, constant(g, tensor('float32', [2], [1, 2]))], {})).toThrow('Dimension mismatch');
    const nd = { id: g.add('ScatterNdUpdate', 'n', 0, [v, constant(g, tensor('int32', [1, 2], [0, 1])), constant(g, tensor('float32', [1], [1]))], {}), index: 0 };
    expect(() => run(session, [nd])).toThrow('indices[0] = [0, 1] does not index into shape [3,1]');
    const rate = constant(g, tensor('float32', [], [0.1]));
    const rows = { id: g.add('SparseApplyAdagrad', 'r', 0, [v, variable(g, session, tensor('float32', [3, 1], [1, 1, 1])), rate, constant(g, tensor('float32', [1, 1], [1])), at([5])], {}), index: 0 };
    expect(() => run(session, [rows])).toThrow('Index 5 at offset 0 in indices is out of range');
  });

  it('is refused where a slot or a gradient has another shape than the variable', () => {
    const g = new Graph();
    const session = new Session(g, new Map());
    const [v, slot] = [variable(g, session, tensor('float32', [2], [1, 2])), variable(g, session, tensor('float32', [2, 1], [1, 2]))];
    const of = (n: number): Output => constant(g, tensor('float32', [n], new Array<number>(n).fill(1)));
    const one = constant(g, tensor('float32', [], [1]));
    expect(() => g.add('ApplyGradientDescent', 'd', 0, [v, one, of(3)], {})).toThrow('Dimension 0 in both shapes must be equal, but are 2 and 3. Shapes are [2] and [3].');
    expect(() => g.add('ApplyMomentum', 'm', 0, [v, slot, one, of(2), one], {})).toThrow('Shapes must be equal rank, but are 1 and 2');
    expect(() => g.add('ApplyAdagrad', 'a', 0, [v, v, one, of(3)], {})).toThrow('but are 2 and 3');
    expect(() => g.add('ApplyAdagrad', 'a', 0, [v, v, of(1), of(2)], {})).toThrow('Shape must be rank 0 but is rank 1');
    expect(() => g.add('SparseApplyAdagrad', 's', 0, [slot, slot, one, of(2), constant(g, tensor('int32', [1], [0]))], {})).toThrow('Shapes must be equal rank, but are 2 and 1');
    const unknown = { id: g.add('Placeholder', 'p', 0, [], { dtype: 'float32', shape: null }), index: 0 };
    const late = { id: g.add('ApplyGradientDescent', 'd', 0, [v, one, unknown], {}), index: 0 };
    const r = session.run([late], [], new Map([[unknown.id, tensor('float32', [1], [1])]]), 'needed');
    expect(() => { while (!r.advance(1_000_000)) { /* on */ } }).toThrow('var and delta do not have the same shape[2] [1]');
  });

  it('StridedSliceAssign changes what its slice names', () => {
    const g = new Graph();
    const session = new Session(g, new Map());
    const v = variable(g, session, tensor('float32', [2, 3], [1, 2, 3, 4, 5, 6]));
    const at = (...n: number[]): Output => constant(g, tensor('int32', [n.length], n));
    const attrs = { begin_mask: 0, end_mask: 1, ellipsis_mask: 0, new_axis_mask: 0, shrink_axis_mask: 0 };
    const put = (value: Tensor): Output => ({ id: g.add('StridedSliceAssign', 's', 0, [v, at(0, 0), at(0, 3), at(1, 2), constant(g, value)], attrs), index: 0 });
    expect(numbers(run(session, [put(tensor('float32', [2, 2], [7, 8, 9, 10]))])[0])).toEqual([7, 2, 8, 9, 5, 10]);
    expect(() => run(session, [put(tensor('float32', [3], [1, 1, 1]))])).toThrow();
  });
});

describe('state beside the updates', () => {
  it('CountUpTo gives the value before, up to its limit', () => {
    const g = new Graph();
    const session = new Session(g, new Map());
    const n = variable(g, session, tensor('int32', [], [0]));
    const next = { id: g.add('CountUpTo', 'c', 0, [n], { limit: 2 }), index: 0 };
    expect([...run(session, [next])[0].data as Int32Array, ...run(session, [next])[0].data as Int32Array]).toEqual([0, 1]);
    expect(() => run(session, [next])).toThrow('Reached limit of 2');
  });

  it('PrintV2 tells its text to whoever listens', () => {
    const g = new Graph();
    const session = new Session(g, new Map());
    const told: string[] = [];
    session.printed = (text) => { told.push(text); };
    run(session, [], [g.add('PrintV2', 'p', 0, [constant(g, { dtype: 'string', shape: [], data: ['so'] })], { end: '!' })]);
    expect(told).toEqual(['so!']);
  });

  it('IsVariableInitialized tells', () => {
    const g = new Graph();
    const session = new Session(g, new Map());
    const v = { id: g.add('VariableV2', 'v', 0, [], { dtype: 'float32', shape: [1] }), index: 0 };
    const known = { id: g.add('IsVariableInitialized', 'k', 0, [v], {}), index: 0 };
    expect(run(session, [known])[0].data).toEqual(Uint8Array.of(0));
    run(session, [], [g.add('Assign', 'a', 0, [v, constant(g, tensor('float32', [1], [4]))], {})]);
    expect(run(session, [known])[0].data).toEqual(Uint8Array.of(1));
  });

  it('a variable without a static shape takes the shape of what is assigned; one of strings holds strings', () => {
    const g = new Graph();
    const session = new Session(g, new Map());
    const v = { id: g.add('VariableV2', 'v', 0, [], { dtype: 'float32', shape: null }), index: 0 };
    const put = (t: Tensor): number => g.add('Assign', 'a', 0, [v, constant(g, t)], { validate_shape: false });
    const [two, three] = [put(tensor('float32', [2], [1, 2])), put(tensor('float32', [3], [3, 4, 5]))];
    const read = { id: g.add('Identity', 'r', 0, [v], {}), index: 0 };
    expect(g.staticOf(read)).toBe(staticOf('float32', null));
    run(session, [], [two]);
    expect(run(session, [read])[0]).toEqual(tensor('float32', [2], [1, 2]));
    run(session, [], [three]);
    expect(run(session, [read])[0]).toEqual(tensor('float32', [3], [3, 4, 5]));
    const text: Tensor = { dtype: 'string', shape: [2], data: ['a', 'b'] };
    const s = variable(g, session, text);
    expect(run(session, [{ id: g.add('Identity', 'q', 0, [s], {}), index: 0 }])).toEqual([text]);
  });

  it('SaveV2, MergeV2Checkpoints and RestoreV2 keep dtypes, and parts of a whole', () => {
    const files: Files = new Map();
    const g = new Graph();
    const session = new Session(g, files);
    const texts = (...data: string[]): Output => constant(g, { dtype: 'string', shape: [data.length], data });
    const path = (text: string): Output => constant(g, { dtype: 'string', shape: [], data: [text] });
    const [a, b, n] = [tensor('float32', [1, 2], [1, 2]), tensor('float32', [1, 2], [3, 4]), tensor('int64', [], [7])].map((t) => variable(g, session, t)) as [Output, Output, Output];
    const save = (to: string, names: string[], slices: string[], values: Output[]): number =>
      g.add('SaveV2', 'save', 0, [path(to), texts(...names), texts(...slices), ...values], { dtypes: values.map((o) => g.staticOf(o).dtype) });
    run(session, [], [save('x/part-0', ['w', 'w'], ['2 2 0,1:0,2', '2 2 1,1:0,2'], [a, b]), save('x/part-1', ['n'], [''], [n])]);
    run(session, [], [g.add('MergeV2Checkpoints', 'merge', 0, [texts('x/part-0', 'x/part-1'), path('./whole')], {})]);
    expect([...files.keys()]).toEqual(['./whole']);
    const restore = g.add('RestoreV2', 'restore', 0, [path('whole'), texts('w', 'w', 'n'), texts('', '2 2 1,1:0,2', '')], { dtypes: ['float32', 'float32', 'int64'] });
    expect(run(session, [0, 1, 2].map((index) => ({ id: restore, index })))).toEqual([tensor('float32', [2, 2], [1, 2, 3, 4]), tensor('float32', [1, 2], [3, 4]), tensor('int64', [], [7])]);
    const wrong = g.add('RestoreV2', 'restore', 0, [path('./whole'), texts('n'), texts('')], { dtypes: ['float32'] });
    expect(() => run(session, [{ id: wrong, index: 0 }])).toThrow('tensor_name = n; expected dtype float does not equal original dtype int64');
  });
});
