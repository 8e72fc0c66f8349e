/** A box that scrolls when its content is larger, reachable by keyboard then; its edges say where there is more (base.css). */
import type { ReactNode } from 'react';

/** `children` in a scrolling region named `label`. */
export function Scroll({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div ref={watch} className="scroll" role="region" aria-label={label} tabIndex={0} data-keys>
      {children}
    </div>
  );
}

/** Keeps on the box on which sides of it there is more. */
function watch(box: HTMLDivElement | null): (() => void) | undefined {
  if (box === null) return undefined;
  const look = (): void => {
    const hidden = box.scrollWidth - box.clientWidth;
    box.dataset.more = `${box.scrollLeft > 1 ? 'before ' : ''}${box.scrollLeft < hidden - 1 ? 'after' : ''}`;
  };
  const sizes = new ResizeObserver(look);
  for (const part of [box, ...box.children]) sizes.observe(part);
  box.addEventListener('scroll', look, { passive: true });
  return () => {
    sizes.disconnect();
    box.removeEventListener('scroll', look);
  };
}
