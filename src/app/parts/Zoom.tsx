/** The three buttons beside a drawing that can be zoomed. */
import { Maximize, Minus, Plus } from 'lucide-react';

interface Props {
  className: string;
  words: { readonly zoomIn: string; readonly zoomOut: string; readonly fit: string };
  scene: { zoom(direction: 1 | -1): void; fit(): void } | null;
}

export function Zoom({ className, words, scene }: Props) {
  return (
    <div className={className}>
      <button type="button" className="icon" aria-label={words.zoomIn} title={words.zoomIn} onClick={() => scene?.zoom(1)}>
        <Plus size={16} aria-hidden />
      </button>
      <button type="button" className="icon" aria-label={words.zoomOut} title={words.zoomOut} onClick={() => scene?.zoom(-1)}>
        <Minus size={16} aria-hidden />
      </button>
      <button type="button" className="icon" aria-label={words.fit} title={words.fit} onClick={() => scene?.fit()}>
        <Maximize size={16} aria-hidden />
      </button>
    </div>
  );
}
