/** Quiet messages at the corner: what was kept, refused or stopped. Not the banner of a run's error. */
import { X } from 'lucide-react';
import { usePage, useSelect } from '../context.ts';
import { useWords } from '../words/index.ts';

/** The notices, announced politely. */
export function Notices() {
  const { actions } = usePage();
  const words = useWords();
  const notices = useSelect((state) => state.notices);
  return (
    <div className="notices" role="status">
      {notices.map(({ id, level, text }) => (
        <div key={id} className={`notice ${level}`}>
          <span>{text}</span>
          <button type="button" className="icon" aria-label={words.dismiss} onClick={() => actions.dismiss(id)}>
            <X size={16} aria-hidden />
          </button>
        </div>
      ))}
    </div>
  );
}
