/**
 * Pictures of what the run's model has learned, as it is now: answers, confusion, weights, attention. All is computed in a graph and a
 * session of their own, which hold one model with the run's weights: the run's graph, session, memory and accounts are only read. Loaded
 * when pictures are first asked for; works in slices of a few milliseconds.
 */
import type { Tensor as HostTensor } from '../engine/dtype.ts';
import type { Output } from '../engine/op-def.ts';
import { Session } from '../engine/session.ts';
import type { Digits, Model, ModelSpec, PictureOf } from '../programs/program.ts';
import { SHOWN_MOST, type Answers, type Chosen, type Look, type LookOrder, type Picture } from '../protocol/look.ts';
import { Context } from '../tf/context.ts';
import type { Runner } from './runner.ts';

const CLASSES = 10;
const PIXELS = 64;
/** Samples of a run: a few milliseconds' work. */
const BATCH = 32;
/** Nodes gone through between two yields. */
const SLICE = 4_096;
/** Most images of a picture. */
const IMAGES_MOST = 64;

/** What is looked at. Nothing of it is changed. */
export type Looked = Pick<Runner, 'program' | 'model' | 'spec' | 'specs' | 'knobs' | 'session' | 'moment' | 'results' | 'digits' | 'progress' | 'place' | 'config'>;

/** Makes looks at one run; keeps the model that it computes with while the run trains the same one. */
export class Looker {
  private mirror: { readonly spec: ModelSpec; readonly model: Model; readonly tf: Context; readonly session: Session; readonly held: readonly number[] } | null = null;

  constructor(private readonly run: Looked) {}

  /** One look. The weights are copied before the first yield: it is they that all pictures are of. */
  *look(order: LookOrder, now: () => number): Generator<void, Look> {
    const { run } = this;
    let from = now();
    let seconds = 0;
    const pause = (): void => { seconds += (now() - from) / 1000; };
    const { place: { within: training, run: runs }, moment, model, spec, specs, progress } = run;
    // Weights change while a run is executed; while it is being built they are as the last one left them.
    const within = training && progress.total > 0;
    const weights = model && copied(model, run.session);
    const plain: Look = {
      id: order.id, epoch: within || runs > 0 ? moment.epoch : moment.epoch - 1, run: runs, within,
      model: specs.indexOf(spec) + 1, models: specs.length, name: spec.name, set: order.set, hasHeld: false,
      nothing: null, text: '', chosen: null, pictures: [], seconds: 0,
    };
    const pictures: Picture[] = [...grid(run)];
    if (!weights) { pause(); return { ...plain, nothing: 'unbuilt', pictures, seconds }; }
    pause();
    yield;
    from = now();
    const mirror = this.mirrored(spec);
    pause();
    yield;
    from = now();
    for (const [name, tensor] of weights) (mirror.session.writeVariable(mirror.model.variables.get(name)!.ref.id) as Float32Array).set(tensor.data as Float32Array);
    const set = order.set === 'held' ? mirror.held : spec.train;
    const work = evaluate(mirror.model, mirror.session, set);
    for (;;) {
      const next = work.next();
      if (!next.done) { pause(); yield; from = now(); continue; }
      const answers = next.value;
      const shown = shownOf(answers, order.wrong);
      pictures.push(...answersOf(mirror.model, run.digits, answers, shown, tensorName(mirror.tf, mirror.model.logits)));
      const at = Math.max(0, set.indexOf(order.sample));
      const place = set[at] === order.sample ? at : (shown[0] ?? 0);
      const chosen = set.length > 0 ? chosenOf(mirror.model, run.digits, answers, place) : null;
      for (const picture of run.program.pictures?.(run.knobs, spec) ?? []) {
        const made = own(picture, mirror, weights, chosen && { sample: chosen.sample, said: chosen.said });
        if (made) pictures.push(made);
      }
      pause();
      return { ...plain, hasHeld: mirror.held.length > 0, chosen, pictures, seconds };
    }
  }

  private mirrored(spec: ModelSpec): NonNullable<Looker['mirror']> {
    if (this.mirror?.spec === spec) return this.mirror;
    const { program, knobs, digits } = this.run;
    const tf = new Context();
    // Nothing is trained here: the optimizer with the fewest nodes will do.
    const model = program.build(tf, { ...knobs, optimizer: 'sgd' }, spec, digits, new Map());
    const session = new Session(tf.graph, new Map());
    return (this.mirror = { spec, model, tf, session, held: spec.test ?? unseen(model, digits, spec) });
  }
}

/** Copies of a model's variables, slots left out; null where one has no value yet. */
function copied(model: Model, session: Session): Map<string, HostTensor> | null {
  const names = [...model.variables].filter(([name]) => !model.slots.has(name));
  if (!names.every(([, v]) => session.isInitialised(v.ref.id))) return null;
  return new Map(names.map(([name, v]) => [name, session.readVariable(v.ref.id)]));
}

const tensorName = (tf: Context, o: Output): string => `${tf.graph.name(o.id)}:${o.index}`;

