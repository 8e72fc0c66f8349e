/** Where the browser enforces Trusted Types, scripts (workers among them) may come from this origin and from nowhere else. */

interface Policies { createPolicy(name: string, rules: { createScriptURL(url: string): string }): unknown }

/** Sets the policy of this thread: each page and each worker that starts workers needs its own, once. `base`: what addresses are relative to. */
export function ownScriptsOnly(base: string): void {
  const { trustedTypes } = globalThis as { trustedTypes?: Policies };
  trustedTypes?.createPolicy('default', {
    createScriptURL(url) {
      const resolved = new URL(url, base);
      if (resolved.origin !== location.origin) throw new TypeError(`A script of this page comes from ${location.origin}; refused: ${resolved.href}`);
      return resolved.href;
    },
  });
}
