/**
 * Draws the stack of charts on its canvases through the page's frame loop: one shared epoch axis, one crosshair. A chart is drawn again
 * only if its data, size, axes, marks, colours or crosshair changed. It is not React: no component renders per frame.
 */
import type { Domain } from '../../charts/ticks.ts';
import type { ChartWords } from '../../charts/words.ts';
import type { ChartSource } from '../../charts/source.ts';
import type { RunEvent } from '../../protocol/frame.ts';
import { cancelDraw, requestDraw } from '../../lib/frame-loop.ts';
import { CanvasPen } from '../../charts/canvas-pen.ts';
import { layoutOf, plotBox } from '../../charts/frame.ts';
import { CHARTS } from '../../charts/list.ts';
import { marksOf, NO_MARKS, type Marks } from '../../charts/marks.ts';
import { PALETTES, type Palette, type Theme } from '../../charts/palette.ts';
import { lastEpochShown } from '../../charts/ticks.ts';
import { rowAt } from '../../charts/stack.ts';
import { readPalette } from './theme.ts';

export interface StageOptions {
  words: ChartWords;
  theme: Theme;
  reducedMotion: boolean;
  log: boolean;
  whole: boolean;
  /** Epoch under the crosshair. */
  cross: number | null;
}

interface Seat {
  canvas: HTMLCanvasElement;
  width: number;
  height: number;
  domain: Domain | null;
  drawn: readonly unknown[] | null;
}

/** Milliseconds in which an axis covers most of its way to a new end. */
const GLIDE = 70;
/** Where epochs come faster than this many milliseconds, an axis takes a step of this share of its end at once: the next one follows soon. */
const QUICK = 250;
const STEP = 0.03;
/** What is left of a way, as a share of where it ends, that cannot be seen. */
const UNSEEN = 0.001;

export class Stage {
  readonly #source: ChartSource;
  #options: StageOptions | null = null;
  #palette: Palette = PALETTES.light;
  /** Theme whose colours were read; they are read at the first draw after a change, when the page's style is in place. */
  #paletteOf: Theme | null = null;
  readonly #seats = new Map<string, Seat>();
  #lastShown: number | null = null;
  #count = 0;
  #time = 0;
  /** When epochs were last added, and whether that was soon after others. */
  #grown = 0;
  #quick = false;
  #marks: Marks = NO_MARKS;
  #marksOf: { events: readonly RunEvent[]; length: number; words: ChartWords } | null = null;
  #follower: ((place: number | null, width: number) => void) | null = null;
  readonly #request = (): void => requestDraw(this, () => this.#draw());

  /** Draws nothing before it is configured. */
  constructor(source: ChartSource) {
    this.#source = source;
  }

