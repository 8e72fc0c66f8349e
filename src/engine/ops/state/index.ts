/** Variables, optimizers’ updates, checkpoints: ops beyond those of core.ts. */
import type { Op } from '../../op.ts';
import { applyAdaMax } from './apply_ada_max.ts';
import { applyAdadelta } from './apply_adadelta.ts';
import { applyAdagrad } from './apply_adagrad.ts';
import { applyAdagradDa } from './apply_adagrad_da.ts';
import { applyAdagradV2 } from './apply_adagrad_v2.ts';
import { applyAdam } from './apply_adam.ts';
import { applyAddSign } from './apply_add_sign.ts';
import { applyCenteredRmsprop } from './apply_centered_rmsprop.ts';
import { applyFtrl } from './apply_ftrl.ts';
import { applyFtrlV2 } from './apply_ftrl_v2.ts';
import { applyPowerSign } from './apply_power_sign.ts';
import { applyProximalAdagrad } from './apply_proximal_adagrad.ts';
import { applyProximalGradientDescent } from './apply_proximal_gradient_descent.ts';
import { applyRmsprop } from './apply_rmsprop.ts';
import { assignAdd } from './assign_add.ts';
import { assignSub } from './assign_sub.ts';
import { countUpTo } from './count_up_to.ts';
import { isVariableInitialized } from './is_variable_initialized.ts';
import { mergeV2Checkpoints } from './merge_v2_checkpoints.ts';
import { scatterAdd } from './scatter_add.ts';
import { scatterDiv } from './scatter_div.ts';
import { scatterMax } from './scatter_max.ts';
import { scatterMin } from './scatter_min.ts';
import { scatterMul } from './scatter_mul.ts';
import { scatterNdAdd } from './scatter_nd_add.ts';
import { scatterNdSub } from './scatter_nd_sub.ts';
import { scatterNdUpdate } from './scatter_nd_update.ts';
import { scatterSub } from './scatter_sub.ts';
import { scatterUpdate } from './scatter_update.ts';
import { shardedFilename } from './sharded_filename.ts';
import { sparseApplyAdadelta } from './sparse_apply_adadelta.ts';
import { sparseApplyAdagrad } from './sparse_apply_adagrad.ts';
import { sparseApplyAdagradDa } from './sparse_apply_adagrad_da.ts';
import { sparseApplyAdagradV2 } from './sparse_apply_adagrad_v2.ts';
import { sparseApplyCenteredRmsprop } from './sparse_apply_centered_rmsprop.ts';
import { sparseApplyFtrl } from './sparse_apply_ftrl.ts';
import { sparseApplyFtrlV2 } from './sparse_apply_ftrl_v2.ts';
import { sparseApplyMomentum } from './sparse_apply_momentum.ts';
import { sparseApplyProximalAdagrad } from './sparse_apply_proximal_adagrad.ts';
import { sparseApplyProximalGradientDescent } from './sparse_apply_proximal_gradient_descent.ts';
import { sparseApplyRmsprop } from './sparse_apply_rmsprop.ts';

export const STATE: readonly Op[] = [
  applyAdaMax, applyAdadelta, applyAdagrad, applyAdagradDa, applyAdagradV2, applyAdam, applyAddSign, applyCenteredRmsprop,
  applyFtrl, applyFtrlV2, applyPowerSign, applyProximalAdagrad, applyProximalGradientDescent, applyRmsprop, assignAdd,
  assignSub, countUpTo, isVariableInitialized, mergeV2Checkpoints, scatterAdd, scatterDiv, scatterMax, scatterMin, scatterMul, scatterNdAdd,
  scatterNdSub, scatterNdUpdate, scatterSub, scatterUpdate, shardedFilename, sparseApplyAdadelta, sparseApplyAdagrad, sparseApplyAdagradDa,
  sparseApplyAdagradV2, sparseApplyCenteredRmsprop, sparseApplyFtrl, sparseApplyFtrlV2, sparseApplyMomentum,
  sparseApplyProximalAdagrad, sparseApplyProximalGradientDescent, sparseApplyRmsprop,
];
