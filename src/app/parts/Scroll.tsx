/** A box that scrolls when its content is larger, reachable by keyboard then. */
import type { ReactNode } from 'react';

/** `children` in a scrolling region named `label`. */
export function Scroll({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="scroll" role="region" aria-label={label} tabIndex={0} data-keys>
      {children}
    </div>
  );
}
