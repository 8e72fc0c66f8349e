/** Draws one level on a canvas: lines, then items. Pure: everything it needs comes in, and nothing is remembered. */
import { ITEM_KINDS, type ItemKind, type Level } from '../../protocol/graph-view.ts';
import { FATES, type Fate } from '../../protocol/inside.ts';
import type { Marks } from '../../store/graph/state.ts';
import { SIGNS } from '../parts/fates.ts';
import type { Camera, Size } from './camera.ts';
import { type GraphLook, thickness } from './look.ts';

export interface Picture {
  readonly level: Level;
  readonly camera: Camera;
  readonly view: Size;
  readonly look: GraphLook;
  readonly selected: number;
  readonly hovered: number;
  /** whether the focus ring is wanted on the selected item */
  readonly focused: boolean;
  readonly words: {
    others: string;
    times(count: number): string;
    nodes(count: number): string;
    executedOf(count: number, all: number): string;
    executedCount(count: number): string;
    executedLegend: Record<'all' | 'some' | 'none', string>;
    kinds: Record<ItemKind, string>;
  };
  /** whose account of the latest run is marked */
  readonly marks: Marks;
  /** whether the words of `level.kinds` say what became of nodes in a pass */
  readonly fates: boolean;
  /** as thick as the style sheet's lines: 2 for the projector */
  readonly stroke: number;
}

/** Below so many pixels a unit, text could not be read and is left out. */
const READABLE = 0.42;
const PAD = 11;

export function draw(context: CanvasRenderingContext2D, picture: Picture): void {
  const { level, camera, view } = picture;
  context.save();
  context.translate(camera.x, camera.y);
  context.scale(camera.scale, camera.scale);
  const seen = (x: number, y: number, width: number, height: number): boolean =>
    (x + width) * camera.scale + camera.x > 0 &&
    (y + height) * camera.scale + camera.y > 0 &&
    x * camera.scale + camera.x < view.width &&
    y * camera.scale + camera.y < view.height;
  const touches = (e: number): boolean =>
    picture.selected >= 0 && (level.edges.from[e] === picture.selected || level.edges.to[e] === picture.selected);
  for (let e = 0; e < level.edges.count; e++) if (!touches(e) && !level.edges.quiet[e]) line(context, picture, e, false);
  for (let e = 0; e < level.edges.count; e++) if (touches(e)) line(context, picture, e, true);
  const { x, y, width, height, count } = level.items;
  for (let i = 0; i < count; i++) if (seen(x[i] - 8, y[i] - 8, width[i] + 16, height[i] + 16)) item(context, picture, i);
  // Above all: a count that an item hides says nothing.
  for (let e = 0; e < level.edges.count; e++) if (touches(e) || !level.edges.quiet[e]) lineCount(context, picture, e, touches(e));
  context.restore();
}

function line(context: CanvasRenderingContext2D, { level, look, selected, stroke }: Picture, e: number, marked: boolean): void {
  const { start, points, values, controls } = level.edges;
  const at = (k: number): [number, number] => [points[2 * k], points[2 * k + 1]];
  const [first, last] = [start[e], start[e + 1] - 1];
  if (last <= first) return;
  const edges = values[e] + controls[e];
  context.strokeStyle = context.fillStyle = marked ? look.token.ink : look.token.edge;
  context.globalAlpha = marked ? 1 : selected >= 0 ? 0.35 : 0.75;
  context.lineWidth = thickness(edges) * stroke;
  context.setLineDash(values[e] === 0 ? [4, 3] : []);
  context.beginPath();
  context.moveTo(...at(first));
  // Through the middles of the pieces, with the bends as guides: smooth, and never outside of their hull.
  for (let k = first + 1; k < last; k++) {
    const [cx, cy] = at(k);
    const [nx, ny] = at(k + 1);
    const end = k + 1 === last ? [nx, ny] : [(cx + nx) / 2, (cy + ny) / 2];
    context.quadraticCurveTo(cx, cy, end[0], end[1]);
  }
  if (last === first + 1) context.lineTo(...at(last));
  context.stroke();
  context.setLineDash([]);
  arrow(context, at(last - 1), at(last), 5 + context.lineWidth);
  context.globalAlpha = 1;
}

