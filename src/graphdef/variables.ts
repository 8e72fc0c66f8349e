// What .meta files say of variables: the serialised VariableDefs in the collections `variables` and `trainable_variables`.
import { plain } from './bytes.ts';
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { VariableDefSchema } from './proto/meta_pb.ts';
import { Budget, DEFAULT_LIMITS } from './limits.ts';
import { attempt, type Result } from './result.ts';
import { survey } from './survey.ts';

/** A variable by the names of its nodes and tensors. */
export interface VariableData {
  /** the tensor of the variable itself, e.g. `w:0` */
  readonly variable: string;
  /** the op that initialises it, e.g. `w/Assign` */
  readonly initializer: string;
  /** the tensor that reads it, e.g. `w/read:0` */
  readonly snapshot: string;
  /** the tensor of its initial value, e.g. `w/initial_value:0` */
  readonly initialValue: string;
  readonly trainable: boolean;
  /** false for the reference variables of TensorFlow 1 (VariableV2) */
  readonly isResource: boolean;
}

/** One element of the collection. */
export function encodeVariable(variable: VariableData): Uint8Array {
  return toBinary(
    VariableDefSchema,
    create(VariableDefSchema, {
      variableName: variable.variable,
      initializerName: variable.initializer,
      snapshotName: variable.snapshot,
      initialValueName: variable.initialValue,
      trainable: variable.trainable,
      isResource: variable.isResource,
    }),
  );
}

/** Reads one element of the collection. Slices of partitioned variables are not looked at. */
export function decodeVariable(given: Uint8Array): Result<VariableData> {
  const bytes = plain(given);
  return attempt(() => {
    survey(VariableDefSchema, bytes, new Budget(DEFAULT_LIMITS));
    const proto = fromBinary(VariableDefSchema, bytes);
    return {
      variable: proto.variableName,
      initializer: proto.initializerName,
      snapshot: proto.snapshotName,
      initialValue: proto.initialValueName,
      trainable: proto.trainable,
      isResource: proto.isResource,
    };
  });
}
