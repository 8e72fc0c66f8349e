/** Colours of the memory view, read from the style sheet by meaning. */

const TOKENS = ['ink', 'soft', 'muted', 'line', 'edge', 'card', 'well', 'focus', 'video', 'main', 'disk', 'cure', 'owner-epoch', 'owner-model', 'owner-constants', 'owner-variables', 'owner-saver'] as const;
export type Token = (typeof TOKENS)[number];
export interface Colours {
  readonly token: Readonly<Record<Token, string>>;
  /** As 32-bit little-endian RGBA, for image data. */
  readonly packed: Readonly<Record<Token, number>>;
  readonly font: string;
  readonly unit: number;
}

/** Reads the colours that hold now. */
export function readColours(): Colours {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  const token = Object.fromEntries(TOKENS.map((name) => [name, read(name)])) as Colours['token'];
  const packed = Object.fromEntries(TOKENS.map((name) => [name, pack(token[name])])) as Colours['packed'];
  return { token, packed, font: read('sans'), unit: Number(read('scale')) || 1 };
}

/** `#rgb` or `#rrggbb`; anything else is a grey. */
function pack(hex: string): number {
  const digits = hex.length === 4 ? hex.slice(1).replace(/./g, '$&$&') : hex.slice(1);
  const value = Number.parseInt(digits, 16);
  const [r, g, b] = digits.length === 6 && Number.isFinite(value) ? [value >> 16, (value >> 8) & 255, value & 255] : [128, 128, 128];
  return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
}