/** How many edges a line stands for, if several. */
function lineCount(context: CanvasRenderingContext2D, { level, look, camera, words }: Picture, e: number, marked: boolean): void {
  const { start, points, values, controls } = level.edges;
  const edges = values[e] + controls[e];
  if (edges < 2 || camera.scale <= READABLE || start[e + 1] - start[e] < 2) return;
  const [x, y] = pointAt(points.subarray(2 * start[e], 2 * start[e + 1]), hasReverse(level, e) ? 0.3 : 0.5);
  const text = words.times(edges);
  context.font = `500 10px ${look.font}`;
  const wide = context.measureText(text).width + 6;
  context.fillStyle = look.token.card;
  context.beginPath();
  context.roundRect(x - wide / 2, y - 7, wide, 14, 4);
  context.fill();
  context.fillStyle = marked ? look.token.ink : look.token.muted;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(text, x, y + 0.5);
}

/** The point a share of the way along a line. */
function pointAt(way: Float32Array, share: number): [number, number] {
  const lengths = Array.from({ length: way.length / 2 - 1 }, (_, k) =>
    Math.hypot(way[2 * k + 2] - way[2 * k], way[2 * k + 3] - way[2 * k + 1]),
  );
  let left = share * lengths.reduce((sum, length) => sum + length, 0);
  const k = lengths.findIndex((length) => (left -= length) <= 0);
  if (k < 0) return [way[0], way[1]];
  const part = lengths[k] === 0 ? 0 : 1 + left / lengths[k];
  return [way[2 * k] + (way[2 * k + 2] - way[2 * k]) * part, way[2 * k + 1] + (way[2 * k + 3] - way[2 * k + 1]) * part];
}

const joined = new WeakMap<Level, ReadonlySet<number>>();
/** Whether two items have edges both ways: then the counts keep to their own ends. */
function hasReverse(level: Level, e: number): boolean {
  const { from, to } = level.edges;
  let known = joined.get(level);
  if (!known) joined.set(level, (known = new Set(Array.from(from, (one, k) => one * 65_536 + to[k]))));
  return known.has(to[e] * 65_536 + from[e]);
}

function arrow(context: CanvasRenderingContext2D, [fx, fy]: [number, number], [x, y]: [number, number], size: number): void {
  const length = Math.hypot(x - fx, y - fy) || 1;
  const [dx, dy] = [(x - fx) / length, (y - fy) / length];
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x - dx * size - dy * size * 0.45, y - dy * size + dx * size * 0.45);
  context.lineTo(x - dx * size + dy * size * 0.45, y - dy * size - dx * size * 0.45);
  context.fill();
}

