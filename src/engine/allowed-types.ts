/**
 * Which dtypes (and which of a few words) ops take, and TensorFlow's error for others (op_def_library's `_SatisfiesTypeConstraint`). Loaded by scripts alone: the page's
 * own programs never ask. What is not listed takes any dtype.
 */
import { TensorFlowError } from './op-def.ts';
import { scriptChecks } from './registry.ts';
import { signatureOf, split } from './signature.ts';

/** A line of dtypes in the order that TensorFlow names them, then the attributes of ops that take just these. */
const TABLE = `
int32 int64
  Tidx: All Any ArgMin BatchToSpace BroadcastTo ConcatV2 Cumprod Cumsum CumulativeLogsumexp DenseBincount EuclideanNorm LinSpace Max Mean Min
  Prod ReverseV2 SparseSegmentMean SparseSegmentMeanGrad SparseSegmentMeanWithNumSegments SparseSegmentSqrtN SparseSegmentSqrtNGrad
  SparseSegmentSum SparseSegmentSumGrad Sum UnravelIndex; output_type: ArgMin; Tblock_shape: BatchToSpaceND SpaceToBatchND; Tcrops:
  BatchToSpaceND; T: BroadcastArgs BroadcastGradientArgs CountUpTo InTopKV2 InvertPermutation RandomStandardNormal RandomUniform
  RandomUniformInt Substr TruncatedNormal; shape_type: ConcatOffset; Tshape: Conv3DBackpropInputV2 Reshape StatelessRandomNormalV2
  StatelessRandomUniformIntV2 StatelessRandomUniformV2 StatelessTruncatedNormalV2; Tdim: ExpandDims; index_type: Fill; Tindices: Gather
  ScatterAdd ScatterDiv ScatterMax ScatterMin ScatterMul ScatterNdAdd ScatterNdNonAliasingAdd ScatterNdSub ScatterNdUpdate ScatterSub
  ScatterUpdate SegmentMax SegmentMean SegmentMin SegmentProd SegmentSum SparseApplyAdadelta SparseApplyAdagrad SparseApplyAdagradDA
  SparseApplyAdagradV2 SparseApplyCenteredRMSProp SparseApplyFtrl SparseApplyFtrlV2 SparseApplyMomentum SparseApplyProximalAdagrad
  SparseApplyProximalGradientDescent SparseApplyRMSProp SparseToDense TensorScatterAdd TensorScatterMax TensorScatterMin TensorScatterSub
  UnsortedSegmentMax UnsortedSegmentMin UnsortedSegmentProd; Taxis: GatherV2 Roll UniqueV2 UniqueWithCountsV2; dtype: HistogramFixedWidth;
  out_idx: ListDiff Unique UniqueV2 UniqueWithCounts UniqueWithCountsV2; out_type: LowerBound Shape ShapeN Size UpperBound; Tindex:
  MatrixBandPart; Targmax: MaxPoolGradWithArgmax MaxPoolWithArgmax; Tpaddings: MirrorPad MirrorPadGrad Pad PadV2 SpaceToBatch SpaceToBatchND;
  output_dtype: Multinomial; S: RandomGamma RandomPoissonV2; Tout: RandomUniformInt; Tlen: ReverseSequence; Tshift: Roll; Index: Slice
  StridedSliceAssign StridedSliceGrad; Tsegmentids: SparseSegmentMean SparseSegmentMeanGrad SparseSegmentMeanWithNumSegments
  SparseSegmentSqrtN SparseSegmentSqrtNGrad SparseSegmentSum SparseSegmentSumGrad; Tnumsegments: SparseSegmentMeanWithNumSegments
  UnsortedSegmentMax UnsortedSegmentMin UnsortedSegmentProd UnsortedSegmentSum; Tlabels: SparseSoftmaxCrossEntropyWithLogits; Tseed:
  StatelessRandomGetKeyCounter; Tmultiples: Tile; Tperm: Transpose
float32 float64 int32 uint8 int16 int8 complex64 int64 qint8 quint8 qint32 bfloat16 qint16 quint16 uint16 complex128 float16 uint32 uint64
  T: AccumulateNV2 ApplyAdaMax ApplyAdadelta ApplyAdagrad ApplyAdagradDA ApplyAdagradV2 ApplyAdam ApplyAddSign ApplyCenteredRMSProp ApplyFtrl
  ApplyFtrlV2 ApplyGradientDescent ApplyMomentum ApplyPowerSign ApplyProximalAdagrad ApplyProximalGradientDescent ApplyRMSProp
  ApproximateEqual AssignAdd AssignSub BiasAdd BiasAddGrad ClipByValue Cumprod Cumsum EuclideanNorm Mean Prod ScatterAdd ScatterDiv ScatterMul
  ScatterNdAdd ScatterNdSub ScatterSub SegmentMean SegmentProd SegmentSum SparseApplyAdadelta SparseApplyAdagrad SparseApplyAdagradDA
  SparseApplyAdagradV2 SparseApplyCenteredRMSProp SparseApplyFtrl SparseApplyFtrlV2 SparseApplyMomentum SparseApplyProximalAdagrad
  SparseApplyProximalGradientDescent SparseApplyRMSProp Sum UnsortedSegmentProd UnsortedSegmentSum
float16 bfloat16 float32 float64
  T: AvgPool AvgPool3D AvgPool3DGrad AvgPoolGrad Conv2DBackpropFilter Conv3D Conv3DBackpropFilterV2 Conv3DBackpropInputV2
  DepthwiseConv2dNative DepthwiseConv2dNativeBackpropFilter DepthwiseConv2dNativeBackpropInput Elu EluGrad L2Loss LeakyRelu LeakyReluGrad
  LogSoftmax Selu SeluGrad Softmax SoftmaxCrossEntropyWithLogits Softplus SoftplusGrad Softsign SoftsignGrad
  SparseSoftmaxCrossEntropyWithLogits; dtype: RandomStandardNormal RandomUniform StatelessRandomNormalV2 StatelessRandomUniformV2
  StatelessTruncatedNormalV2 TruncatedNormal
bfloat16 float16 float32 float64
  T: Atan2 BesselI0 BesselI0e BesselI1 BesselI1e Ceil CheckNumerics CumulativeLogsumexp Digamma Erf Erfc Erfinv Floor Igamma Igammac IsFinite
  IsInf IsNan Lgamma LinSpace Ndtri Rint SparseSegmentMean SparseSegmentMeanGrad SparseSegmentMeanWithNumSegments SparseSegmentSqrtN
  SparseSegmentSqrtNGrad SparseSegmentSumGrad
bfloat16 float16 float32 float64 complex64 complex128
  T: Acos Acosh Asin Asinh Atan Atanh Cos Cosh Exp Expm1 InvGrad Log Log1p MulNoNan ReciprocalGrad Rsqrt RsqrtGrad Sigmoid SigmoidGrad Sin
  Sinh Sqrt SqrtGrad Tan Tanh TanhGrad
float32 float64 int32 uint8 int16 int8 int64 bfloat16 uint16 float16 uint32 uint64
  T: Cross Dilation2D Dilation2DBackpropFilter Dilation2DBackpropInput Greater GreaterEqual HistogramSummary Less LessEqual MaxPool3DGradGrad
  MaxPoolGrad MaxPoolGradGrad MaxPoolGradWithArgmax MaxPoolWithArgmax Multinomial Relu6 Relu6Grad ReluGrad ScalarSummary SegmentMax SegmentMin
  SparseSegmentSum TopKV2 UnsortedSegmentMax UnsortedSegmentMin
int16 int32 int64
  Tidx: ArgMax; Tindices: GatherNd GatherV2 ScatterNd UnsortedSegmentSum; Index: StridedSlice; Tk: TopKV2; index_type: TopKV2
float64 float32 float16 complex64 complex128
  T: Cholesky MatrixInverse MatrixSolve MatrixSolveLs Qr SelfAdjointEigV2 Svd
float16 bfloat16 float32
  T: FusedBatchNormGradV3 FusedBatchNormV3 LRN LRNGrad MaxPool3D MaxPool3DGrad; TInput: MaxPool3DGrad
int8 int16 int32 int64 uint8 uint16 uint32 uint64
  T: BitwiseAnd BitwiseOr BitwiseXor Invert LeftShift RightShift
bfloat16 float16 float32 float64 uint8 int8 uint16 int16 int32 uint32 uint64 int64 complex64 complex128
  T: Div FloorDiv Mul RealDiv TruncateDiv
bfloat16 float16 float32 float64 int8 int16 int32 int64 complex64 complex128
  T: Inv Neg Reciprocal Round Sign
bfloat16 float16 float32 float64 int32 int64 complex64 complex128
  T: BatchMatMul Diag DiagPart SquaredDifference
float32 float64
  T: Betainc IgammaGradA Polygamma Zeta
int32 int64 float32 float64
  T: Bincount DenseBincount HistogramFixedWidth
float16 bfloat16 float32 float64 complex64 complex128
  T: Xdivy Xlog1py Xlogy
float32 float64 int32 uint8 int16 int8 int64 bfloat16 uint16 float16 uint32 uint64 qint8 quint8 qint32 qint16 quint16 bool
  T: ArgMax ArgMin
bfloat16 float16 float32 float64 uint8 int8 int16 int32 int64 complex64 complex128
  Ta: BatchMatMulV3; Tb: BatchMatMulV3
bfloat16 float16 float32 float64 int64 int32 uint8 uint16 uint32 uint64 int8 int16 complex64 complex128 qint8 quint8 qint16 quint16 qint32
  T: Bitcast; type: Bitcast
float16 bfloat16 float32 float64 int32
  T: Conv2D Conv2DBackpropInput
float16 float32 float64 complex64 complex128
  T: LogMatrixDeterminant MatrixDeterminant
float32 float64 int32 uint8 int16 int8 int64 bfloat16 uint16 float16 uint32 uint64 qint8 quint8 qint32 qint16 quint16
  T: Max Min
bfloat16 float16 float32 float64 int8 uint8 int16 uint16 int32 uint32 int64 uint64
  T: Maximum Minimum
float16 float32 float64 int32 int64
  R: RandomPoissonV2; dtype: RandomPoissonV2
float16 bfloat16 float32 float64 int32 int64
  T: ScatterMax ScatterMin
float32 float64 int32 uint8 int16 int8 complex64 int64 qint8 quint8 qint32 bfloat16 qint16 quint16 uint16 complex128 float16 uint32 uint64 bool
  T: ScatterNdNonAliasingAdd Where
float32 bfloat16
  Ta: SparseMatMul; Tb: SparseMatMul
bfloat16 float16 float32 float64 int8 int16 int32 int64
  T: Abs
bfloat16 float16 float32 float64 uint8 int8 int16 int32 int64 complex64 complex128 string
  T: Add
float32 float64 int32 uint8 int16 int8 complex64 int64 qint8 quint8 qint32 bfloat16 qint16 quint16 uint16 complex128 float16 uint32 uint64 variant
  T: AddN
bfloat16 float16 float32 float64 uint8 uint16 uint32 uint64 int8 int16 int32 int64 complex64 complex128
  T: AddV2
int16 uint16 int32 int64
  output_type: ArgMax
float32 float64 int32 uint8 int16 int8 int64 bfloat16 uint16 float16 uint32 uint64 complex64 complex128 bool variant string
  T: AsString
bfloat16 float16 float32 float64 int16 int32 int64 uint8 uint16 uint32 uint64 complex64 complex128
  T: BatchMatMulV2
bfloat16 float16 float32 float64 int16 int32 int64 complex64 complex128
  Tout: BatchMatMulV3
int8 int16 int32 int64 uint8 uint16 string
  T: DenseToDenseSetOperation
float16 float32 bfloat16 float64 complex64 complex128
  T: DivNoNan
bfloat16 float16 float32 float64 int8 int16 int32 int64 uint8 uint16 uint32 uint64 complex64 complex128 bool
  T: ExtractImagePatches
int8 int16 int32 int64 uint8 uint16 uint32 uint64 bfloat16 float16 float32 float64
  T: FloorMod
float32
  U: FusedBatchNormGradV3
bfloat16 float32
  U: FusedBatchNormV3
uint8 float32 float16 float64
  T: ImageSummary
bfloat16 float16 float32 float64 int32 int64 uint8 uint16 uint32 uint64 complex64 complex128
  T: MatMul
bfloat16 float64 float32 float16 complex64 complex128
  T: MatrixTriangularSolve
float16 bfloat16 float32 float64 int32 int64 uint8 int16 int8 uint16 qint8
  T: MaxPool
int32 int64 float16 float16 bfloat16 float32 float64
  T: Mod
uint8 int8 int32 int64
  TI: OneHot
bfloat16 float16 float32 float64 int8 uint8 int16 uint16 int32 uint32 int64 uint64 complex64 complex128 bool
  T: OnesLike
bfloat16 float32 float16 float64 int8 int16 int32 int64 complex64 complex128
  T: Pow
float16 float32 float64
  T: RandomGamma
bfloat16 float16 float32 float64 int8 int16 int32 int64 uint16 uint32
  Tidx: Range
float32 float64 int32 uint8 int16 int8 int64 bfloat16 uint16 float16 uint32 uint64 qint8
  T: Relu
int8 uint8 int16 uint16 int32 int64 bfloat16 float16 float32 float64 bfloat16
  T: ResizeBilinear
int8 uint8 int16 uint16 int32 int64 float16 float32 float64 bfloat16
  T: ResizeNearestNeighbor
uint8 int8 uint16 int16 uint32 int32 uint64 int64 bool bfloat16 float16 float32 float64 complex64 complex128 string
  T: Reverse
uint8 int8 uint16 int16 int32 uint32 int64 uint64 bool bfloat16 float16 float32 float64 complex64 complex128 string
  T: ReverseV2
int8 int32 int64
  Tlen: SplitV
bfloat16 float16 float32 float64 int8 int16 int32 int64 uint8 uint16 uint32 uint64 complex64 complex128
  T: Square
int32 int64 uint32 uint64
  dtype: StatelessRandomUniformIntV2
float32 float64 int32 int64
  out_type: StringToNumber
bfloat16 float16 float32 float64 uint8 int8 uint16 int16 int32 int64 complex64 complex128 uint32 uint64
  T: Sub
int16 int32 int64 uint16
  Tindices: TensorScatterUpdate
int32 int64 bfloat16 float16 float32 float64
  T: TruncateMod
`;

