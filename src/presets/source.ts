/**
 * A script's text as it travels in a link's `src`: UTF-8, deflated without a header, in the letters of base64url. Loaded only where there
 * is a script. Nothing that comes in can make it throw or take more memory than the longest script.
 */
import { deflateRaw, Inflate } from 'pako';
import { SOURCE_LENGTH } from '../protocol/config.ts';
import type { Link } from './schema.ts';

/** Most bytes that a text of SOURCE_LENGTH units can have in UTF-8. */
const MOST_BYTES = 3 * SOURCE_LENGTH;

/** The text as it stands in a link; '' for ''. */
export function packSource(text: string): string {
  if (text === '') return '';
  const bytes = deflateRaw(new TextEncoder().encode(text), { level: 9 });
  let letters = '';
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

export type Unpacked = { ok: true; text: string } | { ok: false; expected: string };

/** The text that `packed` stands for, or in plain words what it should have been. */
export function unpackSource(packed: string): Unpacked {
  if (!/^[\w-]*$/.test(packed) || packed.length % 4 === 1) return { ok: false, expected: 'a script as this page writes it into a link: letters, digits, - and _' };
  if (packed === '') return { ok: true, text: '' };
  const bytes = inflated(Uint8Array.from(atob(packed.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0)));
  if (bytes === 'broken') return { ok: false, expected: 'a whole script as this page writes it into a link; this one is cut off or changed' };
  const long = { ok: false, expected: `a script of at most ${SOURCE_LENGTH.toLocaleString('en')} characters` } as const;
  if (bytes === 'long') return long;
  const text = decoded(bytes);
  if (text === null) return { ok: false, expected: 'a script in UTF-8' };
  if (text.length > SOURCE_LENGTH) return long;
  return { ok: true, text: text.replaceAll(/\r\n?/g, '\n') };
}

/** `link` with the script that it carries, or with a warning of why it carries none. */
export function withSource(link: Link): Link {
  if (link.packed === '') return link;
  const unpacked = unpackSource(link.packed);
  if (unpacked.ok) return { ...link, config: { ...link.config, source: unpacked.text } };
  const value = link.packed.length <= 80 ? link.packed : `${link.packed.slice(0, 79)}…`;
  return { ...link, packed: '', warnings: [...link.warnings, { name: 'src', value, expected: unpacked.expected }] };
}

function inflated(bytes: Uint8Array): Uint8Array | 'broken' | 'long' {
  const parts: Uint8Array[] = [];
  let length = 0;
  const stream = new Inflate({ raw: true, chunkSize: 16_384 });
  stream.onData = (part) => {
    if (!(part instanceof Uint8Array)) throw new Error('internal: pako gave no bytes');
    length += part.length;
    // pako goes on for as long as there is input: thrown out of its loop.
    if (length > MOST_BYTES) throw new RangeError('long');
    parts.push(part);
  };
  let ended = false;
  stream.onEnd = (status) => {
    ended = status === 0;
  };
  try {
    // Not as the last part: pako would then stop where its output is full.
    if (!stream.push(bytes, false)) return 'broken';
  } catch (error) {
    if (error instanceof RangeError) return 'long';
    throw error;
  }
  if (!ended) return 'broken';
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    return null;
  }
}
