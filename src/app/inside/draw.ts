/** Draws a timeline on a canvas: axis, tracks, slices, arrows, lower bound. Knows no events. */
import { ticks, type Gantt, type Slice, type Span } from './gantt.ts';

/** What the drawing says. */
export interface SceneWords {
  readonly bound: string;
  readonly duration: (seconds: number) => string;
}

/** Height of a track in CSS pixels at the page's normal size. */
export const ROW = 26;
/** Room around the tracks. */
export const MARGIN = (unit: number): { left: number; right: number; top: number; bottom: number } => ({ left: 68 * unit, right: 12 * unit, top: 20 * unit, bottom: 22 * unit });

export interface Look {
  readonly unit: number;
  readonly font: string;
  readonly ink: string;
  readonly muted: string;
  readonly line: string;
  readonly card: string;
  readonly run: string;
  readonly copy: string;
  readonly bound: string;
  readonly focus: string;
  readonly well: string;
}

/** The colours that hold now, by meaning. */
export function readLook(): Look {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    unit: Number(read('scale')) || 1, font: read('sans'),
    ink: read('ink'), muted: read('muted'), line: read('line'), card: read('card'), run: read('inside-run'), copy: read('main'), bound: read('cure-text'), focus: read('focus'), well: read('well'),
  };
}

