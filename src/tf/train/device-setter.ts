/** `tf.train.replica_device_setter`: variables go to parameter servers in turn, all else to the worker (python/training/device_setter.py). */
const VARIABLES = ['Variable', 'VariableV2', 'AutoReloadVariable', 'MutableHashTable', 'MutableHashTableV2', 'MutableHashTableOfTensors', 'MutableHashTableOfTensorsV2', 'MutableDenseHashTable', 'MutableDenseHashTableV2', 'VarHandleOp', 'BoostedTreesEnsembleResourceHandleOp', 'BoostedTreesQuantileStreamResourceHandleOp', 'ResourceConditionalAccumulator', 'DecisionTreeResource'];

/** A device function that `tf.device` takes. */
export class DeviceSetter {
  private next = 0;
  constructor(private readonly tasks: number, private readonly ps: string, private readonly worker: string, private readonly ops: readonly string[] = VARIABLES) {}
  /** The device of a node that is about to be made; what blocks further inside say goes before it. */
  readonly place = (op: { readonly type: string }): string => {
    if (this.tasks === 0 || !this.ps || !this.ops.includes(op.type)) return this.worker;
    return `${this.ps}/task:${this.next++ % this.tasks}`;
  };
}
