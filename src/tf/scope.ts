/** What a Python `with` statement enters: `enter` gives the value after `as`, `exit` undoes it. */
export class Scope {
  constructor(readonly enter: () => unknown, readonly exit: () => void) {}
}
