/** The least and the greatest number of each dtype. */
const LOWEST: Readonly<Record<string, number>> = { float32: -3.4028234663852886e38, float64: -Number.MAX_VALUE, int32: -2147483648, int64: -(2 ** 63), uint8: 0, int8: -128, int16: -32768, uint16: 0 };
const HIGHEST: Readonly<Record<string, number>> = { float32: 3.4028234663852886e38, float64: Number.MAX_VALUE, int32: 2147483647, int64: 2 ** 63, uint8: 255, int8: 127, int16: 32767, uint16: 65535 };
export const lowest = (dtype: string): number => LOWEST[dtype] ?? -65504;
export const highest = (dtype: string): number => HIGHEST[dtype] ?? 65504;