/** What a model is fed for samples: floats in, whole numbers wanted. */
function fed(model: Model, samples: readonly number[]): { feeds: Map<number, HostTensor>; x: HostTensor; y: HostTensor; labels: number } {
  const feeds = model.feed(samples);
  const entries = [...feeds];
  const [, x] = entries.find(([, t]) => t.dtype === 'float32')!;
  const [labels, y] = entries.find(([, t]) => t.dtype === 'int32')!;
  return { feeds, x, y, labels };
}

/** Digits that a model of single digits is not trained on; none for those that make other samples of them. */
function unseen(model: Model, digits: Digits, { train }: ModelSpec): number[] {
  const last = digits.digits.length - 1;
  const { data } = fed(model, [last]).x;
  const single = data.length === PIXELS && digits.pixels.subarray(last * PIXELS).every((v, i) => v === data[i]);
  const seen = new Set(train);
  return single ? Array.from({ length: last + 1 }, (_, i) => i).filter((i) => !seen.has(i)) : [];
}

// --- answers -----------------------------------------------------------------------------------------------------------

/** What a model says to samples, of `each` digits. */
interface Evaluated { readonly samples: readonly number[]; readonly each: number; readonly wanted: Int32Array; readonly said: Int32Array; readonly logits: Float32Array }

function* evaluate(model: Model, session: Session, samples: readonly number[]): Generator<void, Evaluated> {
  const each = samples.length > 0 ? fed(model, samples.slice(0, 1)).y.data.length : 1;
  const all = { wanted: new Int32Array(samples.length * each), said: new Int32Array(samples.length * each), logits: new Float32Array(samples.length * each * CLASSES) };
  for (let at = 0; at < samples.length; at += BATCH) {
    const part = samples.slice(at, at + BATCH);
    const { feeds, y, labels } = fed(model, part);
    all.wanted.set(y.data as Int32Array, at * each);
    const said = new Int32Array(part.length * each);
    // A model that is told the right digits so far when it trains is told its own here; the others do not look at them.
    if (each > 1) feeds.set(labels, { ...y, data: said });
    for (let k = 0; k < each; k++) {
      const logits = yield* computed(session, model.logits, feeds);
      for (let s = k; s < said.length; s += each) said[s] = argmax(logits, s * CLASSES);
      if (k === each - 1) all.logits.set(logits, at * each * CLASSES);
    }
    all.said.set(said, at * each);
  }
  return { samples, each, ...all };
}

/** A tensor's numbers for these feeds. */
function* computed(session: Session, output: Output, feeds: ReadonlyMap<number, HostTensor>): Generator<void, Float32Array> {
  const run = session.run([output], [], feeds, 'needed');
  while (!run.advance(SLICE)) yield;
  const { data } = run.fetch(output);
  yield;
  return data as Float32Array;
}

function argmax(logits: Float32Array, at: number): number {
  let best = 0;
  for (let c = 1; c < CLASSES; c++) if (logits[at + c] > logits[at + best]) best = c;
  return best;
}

/** Softmax of the logits of one digit. */
function shares(logits: Float32Array, digit: number): Float32Array<ArrayBuffer> {
  const row = Float32Array.from(logits.subarray(digit * CLASSES, (digit + 1) * CLASSES));
  const most = row.reduce((a, b) => Math.max(a, b), -Infinity);
  const powers = row.map((v) => Math.exp(v - most));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((v) => v / sum);
}

const isRight = ({ wanted, said, each }: Evaluated, s: number): boolean => {
  for (let i = s * each; i < (s + 1) * each; i++) if (wanted[i] !== said[i]) return false;
  return true;
};

/** Places in the set of the samples that are shown: the first ones, or the first that are told wrong. */
function shownOf(all: Evaluated, wrong: boolean): number[] {
  const out: number[] = [];
  const most = Math.floor(SHOWN_MOST / all.each);
  for (let s = 0; s < all.samples.length && out.length < most; s++) if (!wrong || !isRight(all, s)) out.push(s);
  return out;
}

/** Images of samples, in 0..255: what the model is fed, or the digits themselves where that is no image. */
function pixelsOf(model: Model, digits: Digits, samples: readonly number[], each: number): Uint8Array<ArrayBuffer> {
  if (samples.length === 0) return new Uint8Array();
  const { data } = fed(model, samples).x;
  const bytes = (values: ArrayLike<number>): Uint8Array<ArrayBuffer> => Uint8Array.from(values, (v) => Math.round(255 * Math.min(1, Math.max(0, v))));
  if (data.length === samples.length * each * PIXELS) return bytes(data as Float32Array);
  return bytes(samples.flatMap((s) => Array.from(digits.pixels.subarray(s * PIXELS, (s + 1) * PIXELS))));
}

