/** The field as it is seen, with title and legend, as a PNG file. Nothing leaves the browser. */
import { css, type FieldTokens } from './palette.ts';

interface Poster {
  canvas: HTMLCanvasElement;
  tokens: FieldTokens;
  title: string;
  note: string;
  entries: readonly { colour: number; text: string }[];
}

const PAD = 16;
const LINE = 20;

/** Rejects where the browser makes no picture. */
export async function savePicture({ canvas, tokens: { token, font }, title, note, entries }: Poster): Promise<void> {
  const ratio = window.devicePixelRatio || 1;
  const width = canvas.width / ratio;
  const poster = document.createElement('canvas');
  const pen = poster.getContext('2d');
  if (!pen) throw new Error('expected a canvas to draw the picture on, the browser gave none');
  // The legend in as many rows as it takes.
  pen.font = `12px ${font}`;
  let [x, row] = [0, 0];
  const places = entries.map(({ colour, text }) => {
    const wide = pen.measureText(text).width + 34;
    if (x > 0 && x + wide > width) [x, row] = [0, row + 1];
    const place = { colour, text, x: PAD + x, row };
    x += wide;
    return place;
  });
  const top = PAD + 2 * LINE + 8;
  const below = top + canvas.height / ratio + 10;
  poster.width = Math.round((width + 2 * PAD) * ratio);
  poster.height = Math.round((below + (row + 1) * LINE + PAD) * ratio);
  pen.scale(ratio, ratio);
  pen.fillStyle = token.card;
  pen.fillRect(0, 0, poster.width, poster.height);
  pen.textBaseline = 'middle';
  pen.fillStyle = token.ink;
  pen.font = `600 15px ${font}`;
  pen.fillText(title, PAD, PAD + LINE / 2);
  pen.font = `12px ${font}`;
  pen.fillStyle = token.soft;
  pen.fillText(note, PAD, PAD + 1.5 * LINE);
  pen.drawImage(canvas, PAD, top, width, canvas.height / ratio);
  for (const place of places) {
    const y = below + place.row * LINE + LINE / 2;
    pen.fillStyle = css(place.colour);
    pen.fillRect(place.x, y - 6, 12, 12);
    pen.fillStyle = token.ink;
    pen.fillText(place.text, place.x + 18, y);
  }
  const blob = await new Promise<Blob>((resolve, reject) => {
    poster.toBlob((made) => (made ? resolve(made) : reject(new Error('expected a PNG picture, the browser made none'))), 'image/png');
  });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = 'session-playground-node-field.png';
  link.click();
  // The download reads the address after the click returns.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
