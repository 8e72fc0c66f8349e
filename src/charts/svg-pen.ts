/** A pen that writes a standalone SVG document: the same drawing as on the canvas, for downloads and for golden tests. */
import { HATCH_OPACITY } from './canvas-pen.ts';
import { FONT, HATCHES, TILE, type Paint, type Pen, type TextStyle, type Trace } from './pen.ts';
import type { Hatch } from './palette.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text safe in XML content and attributes. Characters that XML 1.0 cannot hold at all are dropped. */
export function escapeXml(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c);
}

/** At most two decimals, never "-0" or "NaN" in the document. */
function n(value: number): string {
  if (!Number.isFinite(value)) return '0';
  const text = value.toFixed(2).replace(/\.?0+$/, '');
  return text === '-0' ? '0' : text;
}

export class SvgPen implements Pen {
  readonly #out: string[] = [];
  readonly #defs: string[] = [];
  readonly #hatches = new Map<string, string>();
  #clips = 0;

  shape(trace: Trace, paint: Paint): void {
    const d = trace(null);
    if (d) this.#element(`<path d="${d}"`, paint);
  }

  line(x1: number, y1: number, x2: number, y2: number, paint: Paint): void {
    this.#element(`<path d="M${n(x1)},${n(y1)}L${n(x2)},${n(y2)}"`, paint);
  }

  rect(x: number, y: number, width: number, height: number, paint: Paint): void {
    this.#element(`<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}"`, paint);
  }

  circle(x: number, y: number, radius: number, paint: Paint): void {
    this.#element(`<circle cx="${n(x)}" cy="${n(y)}" r="${n(radius)}"`, paint);
  }

  text(text: string, x: number, y: number, style: TextStyle): void {
    const anchor = style.anchor && style.anchor !== 'start' ? ` text-anchor="${style.anchor}"` : '';
    const weight = style.bold ? ' font-weight="600"' : '';
    const halo =
      style.halo === undefined ? '' : ` stroke="${escapeXml(style.halo)}" stroke-width="3.5" stroke-linejoin="round" paint-order="stroke"`;
    // A baseline shift in numbers: dominant-baseline is not understood by every program that opens SVG.
    this.#out.push(
      `<text x="${n(x)}" y="${n(y + style.size * 0.36)}" font-size="${n(style.size)}"${weight}${anchor} fill="${escapeXml(style.color)}"${halo}>${escapeXml(text)}</text>`,
    );
  }

  measure(text: string, style: TextStyle): number {
    let width = 0;
    for (const c of text) width += c.charCodeAt(0) > 0x2e80 ? 1 : /[iljtfr.,:;|!' ]/.test(c) ? 0.32 : /[mwMW%]/.test(c) ? 0.88 : 0.58;
    // A little more than Inter needs: what opens the file may have a wider font.
    return width * style.size * (style.bold ? 1.18 : 1.1);
  }

  clip(x: number, y: number, width: number, height: number, draw: () => void): void {
    const id = `clip${(this.#clips += 1)}`;
    this.#defs.push(`<clipPath id="${id}"><rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}"/></clipPath>`);
    this.#out.push(`<g clip-path="url(#${id})">`);
    draw();
    this.#out.push('</g>');
  }

  shift(dx: number, dy: number, draw: () => void): void {
    this.#out.push(`<g transform="translate(${n(dx)},${n(dy)})">`);
    draw();
    this.#out.push('</g>');
  }

  /** The document. `title` and `description` are what a screen reader says of it. */
  finish(width: number, height: number, title: string, description: string): string {
    const defs = this.#defs.length > 0 ? `<defs>${this.#defs.join('')}</defs>` : '';
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${n(width)}" height="${n(height)}" viewBox="0 0 ${n(width)} ${n(height)}" role="img" font-family="${escapeXml(FONT)}">`,
      `<title>${escapeXml(title)}</title><desc>${escapeXml(description)}</desc>`,
      defs,
      ...this.#out,
      '</svg>',
    ]
      .filter((line) => line !== '')
      .join('\n');
  }

  #element(start: string, paint: Paint): void {
    const opacity = paint.opacity !== undefined && paint.opacity < 1 ? ` opacity="${n(paint.opacity)}"` : '';
    const stroke =
      paint.stroke === undefined
        ? ''
        : ` stroke="${escapeXml(paint.stroke)}" stroke-width="${n(paint.width ?? 1)}" stroke-linejoin="round"` +
          (paint.dash && paint.dash.length > 0 ? ` stroke-dasharray="${paint.dash.map(n).join(' ')}"` : '');
    this.#out.push(`${start} fill="${paint.fill === undefined ? 'none' : escapeXml(paint.fill)}"${stroke}${opacity}/>`);
    if (paint.fill !== undefined && paint.hatch !== undefined && paint.hatch !== 'none' && paint.hatchColor !== undefined) {
      this.#out.push(`${start} fill="url(#${this.#hatch(paint.hatch, paint.hatchColor)})" opacity="${HATCH_OPACITY}"/>`);
    }
  }

  #hatch(hatch: Exclude<Hatch, 'none'>, color: string): string {
    const key = `${hatch} ${color}`;
    const known = this.#hatches.get(key);
    if (known !== undefined) return known;
    const id = `hatch${this.#hatches.size + 1}`;
    this.#hatches.set(key, id);
    const strokes = HATCHES[hatch].map(([x1, y1, x2, y2]) =>
      x1 === x2 && y1 === y2
        ? `<circle cx="${n(x1)}" cy="${n(y1)}" r="0.8" fill="${escapeXml(color)}"/>`
        : `<path d="M${n(x1)},${n(y1)}L${n(x2)},${n(y2)}" stroke="${escapeXml(color)}" stroke-width="0.9"/>`,
    );
    this.#defs.push(`<pattern id="${id}" width="${TILE}" height="${TILE}" patternUnits="userSpaceOnUse">${strokes.join('')}</pattern>`);
    return id;
  }
}
