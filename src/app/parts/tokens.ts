/** Colours by meaning, read from the style sheet: as text for a canvas, and as words for image data. */

export interface Tokens<T extends string> {
  readonly token: Readonly<Record<T, string>>;
  /** As 32-bit little-endian RGBA, for image data. */
  readonly packed: Readonly<Record<T, number>>;
  readonly font: string;
  readonly unit: number;
}

/** Reads the colours of these names that hold now. */
export function readTokens<T extends string>(names: readonly T[]): Tokens<T> {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  const token = Object.fromEntries(names.map((name) => [name, read(name)])) as Record<T, string>;
  const packed = Object.fromEntries(names.map((name) => [name, pack(token[name])])) as Record<T, number>;
  return { token, packed, font: read('sans'), unit: Number(read('scale')) || 1 };
}

/** `#rgb` or `#rrggbb`; anything else is a grey. */
export function pack(hex: string): number {
  const digits = hex.length === 4 ? hex.slice(1).replace(/./g, '$&$&') : hex.slice(1);
  const value = Number.parseInt(digits, 16);
  const [r, g, b] = digits.length === 6 && Number.isFinite(value) ? [value >> 16, (value >> 8) & 255, value & 255] : [128, 128, 128];
  return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
}
