// A TensorProto as the model's tensor. Memory follows the elements that are in the file, never the shape that it claims.
import { toBinary } from '@bufbuild/protobuf';
import { type TensorProto, TensorProtoSchema } from './proto/tensor_pb.ts';
import { elementCount } from './attrs.ts';
import { dtypeName, storageOf, type DTypeStorage, type NumericArray } from './dtype.ts';
import type { TensorData, TensorValues } from './model.ts';
import { refuse } from './result.ts';
import { storedAsBytes } from './to-message.ts';

/** Reads a tensor, or refuses one whose shape and bytes do not agree. */
export function tensorFrom(proto: TensorProto): TensorData {
  const dtype = dtypeName(proto.dtype);
  const shape = (proto.tensorShape?.dim ?? []).map(({ size }) => Number(size));
  const storage = storageOf(dtype);
  if (!storage) return { dtype, shape, data: { serialised: toBinary(TensorProtoSchema, proto) } };
  if (proto.tensorShape?.unknownRank) refuse('is a tensor of unknown rank; a constant must know its shape');
  const bad = shape.findIndex((size) => size < 0);
  if (bad >= 0) refuse(`is a tensor whose axis ${bad} has size ${shape[bad]}; a constant must know its shape`);
  const count = elementCount(shape);
  if (count === Infinity) refuse(`is a tensor of shape [${shape.join(', ')}], which has more than 2^53 elements`);
  if (proto.tensorContent.length > 0) return { dtype, shape, data: fromContent(proto.tensorContent, storage, count) };
  const tensor: TensorData = { dtype, shape, data: fromList(proto, storage, count) };
  return storedAsBytes(tensor) ? { ...tensor, listed: true } : tensor;
}

function fromContent(bytes: Uint8Array, storage: DTypeStorage, count: number): TensorValues {
  if (!storage.array) return strings(bytes, count);
  const width = new storage.array(0).BYTES_PER_ELEMENT * storage.width;
  if (bytes.length !== count * width)
    refuse(`is a tensor of ${count} elements of ${width} bytes, so ${count * width} bytes were expected; got ${bytes.length}`);
  return new storage.array(bytes.slice().buffer);
}

/** Strings as bytes: all lengths first, as varints, then all the characters. Only TensorFlow's C++ writes them so. */
function strings(bytes: Uint8Array, count: number): Uint8Array[] {
  const broken = (): never => refuse(`is a tensor of ${count} strings, but its bytes do not hold as many`);
  if (count > bytes.length) broken();
  const lengths: number[] = [];
  let at = 0;
  for (let i = 0; i < count; i++) {
    let length = 0;
    for (let scale = 1; ; scale *= 128) {
      if (at >= bytes.length || scale > 2 ** 35) broken();
      length += (bytes[at] & 0x7f) * scale;
      if (bytes[at++] < 0x80) break;
    }
    lengths.push(length);
  }
  return lengths.map((length) => {
    if (at + length > bytes.length) broken();
    at += length;
    return bytes.slice(at - length, at);
  });
}

function fromList(proto: TensorProto, storage: DTypeStorage, count: number): TensorValues {
  // The field of another type is not looked at, as in TensorFlow: such a tensor is all zeros. So are elements beyond the shape.
  const list = proto[storage.list ?? 'floatVal'];
  const kept = Math.min(list.length, count * storage.width);
  if (!storage.array) return (list.slice(0, kept) as Uint8Array[]).map((bytes) => bytes.slice());
  const out: NumericArray = new storage.array(kept);
  for (let i = 0; i < kept; i++) out[i] = typeof list[i] === 'boolean' ? Number(list[i]) : (list[i] as number);
  return out;
}
