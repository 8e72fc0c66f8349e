/** Where the drawing is looked at from: pure arithmetic of panning, zooming and fitting. Lengths are CSS pixels. */

export interface Camera {
  /** pixels a unit of the drawing */
  readonly scale: number;
  /** place of the drawing's origin */
  readonly x: number;
  readonly y: number;
}
export interface Size {
  readonly width: number;
  readonly height: number;
}
export interface Box extends Size {
  readonly x: number;
  readonly y: number;
}

const PADDING = 22;
export const LEAST_SCALE = 0.02;
export const MOST_SCALE = 4;

const within = (least: number, value: number, most: number): number => Math.min(most, Math.max(least, value));

/** The whole drawing, not larger than `most` pixels a unit, in the middle. */
export function fit(view: Size, drawing: Size, most = 1): Camera {
  const room = { width: Math.max(1, view.width - 2 * PADDING), height: Math.max(1, view.height - 2 * PADDING) };
  const scale = within(LEAST_SCALE, Math.min(room.width / Math.max(1, drawing.width), room.height / Math.max(1, drawing.height)), most);
  return { scale, x: (view.width - drawing.width * scale) / 2, y: (view.height - drawing.height * scale) / 2 };
}

/**
 * How a level is first seen: all of it if it can be read then (`least` pixels a unit), else as much as can be read, from its
 * beginning: upper left, or the middle of the side that is short enough.
 */
export function firstSight(view: Size, drawing: Size, least: number, most = 1): Camera {
  const whole = fit(view, drawing, most);
  if (whole.scale >= least) return whole;
  const start = (room: number, length: number): number => (length * least <= room - 2 * PADDING ? (room - length * least) / 2 : PADDING);
  return { scale: least, x: start(view.width, drawing.width), y: start(view.height, drawing.height) };
}

/** Zoomed by a factor, within bounds; what is at `x`, `y` stays there. */
export function zoomed(camera: Camera, factor: number, x: number, y: number, least = LEAST_SCALE, most = MOST_SCALE): Camera {
  const scale = within(least, camera.scale * factor, most);
  const by = scale / camera.scale;
  return { scale, x: x - (x - camera.x) * by, y: y - (y - camera.y) * by };
}

/** Moved, but never so far that nothing of the drawing is left to see. */
export function moved(camera: Camera, dx: number, dy: number, view: Size, drawing: Size): Camera {
  const keep = 40;
  return {
    scale: camera.scale,
    x: within(keep - drawing.width * camera.scale, camera.x + dx, view.width - keep),
    y: within(keep - drawing.height * camera.scale, camera.y + dy, view.height - keep),
  };
}

/** Moved as little as brings a box into view. */
export function showing(camera: Camera, box: Box, view: Size): Camera {
  const shift = (at: number, length: number, room: number): number => {
    const margin = Math.min(PADDING, Math.max(0, (room - length) / 2));
    if (at < margin) return margin - at;
    return at + length > room - margin ? room - margin - at - length : 0;
  };
  return {
    ...camera,
    x: camera.x + shift(camera.x + box.x * camera.scale, box.width * camera.scale, view.width),
    y: camera.y + shift(camera.y + box.y * camera.scale, box.height * camera.scale, view.height),
  };
}

/** The box nearest to box `from` in a direction: straight ahead counts more than aside. -1 if there is none. */
export function neighbour(boxes: readonly Box[], from: number, dx: number, dy: number): number {
  const centre = ({ x, y, width, height }: Box): [number, number] => [x + width / 2, y + height / 2];
  const [fx, fy] = centre(boxes[from]);
  let [best, least] = [-1, Infinity];
  boxes.forEach((box, i) => {
    if (i === from) return;
    const [x, y] = centre(box);
    const ahead = (x - fx) * dx + (y - fy) * dy;
    const aside = Math.abs((x - fx) * dy) + Math.abs((y - fy) * dx);
    if (ahead <= 1 || aside > ahead * 3) return;
    const distance = ahead + aside * 2;
    if (distance < least) [best, least] = [i, distance];
  });
  return best;
}