let allowed: Map<string, readonly string[]> | null = null;

function table(): Map<string, readonly string[]> {
  const out = new Map<string, readonly string[]>();
  for (const [, types, rest] of TABLE.matchAll(/^(\w.*)\n((?: {2}.*\n)+)/gm)) {
    const list = types.split(' ');
    for (const part of rest.replaceAll('\n', ' ').split(';')) {
      const [attr, ops] = part.trim().split(/:\s+/) as [string, string];
      for (const op of ops.trim().split(/\s+/)) out.set(`${op}.${attr}`, list);
    }
  }
  return out;
}

/** The dtypes that an op's attribute may have, or null for any. */
export const allowedTypes = (op: string, attr: string): readonly string[] | null => (allowed ??= table()).get(`${op}.${attr}`) ?? null;

function check(op: string, attr: string, dtype: string, parameter: string): void {
  const list = allowedTypes(op, attr);
  if (list && !list.includes(dtype)) throw new TensorFlowError('TypeError', `Value passed to parameter '${parameter}' has DataType ${dtype} not in list of allowed values: ${list.join(', ')}`);
}

/** From now on every op refuses dtypes that it does not have. */
export function checkTypes(): void {
  scriptChecks.argument = check;
  scriptChecks.node = (op, inputs, attrs) => {
    const s = signatureOf(op.signature);
    const counts = split(s, inputs.length, attrs);
    const seen = new Set<string>();
    s.inputs.forEach((arg, i) => {
      if (arg.typeAttr === null || arg.list || seen.has(arg.typeAttr) || counts[i] === 0) return;
      seen.add(arg.typeAttr);
      check(op.type, arg.typeAttr, attrs[arg.typeAttr] as string, arg.name);
    });
    for (const a of s.attrs) {
      const text = attrs[a.name];
      if (a.type === 'string' && a.allowed && typeof text === 'string' && !a.allowed.includes(text)) throw new TensorFlowError('ValueError', `Attr '${a.name}' of '${op.type}' Op passed string '${text}' not in: "${a.allowed.join('", "')}".`);
    }
    for (const a of s.attrs) if (a.type === 'type' && !seen.has(a.name) && typeof attrs[a.name] === 'string') check(op.type, a.name, attrs[a.name] as string, a.name);
  };
}
