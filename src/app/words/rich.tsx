/** Sets `**…**` of the catalogue in bold. Not Markdown. */
import type { ReactNode } from 'react';

/** `text` with its marked parts as <strong>. */
export function rich(text: string): ReactNode {
  return text.split('**').map((part, i) => (i % 2 === 1 ? <strong key={i}>{part}</strong> : part));
}

/** `text` without its marks, for screen readers and titles. */
export function plain(text: string): string {
  return text.replaceAll('**', '');
}
