// Attributes as text to read: short, and never more than a few hundred letters of a tensor or list.
import { utf8 } from '../graphdef/attrs.ts';
import type { AttrData, Attrs, FuncData, ListData, Shape, TensorData } from '../graphdef/model.ts';

/** Elements of a list or tensor that are spelled out. */
const ELEMENTS = 8;
/** Letters of one piece of text that are spelled out. */
const LETTERS = 120;

/** `[?, 64]`, or `?` where not even the rank is known. */
export function shapeText(shape: Shape): string {
  return shape ? `[${shape.map((size) => size ?? '?').join(', ')}]` : '?';
}

export function attrText(attr: AttrData): string {
  switch (attr.kind) {
    case 'none':
      return '–';
    case 'type':
      return attr.value;
    case 'int':
    case 'float':
    case 'bool':
      return String(attr.value);
    case 'string':
      return textOf(attr.value);
    case 'shape':
      return shapeText(attr.value);
    case 'tensor':
      return tensorText(attr.value);
    case 'func':
      return funcText(attr.value);
    case 'placeholder':
      return `$${attr.value}`;
    case 'list':
      return listText(attr);
  }
}

function listText(list: ListData): string {
  const all: readonly string[] = ((): string[] => {
    switch (list.of) {
      case 'empty':
        return [];
      case 'type':
        return some(list.values, String);
      case 'int':
      case 'float':
      case 'bool':
        return some<number | bigint | boolean>(list.values, String);
      case 'string':
        return some(list.values, textOf);
      case 'shape':
        return some(list.values, shapeText);
      case 'tensor':
        return some(list.values, tensorText);
      case 'func':
        return some(list.values, funcText);
    }
  })();
  return `[${all.join(', ')}${more(list.values.length, all.length)}]`;
}

function funcText({ name, attrs }: FuncData): string {
  return attrs.size === 0 ? `${name}()` : `${name}(${[...attrs.keys()].slice(0, ELEMENTS).join(', ')}${more(attrs.size, ELEMENTS)})`;
}

/** `float32 [64, 10]: 0.1, 0.2, …` */
function tensorText({ dtype, shape, data }: TensorData): string {
  const head = `${dtype} ${shapeText(shape)}`;
  if ('serialised' in data) return head;
  const all = ArrayBuffer.isView(data)
    ? Array.from<number | bigint, string>(data.slice(0, ELEMENTS), (value) => shown(value, dtype))
    : some(data, textOf);
  return all.length === 0 ? head : `${head}: ${all.join(', ')}${more(data.length, all.length)}`;
}

function shown(value: number | bigint, dtype: string): string {
  if (typeof value === 'bigint') return String(value);
  if (dtype === 'bool') return value === 0 ? 'false' : 'true';
  if (dtype.startsWith('float8')) return `0x${value.toString(16)}`;
  const number = dtype === 'float16' ? fromBits(value, 5) : dtype === 'bfloat16' ? fromBits(value, 8) : value;
  return Number.isInteger(number) ? String(number) : String(Number(number.toPrecision(6)));
}

/** The number that 16 bits stand for, so many of them the exponent's. */
function fromBits(bits: number, exponentBits: number): number {
  const fraction = 2 ** (15 - exponentBits);
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = Math.floor((bits & 0x7fff) / fraction);
  const rest = (bits & (fraction - 1)) / fraction;
  const bias = 2 ** (exponentBits - 1) - 1;
  if (exponent === 2 ** exponentBits - 1) return rest === 0 ? sign * Infinity : Number.NaN;
  return exponent === 0 ? sign * rest * 2 ** (1 - bias) : sign * (1 + rest) * 2 ** (exponent - bias);
}

function some<T>(values: readonly T[], text: (value: T) => string): string[] {
  return values.slice(0, ELEMENTS).map(text);
}

function more(total: number, spelled: number): string {
  return total > spelled ? `, … (${total})` : '';
}

/** In quotation marks; what is no text as a count of bytes. */
function textOf(bytes: Uint8Array): string {
  const text = utf8(bytes.subarray(0, LETTERS * 4));
  const whole = bytes.length <= LETTERS * 4;
  if (whole && Array.from(text).some(isNoText)) return `${bytes.length} bytes`;
  return text.length > LETTERS || !whole ? `"${text.slice(0, LETTERS)}…"` : `"${text}"`;
}

/** A control character that is no blank, or what stands for bytes that are not UTF-8. */
function isNoText(letter: string): boolean {
  const code = letter.charCodeAt(0);
  return code === 0xfffd || code < 9 || (code > 13 && code < 32);
}

/** The shape of a node's outputs, where its attributes say so. */
export function shapeOf(attrs: Attrs): string | null {
  const outputs = attrs.get('_output_shapes');
  if (outputs?.kind === 'list' && outputs.of === 'shape')
    return some(outputs.values, shapeText).join(', ') + more(outputs.values.length, ELEMENTS);
  const value = attrs.get('value');
  if (value?.kind === 'tensor') return shapeText(value.value.shape);
  const shape = attrs.get('shape');
  return shape?.kind === 'shape' ? shapeText(shape.value) : null;
}
