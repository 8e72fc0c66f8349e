/**
 * One disk for a script and for tf/: what a saver or a summary writer writes, the script finds with `os` and `open`, and the other way
 * round. The disk is the interpreter's, in memory. A checkpoint's tensors stay with tf/; its two files on the disk stand for them, so that
 * it can be listed, moved, copied and deleted like any other.
 */
import { sizeOf, elementBytes, type Tensor } from '../engine/dtype.ts';
import type { Context } from '../tf/context.ts';
import { diskOf } from '../tf/train/checkpoints.ts';

/** What is used of the interpreter's file system. Paths are relative to the script's folder. */
export interface FileSystem {
  writeFile(path: string, data: Uint8Array): void;
  readFile(path: string): Uint8Array;
  unlink(path: string): void;
  readdir(path: string): string[];
  mkdirTree(path: string): void;
  analyzePath(path: string): { exists: boolean };
}

const INDEX = '.index';
const DATA = '.data-00000-of-00001';
/** First line of an index file; the path that the tensors are kept under follows. */
const HEAD = 'checkpoint of the playground\n';

export function oneDisk(tf: Context, fs: FileSystem): void {
  const read = (path: string): Uint8Array | null => {
    try { return fs.readFile(path); } catch { return null; }
  };
  const write = (path: string, content: Uint8Array): void => {
    const at = path.lastIndexOf('/');
    if (at > 0) fs.mkdirTree(path.slice(0, at));
    fs.writeFile(path, content);
  };
  const remove = (path: string): void => {
    try { fs.unlink(path); } catch { /* it was not there */ }
  };

  const { files } = tf;
  const [set, get, entries, forget] = [files.set.bind(files), files.get.bind(files), files.entries.bind(files), files.delete.bind(files)];
  files.set = (path, tensors) => {
    let size = 0;
    for (const t of tensors.values()) size += sizeOf(t.shape) * elementBytes(t.dtype);
    write(path + DATA, new Uint8Array(size));
    write(path + INDEX, new TextEncoder().encode(HEAD + path));
    return set(path, tensors);
  };
  files.get = (path): ReadonlyMap<string, Tensor> | undefined => {
    const index = read(path + INDEX);
    const text = index ? new TextDecoder().decode(index) : '';
    return text.startsWith(HEAD) && fs.analyzePath(path + DATA).exists ? get(text.slice(HEAD.length)) : undefined;
  };
  files.delete = (path) => {
    remove(path + INDEX);
    remove(path + DATA);
    return forget(path);
  };
  // The engine looks through all of them for other ways of writing a path: those that were deleted are not there.
  files[Symbol.iterator] = function* present() {
    for (const entry of entries()) if (files.get(entry[0])) yield entry;
    return undefined;
  };
  const disk = diskOf(tf);
  Object.assign(disk, {
    write, read, remove,
    exists: (path: string) => fs.analyzePath(path).exists,
    list: (folder: string) => { try { return fs.readdir(folder || '.').filter((name) => name !== '.' && name !== '..').sort(); } catch { return []; } },
    checkpoint: (prefix: string) => files.get(prefix) ?? null,
    removeCheckpoint: (prefix: string) => { remove(prefix + INDEX); remove(prefix + DATA); },
  } satisfies Partial<typeof disk>);
}