  /** Draws on each change of the source until the returned function is called. */
  start(): () => void {
    const stop = this.#source.subscribe(this.#request);
    this.#request();
    // The page may put a theme's colours in place later than it names the theme: whatever restyles the root is read again.
    const observer = new MutationObserver(() => {
      this.#paletteOf = null;
      this.#request();
    });
    observer.observe(document.documentElement, { attributes: true });
    // Text drawn before the font was there is drawn again in it.
    const fonts = (): void => {
      for (const seat of this.#seats.values()) seat.drawn = null;
      this.#request();
    };
    document.fonts.addEventListener('loadingdone', fonts);
    return () => {
      document.fonts.removeEventListener('loadingdone', fonts);
      observer.disconnect();
      stop();
      cancelDraw(this);
    };
  }

  configure(options: StageOptions): void {
    if (options.theme !== this.#options?.theme) this.#paletteOf = null;
    // Another scale is another picture, not a movement of this one.
    if (options.log !== this.#options?.log) for (const seat of this.#seats.values()) seat.domain = null;
    this.#options = options;
    this.#request();
  }

  /** Gives a chart its canvas. Returns the way to take it back. */
  attach(id: string, canvas: HTMLCanvasElement): () => void {
    const seat: Seat = { canvas, width: 0, height: 0, domain: null, drawn: null };
    this.#seats.set(id, seat);
    const observer = new ResizeObserver(() => {
      seat.width = canvas.clientWidth;
      seat.height = canvas.clientHeight;
      this.#request();
    });
    observer.observe(canvas);
    return () => {
      observer.disconnect();
      this.#seats.delete(id);
    };
  }

  /** Calls back after each draw with the crosshair's place (CSS pixels from the canvas' left edge), for what follows it. */
  follow(follower: ((place: number | null, width: number) => void) | null): void {
    this.#follower = follower;
    this.#request();
  }

  /** Finished epoch nearest to a place, or null outside the plot or before the first epoch. */
  epochAt(place: number): number | null {
    const { history } = this.#source.get();
    const box = this.#box();
    if (!box || this.#lastShown === null || history.count === 0 || place < box.left - 8 || place > box.right + 8) return null;
    const epoch = ((place - box.left) / (box.right - box.left)) * this.#lastShown;
    const row = rowAt(history.columns.epoch, history.count, epoch);
    return row === null ? null : history.columns.epoch[row];
  }

  #box(): { left: number; right: number; width: number } | null {
    const [seat] = this.#seats.values();
    if (!seat || seat.width === 0) return null;
    return { ...plotBox(seat.width, seat.height, this.#unit(), false, false), width: seat.width };
  }

  #unit(): number {
    // As the style sheet's --scale: half as large again, but on a phone.
    return this.#options?.theme === 'projector' ? (window.innerWidth < 700 ? 1.15 : 1.5) : 1;
  }

  #draw(): void {
    if (!this.#options) return;
    const input = this.#source.get();
    const { words, theme, log, whole, cross, reducedMotion } = this.#options;
    if (this.#paletteOf !== theme) {
      this.#palette = readPalette(theme);
      this.#paletteOf = theme;
    }
    const known = this.#marksOf;
    if (!known || known.events !== input.events || known.length !== input.events.length || known.words !== words) {
      this.#marks = marksOf(input.events, words);
      this.#marksOf = { events: input.events, length: input.events.length, words };
    }
    const now = performance.now();
    // A run that starts over or a still page jumps; otherwise the axes glide, at the pace of the clock and not of the frames.
    const jump = reducedMotion || input.history.count < this.#count || this.#lastShown === null;
    const share = jump ? 1 : 1 - Math.exp(-Math.min(100, now - this.#time) / GLIDE);
    this.#time = now;
    if (input.history.count !== this.#count) {
      this.#quick = now - this.#grown < QUICK;
      this.#grown = now;
    }
    const unseen = this.#quick && now - this.#grown < QUICK ? STEP : UNSEEN;
    this.#count = input.history.count;
    const target = Math.max(lastEpochShown(input.history.count, input.epochsInAll, whole), input.overlay?.last ?? 0);
    this.#lastShown = glide(this.#lastShown ?? target, target, share, Math.abs(target) * unseen);
    let moving = this.#lastShown !== target;

    const last = CHARTS[CHARTS.length - 1];
    for (const chart of CHARTS) {
      const seat = this.#seats.get(chart.id);
      if (!seat || seat.width === 0 || seat.height === 0) continue;
      const bound = chart.of(input);
      const wanted = bound.domain({ log: log && chart.hasLog, lastShown: target });
      const domain = seat.domain && seat.domain.log === wanted.log ? glideDomain(seat.domain, wanted, share, unseen) : wanted;
      seat.domain = domain;
      if (domain.from !== wanted.from || domain.to !== wanted.to) moving = true;
      const ratio = window.devicePixelRatio || 1;
      const unit = this.#unit();
      const state = [
        bound.key,
        this.#marks,
        seat.width,
        seat.height,
        ratio,
        this.#palette,
        words,
        unit,
        cross,
        this.#lastShown,
        domain.from,
        domain.to,
        domain.log,
      ];
      const before = seat.drawn;
      if (before && state.every((value, i) => value === before[i])) continue;
      seat.drawn = state;
      const context = seat.canvas.getContext('2d');
      if (!context) continue;
      const width = Math.round(seat.width * ratio);
      const height = Math.round(seat.height * ratio);
      if (seat.canvas.width !== width || seat.canvas.height !== height) {
        seat.canvas.width = width;
        seat.canvas.height = height;
      }
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, seat.width, seat.height);
      bound.draw(
        new CanvasPen(context, ratio),
        layoutOf({
          width: seat.width,
          height: seat.height,
          lastShown: this.#lastShown,
          domain,
          palette: this.#palette,
          words,
          unit,
          cross,
          marks: this.#marks,
          lane: chart.hasLane,
          axis: chart === last,
        }),
      );
    }
    const box = this.#box();
    if (box)
      this.#follower?.(cross === null ? null : box.left + (cross / Math.max(1, this.#lastShown)) * (box.right - box.left), box.width);
    if (moving) this.#request();
  }
}

/** A share of the way to the target; all of it once what is left is no more than `unseen`. */
function glide(now: number, target: number, share: number, unseen: number): number {
  const next = now + (target - now) * share;
  return Math.abs(target - next) <= unseen ? target : next;
}

/** The same for both ends; `unseen` is a share of the greater one, or of either on an axis of logarithms. */
function glideDomain(now: Domain, target: Domain, share: number, unseen: number): Domain {
  if (!target.log) {
    const most = Math.max(Math.abs(target.from), Math.abs(target.to)) * unseen;
    return { ...target, from: glide(now.from, target.from, share, most), to: glide(now.to, target.to, share, most) };
  }
  // Relative to the logarithm it would be nothing at 1 s, and never be reached.
  const from = glide(Math.log(now.from), Math.log(target.from), share, unseen);
  const to = glide(Math.log(now.to), Math.log(target.to), share, unseen);
  return {
    log: true,
    from: from === Math.log(target.from) ? target.from : Math.exp(from),
    to: to === Math.log(target.to) ? target.to : Math.exp(to),
  };
}
