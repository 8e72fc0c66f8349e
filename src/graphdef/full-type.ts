// The one full type that TensorFlow 2 writes into the graphs of TensorFlow 1's API: that of `Shape` nodes. Without it their size
// is 14 bytes less than recorded; TensorFlow 1.15 does not write it.
import { create, toBinary } from '@bufbuild/protobuf';
import { FullTypeDefSchema, FullTypeId, NodeDefSchema } from './proto/node_pb.ts';

/** `rest` of a `Shape` node as TensorFlow 2.15 writes it: a product of one shape tensor of `outType`. */
export function shapeFullType(outType: 'int32' | 'int64'): Uint8Array {
  const element = create(FullTypeDefSchema, { typeId: outType === 'int32' ? FullTypeId.TFT_INT32 : FullTypeId.TFT_INT64 });
  const tensor = create(FullTypeDefSchema, { typeId: FullTypeId.TFT_SHAPE_TENSOR, args: [element] });
  const product = create(FullTypeDefSchema, { typeId: FullTypeId.TFT_PRODUCT, args: [tensor] });
  return toBinary(NodeDefSchema, create(NodeDefSchema, { experimentalType: product }));
}
