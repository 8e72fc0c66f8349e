// How this room says that a file cannot be used: a value for callers, an exception only between the functions that read.

/** What came of something that may fail for reasons the user can see and mend. `error` is a sentence in the user's words. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: string };

/** Thrown deep inside a reader when the file is at fault; `attempt` turns it into a failed Result. Never leaves this room. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** Ends reading because of what the file holds. `message` says what was expected, and what came. */
export function refuse(message: string): never {
  throw new Refusal(message);
}

/** Runs `read`; a Refusal becomes a failed Result. Anything else is our own bug and goes on up. */
export function attempt<T>(read: () => T): Result<T> {
  try {
    return { ok: true, value: read() };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, error: error.message };
    throw error;
  }
}