interface Box { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

const scale = (span: Span, width: number, unit: number): ((time: number) => number) => {
  const { left, right } = MARGIN(unit);
  const per = (width - left - right) / (span.to - span.from);
  return (time) => left + (time - span.from) * per;
};

/** Where a slice is drawn; at least a pixel wide, so that none is missed. */
export function boxOf(slice: Slice, span: Span, width: number, unit: number): Box {
  const x = scale(span, width, unit);
  const from = x(slice.start);
  const inset = (slice.kind === 'copy' ? 7 : 3) * unit;
  return { x: from, y: MARGIN(unit).top + slice.track * ROW * unit + inset, width: Math.max(1, x(slice.end) - from), height: ROW * unit - 2 * inset };
}

export interface Picture {
  readonly gantt: Gantt;
  readonly selected: number;
  readonly span: Span;
  readonly width: number;
  readonly height: number;
  readonly look: Look;
  readonly words: SceneWords;
  readonly focused: boolean;
}

export function draw(context: CanvasRenderingContext2D, picture: Picture): void {
  const { gantt, selected, span, width, height, look, words, focused } = picture;
  const { unit } = look;
  const { left, right, top, bottom } = MARGIN(unit);
  const x = scale(span, width, unit);
  const floor = height - bottom;
  context.font = `${11 * unit}px ${look.font}`;
  context.textBaseline = 'middle';
  context.lineWidth = 1;

  // Axis and grid.
  context.textAlign = 'center';
  for (const time of ticks(span, Math.max(2, (width - left - right) / (100 * unit)))) {
    context.strokeStyle = look.line;
    line(context, Math.round(x(time)) + 0.5, top, Math.round(x(time)) + 0.5, floor);
    const text = words.duration(time);
    const half = context.measureText(text).width / 2;
    context.fillStyle = look.muted;
    context.fillText(text, Math.min(width - half - 2, Math.max(half + 2, x(time))), floor + bottom / 2 + 2);
  }

  // Tracks: a line between devices, the label at the left.
  context.textAlign = 'right';
  gantt.tracks.forEach(({ label, device, kind }, i) => {
    const y = top + i * ROW * unit;
    if (i === 0 || gantt.tracks[i - 1].device !== device) {
      context.strokeStyle = look.line;
      line(context, 0, Math.round(y) + 0.5, width, Math.round(y) + 0.5);
    }
    context.fillStyle = kind === 'run' ? look.ink : look.muted;
    context.fillText(label, left - 8 * unit, y + (ROW * unit) / 2);
  });
  context.strokeStyle = look.line;
  line(context, 0, Math.round(floor) + 0.5, width, Math.round(floor) + 0.5);

  context.save();
  context.beginPath();
  context.rect(left - 1, 0, width - left - right + 2, height);
  context.clip();
  drawSlices(context, picture);
  drawArrows(context, picture, x);
  if (gantt.bound !== null && gantt.bound > 0) {
    const at = Math.round(x(gantt.bound)) + 0.5;
    context.strokeStyle = look.bound;
    context.lineWidth = 1.5 * unit;
    context.setLineDash([5 * unit, 4 * unit]);
    line(context, at, 4 * unit, at, floor);
    context.setLineDash([]);
    context.fillStyle = look.bound;
    const text = words.bound;
    const wide = context.measureText(text).width;
    context.textAlign = 'left';
    context.fillText(text, at - wide - 5 * unit < left ? at + 5 * unit : at - wide - 5 * unit, 10 * unit);
  }
  const chosen = gantt.slices[selected];
  if (chosen) {
    const box = boxOf(chosen, span, width, unit);
    context.strokeStyle = look.focus;
    context.lineWidth = (focused ? 3 : 2) * unit;
    context.strokeRect(box.x - 2, box.y - 2, box.width + 4, box.height + 4);
  }
  context.restore();
}

function drawSlices(context: CanvasRenderingContext2D, { gantt, span, width, look }: Picture): void {
  const { unit } = look;
  context.textAlign = 'left';
  for (const slice of gantt.slices) {
    if (slice.end < span.from || slice.start > span.to) continue;
    const box = boxOf(slice, span, width, unit);
    const gap = box.width > 3 ? 0.5 : 0;
    context.fillStyle = slice.kind === 'copy' ? look.copy : slice.critical ? look.ink : look.run;
    context.fillRect(box.x + gap, box.y, box.width - 2 * gap, box.height);
    // What is critical has a bar below it too: it must not be told by colour alone.
    if (slice.critical) {
      context.fillStyle = look.ink;
      context.fillRect(box.x, box.y + box.height, box.width, 2 * unit);
    }
    const seen = { from: Math.max(box.x, MARGIN(unit).left), to: Math.min(box.x + box.width, width - MARGIN(unit).right) };
    if (slice.kind === 'run' && seen.to - seen.from > 34 * unit) {
      context.fillStyle = slice.critical ? look.card : look.ink;
      context.fillText(fitted(context, shortName(slice.name), seen.to - seen.from - 8 * unit), seen.from + 4 * unit, box.y + box.height / 2);
    }
  }
}

/** From the end of the sender's work to the receiver's; faint where there are many. */
function drawArrows(context: CanvasRenderingContext2D, { gantt, span, look }: Picture, x: (time: number) => number): void {
  const { unit } = look;
  const { top } = MARGIN(unit);
  const middle = (track: number): number => top + (track + 0.5) * ROW * unit;
  const seen = gantt.arrows.filter(({ start, end }) => end >= span.from && start <= span.to);
  for (const { from, to, start, end, critical } of seen) {
    const [x1, y1, x2, y2] = [x(start), middle(from), x(end), middle(to)];
    context.globalAlpha = critical ? 1 : seen.length > 60 ? 0.3 : 0.75;
    context.strokeStyle = critical ? look.ink : look.copy;
    context.fillStyle = context.strokeStyle;
    context.lineWidth = (critical ? 1.3 : 1) * unit;
    context.beginPath();
    context.moveTo(x1, y1);
    const bend = (x2 - x1) / 2;
    context.bezierCurveTo(x1 + bend, y1, x2 - bend, y2, x2, y2);
    context.stroke();
    const down = y2 > y1 ? 1 : -1;
    context.beginPath();
    context.moveTo(x2, y2);
    context.lineTo(x2 - 4 * unit, y2 - 5 * unit * down);
    context.lineTo(x2 + 2 * unit, y2 - 5 * unit * down);
    context.fill();
  }
  context.globalAlpha = 1;
}

/** The last part of a scoped name. */
const shortName = (name: string): string => name.slice(name.lastIndexOf('/') + 1);

function fitted(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  let length = text.length;
  while (length > 1 && context.measureText(`${text.slice(0, length)}…`).width > width) length--;
  return length > 1 ? `${text.slice(0, length)}…` : '';
}

function line(context: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}
