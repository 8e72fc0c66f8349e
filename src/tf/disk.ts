/**
 * The files that scripts write: graphs, checkpoint states, events, as bytes by path. Checkpoints themselves are in Context.files, by the
 * path that their saver was given. Nothing here reaches a real disk.
 */
import type { Tensor } from '../engine/dtype.ts';
import type { Files } from '../engine/session.ts';

/** `./a//b/../c` as `a/c`; '' is the folder that the script runs in. */
export function normalPath(path: string): string {
  const out: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && out.length > 0 && out[out.length - 1] !== '..') out.pop();
    else out.push(part);
  }
  return (path.startsWith('/') ? '/' : '') + out.join('/');
}

export const dirname = (path: string): string => { const at = path.lastIndexOf('/'); return at < 0 ? '' : at === 0 ? '/' : path.slice(0, at).replace(/\/+$/, '') || '/'; };
export const basename = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
/** `os.path.join` */
export const joinPath = (a: string, b: string): string => (b.startsWith('/') || a === '' ? b : a.endsWith('/') ? a + b : `${a}/${b}`);

/** The files of a checkpoint, as TensorFlow names them. */
const checkpointFiles = (prefix: string): string[] => [`${prefix}.data-00000-of-00001`, `${prefix}.index`];

export class Disk {
  private readonly bytes = new Map<string, Uint8Array>();

  constructor(private readonly checkpoints: Files) {}

  write(path: string, content: Uint8Array): void { this.bytes.set(normalPath(path), content); }
  append(path: string, content: Uint8Array): void {
    const before = this.read(path) ?? new Uint8Array();
    const all = new Uint8Array(before.length + content.length);
    all.set(before);
    all.set(content, before.length);
    this.write(path, all);
  }
  read(path: string): Uint8Array | null { return this.bytes.get(normalPath(path)) ?? null; }
  remove(path: string): void { this.bytes.delete(normalPath(path)); }
  exists(path: string): boolean {
    const wanted = normalPath(path);
    return this.paths().some((p) => p === wanted || p.startsWith(`${wanted}/`)) || this.read(path) !== null;
  }
  /** Paths of all files; a checkpoint is its index and its data. */
  paths(): string[] {
    const saved = [...this.checkpoints.keys()].map(normalPath).flatMap(checkpointFiles);
    return [...new Set([...this.bytes.keys(), ...saved])].sort();
  }
  /** Names in a folder. */
  list(folder: string): string[] {
    const at = normalPath(folder);
    const inside = this.paths().flatMap((p) => (at === '' ? [p] : p.startsWith(`${at}/`) ? [p.slice(at.length + 1)] : []));
    return [...new Set(inside.map((p) => p.split('/')[0]))];
  }

  // --- checkpoints -------------------------------------------------------------------------------------------------------

  /** The tensors of a checkpoint, however its path is written. */
  checkpoint(prefix: string): ReadonlyMap<string, Tensor> | null {
    const exact = this.checkpoints.get(prefix);
    if (exact) return exact;
    const wanted = normalPath(prefix);
    for (const [path, tensors] of this.checkpoints) if (normalPath(path) === wanted) return tensors;
    return null;
  }
  removeCheckpoint(prefix: string): void {
    const wanted = normalPath(prefix);
    for (const path of this.checkpoints.keys()) if (normalPath(path) === wanted) this.checkpoints.delete(path);
  }
}