function item(context: CanvasRenderingContext2D, picture: Picture, i: number): void {
  const { level, look, camera, words, selected, hovered, focused, stroke } = picture;
  const { items } = level;
  const kind = ITEM_KINDS[items.kind[i]];
  const [x, y, w, h] = [items.x[i], items.y[i], items.width[i], items.height[i]];
  const isPort = kind === 'from' || kind === 'to';
  const radius = isPort ? h / 2 : kind === 'node' ? 10 : 4;
  const unknown = items.unknown[i] > 0;
  const box = (dx: number, dy: number): void => {
    context.beginPath();
    context.roundRect(x + dx, y + dy, w, h, radius);
  };
  const ran = isPort ? null : executedIn(picture, i);
  const fate = picture.fates && !isPort ? onlyFate(level, i) : null;
  const isGone = fate === 'removed' || fate === 'merged' || fate === 'fused';
  context.lineWidth = (kind === 'scope' || (fate !== null && fate !== 'kept') ? 1.5 : 1) * stroke;
  context.strokeStyle = fate !== null && hovered !== i ? look.fate(fate) : unknown ? look.token['video-text'] : hovered === i ? look.token.ink : look.token.edge;
  context.fillStyle = ran === 0 || isGone ? look.token.paper : kind === 'node' || isPort ? look.token.card : look.token.well;
  if (isGone) context.setLineDash([4, 3]);
  // Folds look like what they are: a stack.
  if (kind === 'series' || kind === 'group' || kind === 'range') {
    for (const d of [5, 2.5]) {
      box(d, d);
      context.fill();
      context.stroke();
    }
  }
  box(0, 0);
  context.fill();
  if (!isPort) mix(context, picture, i, radius);
  context.setLineDash(isPort ? [2, 3] : unknown ? [5, 3] : isGone ? [4, 3] : []);
  box(0, 0);
  context.stroke();
  context.setLineDash([]);
  if (selected === i) {
    context.lineWidth = (focused ? 3 : 2) / Math.max(0.5, camera.scale);
    context.strokeStyle = look.token.focus;
    context.beginPath();
    context.roundRect(x - 3, y - 3, w + 6, h + 6, radius + 3);
    context.stroke();
  }
  if (camera.scale <= READABLE) return;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  const sign = fate !== null || ran !== null ? 13 : 0;
  const room = w - 2 * PAD;
  const label = items.label[i] === '' ? words.others : items.label[i];
  if (isPort) {
    context.fillStyle = look.token.soft;
    context.font = `500 11px ${look.font}`;
    context.textAlign = 'center';
    context.fillText(shortened(context, label, w - 16), x + w / 2, y + h / 2 + 0.5);
    return;
  }
  context.fillStyle = ran === 0 || isGone ? look.token.muted : look.token.ink;
  context.font = `${kind === 'scope' ? 650 : 500} 12px ${look.font}`;
  context.fillText(shortened(context, label, room - sign - (unknown ? 12 : 0)), x + PAD, y + 14);
  context.fillStyle = look.token.muted;
  context.font = `400 10.5px ${look.font}`;
  const note =
    kind === 'node'
      ? items.op[i]
      : kind === 'scope'
        ? words.nodes(items.nodes[i])
        : `${items.op[i] || words.kinds[kind]} ${words.times(items.members[i])}`;
  context.fillText(shortened(context, note, room), x + PAD, y + 28.5);
  if (unknown) {
    context.fillStyle = look.token['video-text'];
    context.font = `700 12px ${look.font}`;
    context.textAlign = 'right';
    context.fillText('?', x + w - PAD + 2 - sign, y + 14);
  }
  if (ran !== null) disc(context, look.token.ink, x + w - PAD, y + 14, ran / Math.max(1, items.nodes[i]));
  if (fate !== null) {
    context.fillStyle = look.fate(fate);
    context.font = `700 12px ${look.font}`;
    context.textAlign = 'right';
    context.fillText(SIGNS[fate], x + w - PAD + 3, y + 14);
  }
  if (kind === 'node') return;
  context.textAlign = 'left';
  if (ran !== null) {
    context.fillStyle = ran === 0 ? look.token.muted : look.token.soft;
    context.font = `500 10.5px ${look.font}`;
    context.fillText(shortened(context, executedText(context, words, ran, items.nodes[i], room), room), x + PAD, y + 42);
  } else if (picture.fates) fateCounts(context, picture, i, room);
}

/** As much as there is room for: the second line says of how many. */
function executedText(context: CanvasRenderingContext2D, words: Picture['words'], ran: number, nodes: number, room: number): string {
  const whole = words.executedOf(ran, nodes);
  if (context.measureText(whole).width <= room) return whole;
  return ran === nodes ? words.executedLegend.all : ran === 0 ? words.executedLegend.none : words.executedCount(ran);
}

/** Nodes of an item that the marked account executes; null where nothing is marked. */
function executedIn({ level: { items }, marks }: Picture, i: number): number | null {
  return marks === 'off' ? null : marks === 'told' ? items.told[i] : items.needed[i];
}

