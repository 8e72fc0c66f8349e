/** Which colour each code has, and what the legend says of it. */
import { CODES, EPOCH_GROUPS, EXECUTED, LIVE, OTHER_OPS, TIER, type FieldColour, type FieldLook } from '../../protocol/field.ts';
import { readTokens, type Tokens } from '../parts/tokens.ts';

/** Ops that have a colour of their own; the others share one. */
export const OPS_SHOWN = 11;

const TOKENS = [
  'ink', 'soft', 'muted', 'line', 'card', 'well', 'focus', 'video', 'main', 'disk', 'cure', 'forward', 'field-idle', 'field-old', 'field-mid', 'field-new',
  'field-op-0', 'field-op-1', 'field-op-2', 'field-op-3', 'field-op-4', 'field-op-5', 'field-op-6', 'field-op-7', 'field-op-8', 'field-op-9', 'field-op-10', 'field-op-other',
] as const;
type Token = (typeof TOKENS)[number];
export type FieldTokens = Tokens<Token>;
export const readFieldTokens = (): FieldTokens => readTokens(TOKENS);

/** A colour of the legend: its key among the words or, of ops, its name; of epochs, from and to. */
export interface Entry {
  readonly key: string;
  readonly from: number;
  readonly to: number;
  readonly codes: readonly number[];
  /** The first is the swatch's; epochs have two. */
  readonly colours: readonly number[];
  readonly count: number;
}

/** Colours of ops that stay with an op as long as it is among the most. */
export class OpColours {
  private readonly slots: (string | null)[] = Array.from({ length: OPS_SHOWN }, () => null);

  /** The ops that have colours, by slot, given all by number of nodes. */
  give(byCount: readonly string[]): readonly (string | null)[] {
    const shown = new Set(byCount.slice(0, OPS_SHOWN));
    for (const [i, op] of this.slots.entries()) if (op !== null && !shown.has(op)) this.slots[i] = null;
    for (const op of shown) {
      if (this.slots.includes(op)) continue;
      this.slots[this.slots.indexOf(null)] = op;
    }
    return this.slots;
  }
}

/** The legend of a look, colours included; entries without a node are left out where they are many. */
export function legendOf({ by, counts, ops, width, epoch }: FieldLook, { packed }: FieldTokens, colours: OpColours): Entry[] {
  const one = (key: string, code: number, token: Token): Entry => ({ key, from: 0, to: 0, codes: [code], colours: [packed[token]], count: counts[code] });
  switch (by) {
    case 'leaked': return [one('leaked', LIVE.leaked, 'video'), one('live', LIVE.live, 'cure')];
    case 'executed': return [one('executed', EXECUTED.executed, 'forward'), one('idle', EXECUTED.not, 'field-idle')];
    case 'tier': return (['video', 'main', 'disk'] as const).map((tier) => one(tier, TIER[tier], tier));
    case 'epoch': {
      // The newest group may have room for epochs that are still to come.
      const groups = Array.from({ length: EPOCH_GROUPS }, (_, g): Entry => {
        const colour = ramp(g / (EPOCH_GROUPS - 1), packed);
        return { key: 'epoch', from: g * width + 1, to: Math.max(g * width + 1, Math.min((g + 1) * width, epoch)), codes: [2 * g, 2 * g + 1], colours: [colour, mixed(colour, packed.card, 0.22)], count: counts[2 * g] + counts[2 * g + 1] };
      });
      return groups.filter(({ count }) => count > 0);
    }
    case 'op': {
      const sorted = ops.map((op, code) => ({ op, code, count: counts[code] })).sort((a, b) => b.count - a.count || a.code - b.code);
      const slots = colours.give(sorted.map(({ op }) => op));
      const shown = sorted.slice(0, OPS_SHOWN).map(({ op, code, count }): Entry => {
        const token = TOKENS[TOKENS.indexOf('field-op-0') + slots.indexOf(op)];
        return { key: op, from: 0, to: 0, codes: [code], colours: [packed[token]], count };
      });
      const rest = sorted.slice(OPS_SHOWN);
      const codes = [...rest.map(({ code }) => code), OTHER_OPS];
      const count = codes.reduce((sum, code) => sum + counts[code], 0);
      return count > 0 ? [...shown, { key: '', from: 0, to: rest.length, codes, colours: [packed['field-op-other']], count }] : shown;
    }
  }
}

/** By code. `only`: the entry that is to stand out; -1: all. */
export function paletteOf(legend: readonly Entry[], only: number, { packed }: FieldTokens): Uint32Array {
  const palette = new Uint32Array(CODES).fill(packed.line);
  legend.forEach(({ codes, colours }, i) => codes.forEach((code, k) => (palette[code] = only >= 0 && only !== i ? packed.line : colours[k % colours.length])));
  return palette;
}

export const sameColours = (a: Uint32Array, b: Uint32Array): boolean => a.every((colour, i) => colour === b[i]);

/** From the oldest epoch's colour over the middle one to the newest's. */
function ramp(at: number, packed: FieldTokens['packed']): number {
  return at < 0.5 ? mixed(packed['field-old'], packed['field-mid'], 2 * at) : mixed(packed['field-mid'], packed['field-new'], 2 * at - 1);
}

/** Channel by channel. */
function mixed(a: number, b: number, share: number): number {
  const channel = (shift: number): number => Math.round(((a >>> shift) & 255) * (1 - share) + ((b >>> shift) & 255) * share) << shift;
  return ((255 << 24) | channel(16) | channel(8) | channel(0)) >>> 0;
}

/** `rgb(…)` of a packed colour. */
export const css = (colour: number): string => `rgb(${colour & 255} ${(colour >> 8) & 255} ${(colour >> 16) & 255})`;

/** Whether counts by this colour are of the stated machine (a model's) or of the engine's own graph. */
export const isModelled = (by: FieldColour, real: boolean): boolean => by === 'tier' || (by === 'executed' && !real);