function answersOf(model: Model, digits: Digits, all: Evaluated, shown: readonly number[], source: string): Picture[] {
  const { each, wanted, said, logits, samples } = all;
  const places = shown.flatMap((s) => Array.from({ length: each }, (_, i) => s * each + i));
  const numbers = shown.map((s) => samples[s]);
  const answers: Answers = {
    samples: Int32Array.from(numbers), pixels: pixelsOf(model, digits, numbers, each),
    wanted: Int32Array.from(places, (i) => wanted[i]), said: Int32Array.from(places, (i) => said[i]), share: Float32Array.from(places, (i) => shares(logits, i)[said[i]]),
  };
  const right = wanted.reduce((n, w, i) => n + Number(w === said[i]), 0);
  const of = { source, shape: [-1, CLASSES] };
  const counts = new Uint32Array(CLASSES * CLASSES);
  wanted.forEach((w, i) => { counts[w * CLASSES + said[i]]++; });
  const confusion: Picture = { kind: 'confusion', ...of, counts, of: wanted.length };
  if (each === 1) return [{ kind: 'digits', ...of, answers, right, of: wanted.length }, confusion];
  const whole = samples.reduce((n, _, s) => n + Number(isRight(all, s)), 0);
  return [{ kind: 'sequences', ...of, answers, each, right, whole, of: samples.length }, confusion];
}

function chosenOf(model: Model, digits: Digits, { samples, each, wanted, said, logits }: Evaluated, s: number): Chosen {
  const places = Array.from({ length: each }, (_, i) => s * each + i);
  return {
    sample: samples[s], each, pixels: pixelsOf(model, digits, [samples[s]], each),
    wanted: wanted.slice(s * each, (s + 1) * each), said: said.slice(s * each, (s + 1) * each), shares: Float32Array.from(places.flatMap((i) => Array.from(shares(logits, i)))),
  };
}

// --- what the program itself says can be looked at ------------------------------------------------------------------------

type Mirror = NonNullable<Looker['mirror']>;

function own(picture: PictureOf, mirror: Mirror, weights: ReadonlyMap<string, HostTensor>, chosen: { sample: number; said: Int32Array } | null): Picture | null {
  if (picture.kind === 'maps') return chosen && maps(picture, mirror, chosen);
  const { variable, title } = picture;
  const tensor = weights.get(variable);
  if (!tensor) throw new Error(`internal: the model has no variable '${variable}' to be looked at`);
  const { shape } = tensor;
  const data = tensor.data as Float32Array;
  const of = { source: variable, shape: [...shape] };
  if (picture.kind === 'matrix') {
    const columns = shape.at(-1) ?? 1;
    return { kind: 'heat', title, ...of, maps: 1, rows: data.length / columns, columns, values: data.slice(), signed: true, sample: -1 };
  }
  // An image is a column of [64, n], or all that belongs to one pair of channels of [height, width, in, out].
  const [height, width] = shape.length === 4 ? shape : [8, 8];
  const area = height * width;
  const images = data.length / area;
  const count = Math.min(images, IMAGES_MOST);
  const values = new Float32Array(count * area);
  for (let i = 0; i < count; i++) for (let p = 0; p < area; p++) values[i * area + p] = data[p * images + i];
  return { kind: 'images', title, ...of, count, of: images, width, height, values };
}

function maps({ title, tensor }: Extract<PictureOf, { kind: 'maps' }>, { tf, model, session }: Mirror, { sample, said }: { sample: number; said: Int32Array }): Picture {
  const [name, index = '0'] = tensor.split(':');
  const id = tf.graph.find(name);
  if (id < 0) throw new Error(`internal: the model has no node '${name}' to be looked at`);
  const output = { id, index: Number(index) };
  const { feeds, y, labels } = fed(model, [sample]);
  if (y.data.length > 1) feeds.set(labels, { ...y, data: said });
  const run = session.run([output], [], feeds, 'needed');
  while (!run.advance(SLICE)) { /* one sample: a moment */ }
  const { shape, data } = run.fetch(output);
  const [rows, columns] = shape.slice(-2);
  return { kind: 'heat', title, source: `${name}:${index}`, shape: [...shape], maps: data.length / (rows * columns), rows, columns, values: Float32Array.from(data as Float32Array), signed: false, sample };
}

/** The table of a search: models by hidden units and rate, as far as they are finished. */
function grid({ specs, spec, results }: Looked): Picture[] {
  const units = [...new Set(specs.flatMap((s) => (s.units === null ? [] : [s.units])))];
  const rates = [...new Set(specs.map((s) => s.rate))];
  if (units.length < 2 || specs.length !== units.length * rates.length) return [];
  const cell = (s: ModelSpec): number => units.indexOf(s.units ?? -1) * rates.length + rates.indexOf(s.rate);
  const accuracy = new Float32Array(specs.length).fill(NaN);
  for (const { model, values: { 'validation accuracy': reached } } of results) if (typeof reached === 'number') accuracy[cell(specs[model - 1])] = reached;
  return [{ kind: 'grid', units: Int32Array.from(units), rates: Float64Array.from(rates), accuracy, current: results.length === specs.length ? -1 : cell(spec) }];
}

/** The buffers of a look, to be transferred. */
export function buffersOf({ chosen, pictures }: Look): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  const gather = (value: unknown): void => {
    if (ArrayBuffer.isView(value)) { if (value.buffer instanceof ArrayBuffer) found.add(value.buffer); } else if (typeof value === 'object' && value !== null) Object.values(value).forEach(gather);
  };
  gather(chosen);
  gather(pictures);
  return [...found];
}
