/** Quiet messages at the corner: what was kept, refused or stopped. Not the banner of a run's error. */
import { X } from 'lucide-react';
import { useEffect, useEffectEvent, useMemo, useRef } from 'react';
import type { Notice } from '../../store/state.ts';
import { usePage, useSelect } from '../context.ts';
import { useWords } from '../words/index.ts';
import { Countdown, INFO_LASTS, sortNotices } from './notices.ts';

/** The notices, announced politely. */
export function Notices() {
  const { actions } = usePage();
  const notices = useSelect((state) => state.notices);
  const { shown, dropped } = useMemo(() => sortNotices(notices), [notices]);
  useEffect(() => {
    for (const id of dropped) actions.dismiss(id);
  }, [dropped, actions]);
  return (
    <div className="notices" role="status">
      {shown.map((notice) => (
        <Shown key={notice.id} notice={notice} dismiss={() => actions.dismiss(notice.id)} />
      ))}
    </div>
  );
}

/** One notice. An info dismisses itself, but not while somebody points at it or has the focus in it. */
function Shown({ notice: { level, text }, dismiss }: { notice: Notice; dismiss: () => void }) {
  const words = useWords();
  const countdown = useRef<Countdown | null>(null);
  const holds = useRef({ pointer: false, focus: false });
  const end = useEffectEvent(dismiss);
  useEffect(() => {
    if (level !== 'info') return;
    const own = new Countdown(INFO_LASTS, () => end());
    countdown.current = own;
    own.resume();
    return () => own.pause();
  }, [level]);
  const hold = (by: 'pointer' | 'focus', held: boolean) => (): void => {
    holds.current[by] = held;
    if (holds.current.pointer || holds.current.focus) countdown.current?.pause();
    else countdown.current?.resume();
  };
  return (
    <div
      className={`notice ${level}`}
      onPointerEnter={hold('pointer', true)}
      onPointerLeave={hold('pointer', false)}
      onFocus={hold('focus', true)}
      onBlur={hold('focus', false)}
    >
      <span>{text}</span>
      <button type="button" className="icon" aria-label={words.dismiss} onClick={dismiss}>
        <X size={16} aria-hidden />
      </button>
    </div>
  );
}
