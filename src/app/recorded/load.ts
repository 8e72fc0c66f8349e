/** Gets a recording: the page's own from its server, a visitor's from a file or pasted text. Both go through one parser. */
import { inflate } from '../../lib/inflate.ts';
import type { Entry } from '../../recorded/match.ts';
import { MOST_BYTES, parseRecording } from '../../recorded/parse.ts';
import type { Problem } from '../../recorded/problem.ts';
import type { Recording } from '../../recorded/recording.ts';

/** What is shown. `entry`: one of the page's; null: the visitor's, with its text, to keep it if wanted. */
export interface Chosen {
  readonly entry: Entry | null;
  readonly name: string;
  readonly text: string;
  readonly recording: Recording;
}

/** Fetches one of the page's recordings. Rejects where it cannot be fetched. */
export async function fetchRecording(entry: Entry): Promise<Recording> {
  const answer = await fetch(new URL(`recorded/${entry.id}.json.z`, document.baseURI));
  if (!answer.ok) throw new Error(`expected recording ${entry.id}, got status ${answer.status}`);
  const read = parseRecording(new TextDecoder().decode(await inflate(new Uint8Array(await answer.arrayBuffer()))));
  if ('problem' in read) throw new Error(`internal: recording ${entry.id} is none: ${JSON.stringify(read.problem)}`);
  return read.recording;
}

/** Reads what a visitor gave, a file or a text. What is too large is not even read. */
export async function readOwn(given: Blob | string, name: string): Promise<Chosen | { readonly problem: Problem }> {
  if (typeof given !== 'string' && given.size > MOST_BYTES) return { problem: { kind: 'large', got: given.size } };
  const text = typeof given === 'string' ? given : await given.text();
  const read = parseRecording(text);
  return 'problem' in read ? read : { entry: null, name, text, recording: read.recording };
}
