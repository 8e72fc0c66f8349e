/** Colours of the pictures, read from the style sheet by meaning, and the scales from numbers to colours. */

const TOKENS = ['ink', 'soft', 'muted', 'line', 'edge', 'card', 'well', 'focus', 'cure-text', 'video-text', 'scale-positive', 'scale-negative', 'scale-amount'] as const;
type Rgb = readonly [number, number, number];

export interface Colours {
  readonly token: Readonly<Record<(typeof TOKENS)[number], string>>;
  readonly font: string;
  /** The page's unit: 1, more on a projector. */
  readonly unit: number;
  /** From nothing (0: the card) to all there is (1: ink): digits. */
  grey(share: number): Rgb;
  /** From nothing to all there is: counts and shares. */
  amount(share: number): Rgb;
  /** -1 … 0 … 1: two hues that differ for every kind of colour vision, the card between them. */
  signed(value: number): Rgb;
}

/** Reads the colours that hold now. */
export function readColours(): Colours {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  const token = Object.fromEntries(TOKENS.map((name) => [name, read(name)])) as Colours['token'];
  const rgb = (name: (typeof TOKENS)[number]): Rgb => parse(token[name]);
  const [card, ink, amount, positive, negative] = [rgb('card'), rgb('ink'), rgb('scale-amount'), rgb('scale-positive'), rgb('scale-negative')];
  return {
    token,
    font: read('sans'),
    unit: Number(read('scale')) || 1,
    grey: (share) => between(card, ink, share),
    amount: (share) => between(card, amount, share),
    signed: (value) => between(card, value < 0 ? negative : positive, Math.abs(value)),
  };
}

/** `#rgb` or `#rrggbb`: style sheets are shortened when they are built. Anything else is a grey. */
function parse(hex: string): Rgb {
  const digits = hex.length === 4 ? hex.slice(1).replace(/./g, '$&$&') : hex.slice(1);
  const value = Number.parseInt(digits, 16);
  return digits.length === 6 && Number.isFinite(value) ? [value >> 16, (value >> 8) & 255, value & 255] : [128, 128, 128];
}

function between(a: Rgb, b: Rgb, share: number): Rgb {
  const at = Math.min(1, Math.max(0, share));
  return [0, 1, 2].map((i) => Math.round(a[i] + (b[i] - a[i]) * at)) as unknown as Rgb;
}

export const css = ([r, g, b]: Rgb): string => `rgb(${r} ${g} ${b})`;

/** Whether dark text is read better on it than light text. */
export const isLight = ([r, g, b]: Rgb): boolean => 0.2126 * r ** 2.2 + 0.7152 * g ** 2.2 + 0.0722 * b ** 2.2 > 0.18 * 255 ** 2.2;

const sheets = new Map<string, OffscreenCanvas>();

/** Draws numbers as an image, a number a block, sharp at any size. */
export function drawImage(
  context: CanvasRenderingContext2D,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
  columns: number,
  rows: number,
  colour: (i: number) => Rgb,
): void {
  const key = `${columns} ${rows}`;
  let sheet = sheets.get(key);
  if (!sheet) {
    if (sheets.size > 20) sheets.clear();
    sheets.set(key, (sheet = new OffscreenCanvas(columns, rows)));
  }
  const pen = sheet.getContext('2d');
  if (!pen) return;
  const image = pen.createImageData(columns, rows);
  for (let i = 0; i < columns * rows; i++) {
    const [r, g, b] = colour(i);
    image.data.set([r, g, b, 255], i * 4);
  }
  pen.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(sheet, x, y, width, height);
}
