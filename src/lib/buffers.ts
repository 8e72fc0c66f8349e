/** The buffers in plain data, each once, so that it can be handed over to another thread rather than copied. Lists of texts are passed over. */
export function buffersIn(data: unknown, found: Set<ArrayBuffer> = new Set()): ArrayBuffer[] {
  if (data instanceof ArrayBuffer) found.add(data);
  else if (ArrayBuffer.isView(data)) {
    if (data.buffer instanceof ArrayBuffer) found.add(data.buffer);
  } else if (typeof data === 'object' && data !== null && !(Array.isArray(data) && typeof data[0] === 'string')) {
    for (const part of Object.values(data)) buffersIn(part, found);
  }
  return [...found];
}