/** A disc as full as the share that is executed: none, a part, all are told apart by shape. */
function disc(context: CanvasRenderingContext2D, colour: string, x: number, y: number, part: number): void {
  const radius = 4.2;
  context.strokeStyle = context.fillStyle = colour;
  context.lineWidth = 1.1;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.stroke();
  if (part <= 0) return;
  context.beginPath();
  context.moveTo(x, y);
  // A few of a million are seen, too, and all but a few are not all.
  const turn = part >= 1 ? 1 : Math.min(0.88, Math.max(0.12, part));
  context.arc(x, y, radius, -Math.PI / 2, -Math.PI / 2 + 2 * Math.PI * turn);
  context.fill();
}

/** What became of all nodes of an item, if it is the same. */
function onlyFate({ items, kinds }: Level, i: number): Fate | null {
  let only = -1;
  for (let k = 0; k < kinds.length; k++) {
    if (items.mix[i * kinds.length + k] === 0) continue;
    if (only >= 0) return null;
    only = k;
  }
  return only < 0 ? null : FATES[FATES.findIndex((fate) => fate === kinds[only])];
}

/** The signs of what became of the nodes inside, with their numbers. */
function fateCounts(context: CanvasRenderingContext2D, { level: { items, kinds }, look }: Picture, i: number, room: number): void {
  let at = items.x[i] + PAD;
  const end = at + room;
  context.font = `600 10.5px ${look.font}`;
  for (const [k, word] of kinds.entries()) {
    const count = items.mix[i * kinds.length + k];
    const fate = FATES.find((known) => known === word);
    if (count === 0 || fate === undefined || fate === 'kept') continue;
    const text = `${SIGNS[fate]} ${count}`;
    const width = context.measureText(text).width;
    if (at + width > end) break;
    context.fillStyle = look.fate(fate);
    context.fillText(text, at, items.y[i] + 42);
    at += width + 9;
  }
}

/** What made the nodes inside, as a bar along the lower edge, widest share first by the order of the words. */
function mix(context: CanvasRenderingContext2D, { level, look, fates }: Picture, i: number, radius: number): void {
  const { items, kinds } = level;
  if (kinds.length === 0 || (fates && onlyFate(level, i) !== null)) return;
  const [x, y, w, h] = [items.x[i], items.y[i], items.width[i], items.height[i]];
  context.save();
  context.beginPath();
  context.roundRect(x, y, w, h, radius);
  context.clip();
  let at = x;
  kinds.forEach((word, k) => {
    const share = items.mix[i * kinds.length + k] / items.nodes[i];
    if (share === 0) return;
    context.fillStyle = fates ? look.fate(word) : look.made(word);
    context.fillRect(at, y + h - 5, w * share, 5);
    at += w * share;
  });
  context.restore();
}

/** As much of a text as fits, its end kept: that is where names differ. */
function shortened(context: CanvasRenderingContext2D, text: string, room: number): string {
  if (text.length < 200 && context.measureText(text).width <= room) return text;
  let [least, most] = [0, Math.min(text.length, 120)];
  const cut = (letters: number): string => `${text.slice(0, Math.ceil(letters / 2))}…${text.slice(text.length - Math.floor(letters / 2))}`;
  while (least < most) {
    const middle = (least + most + 1) >> 1;
    if (context.measureText(cut(middle)).width <= room) least = middle;
    else most = middle - 1;
  }
  return cut(least);
}

/** The item at a place on the canvas; -1 for none. */
export function itemAt({ items }: Level, camera: Camera, px: number, py: number): number {
  const [x, y] = [(px - camera.x) / camera.scale, (py - camera.y) / camera.scale];
  for (let i = items.count - 1; i >= 0; i--) {
    if (x >= items.x[i] - 2 && x <= items.x[i] + items.width[i] + 2 && y >= items.y[i] - 2 && y <= items.y[i] + items.height[i] + 2)
      return i;
  }
  return -1;
}
