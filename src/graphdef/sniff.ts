// Telling from the first bytes of a file what it may be. Hints only: the readers decide.
import type { GraphFormat } from './summary.ts';
import { Scanner } from './text-scan.ts';
import { attempt } from './result.ts';

const LOOKED_AT = 4096;

/** Whether a file begins like text: no control characters but blanks. A binary graph has them in its first node. */
export function looksLikeText(bytes: Uint8Array): boolean {
  const end = Math.min(bytes.length, LOOKED_AT);
  for (let i = 0; i < end; i++) {
    const byte = bytes[i];
    if ((byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13) || byte === 127) return false;
  }
  return true;
}

const FIRST_WORDS: Readonly<Record<string, GraphFormat>> = {
  node: 'GraphDef',
  library: 'GraphDef',
  version: 'GraphDef',
  versions: 'GraphDef',
  meta_info_def: 'MetaGraphDef',
  graph_def: 'MetaGraphDef',
  saver_def: 'MetaGraphDef',
  collection_def: 'MetaGraphDef',
  signature_def: 'MetaGraphDef',
  saved_model_schema_version: 'SavedModel',
  meta_graphs: 'SavedModel',
};

/** What a text holds, by the name of its first field; null if that is none of ours. */
export function textFormat(bytes: Uint8Array): GraphFormat | null {
  const scanned = attempt(() => new Scanner(bytes));
  if (!scanned.ok || scanned.value.token !== 'word') return null;
  const word = scanned.value.text;
  return Object.hasOwn(FIRST_WORDS, word) ? FIRST_WORDS[word] : null;
}

const SIGNATURES: readonly (readonly [at: number, signature: string, words: string])[] = [
  [0, '\x89PNG', 'a PNG picture'],
  [0, '\xff\xd8\xff', 'a JPEG picture'],
  [0, '\x89HDF', 'an HDF5 file, as Keras writes for .h5: it holds layers and weights, not a graph'],
  [0, 'PK\x03\x04', 'a ZIP archive; if it is a SavedModel, unpack it and open its saved_model.pb'],
  [0, '\x1f\x8b', 'a gzip archive; unpack it first'],
  [0, '%PDF', 'a PDF document'],
  [0, '\x7fELF', 'a program'],
  [4, 'TFL3', 'a TensorFlow Lite model, which is another format'],
  [0, '\x93NUMPY', 'a NumPy array'],
];

/** The words for a well-known kind of file that is no graph, or null. */
export function foreign(bytes: Uint8Array): string | null {
  const head = String.fromCharCode(...bytes.subarray(0, 16));
  return SIGNATURES.find(([at, signature]) => head.startsWith(signature, at))?.[2] ?? null;
}
