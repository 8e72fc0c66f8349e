/** Says what changed to those who listen: politely, and not more often than they can hear it. */
import { useEffect, useEffectEvent, useState } from 'react';

/** Least time between two announcements, in milliseconds: a listener must be able to finish listening. */
const ANNOUNCE_EVERY = 5000;

/**
 * Says `text` when `meaning` changed, at most every five seconds, and then what holds at that moment; at once when the run has come to
 * another `rest`.
 */
export function Announcer({ meaning, rest, text }: { meaning: string; rest: string; text: string }) {
  const [said, setSaid] = useState({ meaning: '', rest: '', text: '', at: -ANNOUNCE_EVERY });
  const say = useEffectEvent(() => setSaid({ meaning, rest, text, at: performance.now() }));
  useEffect(() => {
    if (said.meaning === meaning && said.rest === rest) return;
    const wait = rest !== '' && rest !== said.rest ? 0 : Math.max(0, said.at + ANNOUNCE_EVERY - performance.now());
    const timer = setTimeout(say, wait);
    return () => clearTimeout(timer);
  }, [meaning, rest, said]);
  return (
    <p className="unseen" aria-live="polite" data-testid="announcement">
      {said.text}
    </p>
  );
}
