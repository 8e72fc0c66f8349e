/** Says what changed to those who listen: politely, and not more often than they can hear it. */
import { useEffect, useEffectEvent, useState } from 'react';
import { useWords } from '../words/index.ts';

/** After so long what was said is taken away: it would not be true for long, and the sentence that is seen can be read too. */
const SAID_FOR = 15_000;
/** Least time between two announcements, in milliseconds: a listener must be able to finish listening. */
const ANNOUNCE_EVERY = 5000;

/**
 * Says `text` when `meaning` changed, at most every five seconds, and then what holds at that moment; at once when the run has come to
 * another `rest`, when the language is another, and when what was said was `brief`: true for a moment only.
 */
export function Announcer({ meaning, rest, text, brief = false }: { meaning: string; rest: string; text: string; brief?: boolean }) {
  const { htmlLang: lang } = useWords();
  const [said, setSaid] = useState({ meaning: '', rest: '', lang: '', text: '', brief: true, at: 0 });
  const say = useEffectEvent(() => setSaid({ meaning, rest, lang, text, brief, at: performance.now() }));
  useEffect(() => {
    if (said.meaning === meaning && said.rest === rest && said.lang === lang) {
      const timer = setTimeout(() => setSaid((before) => ({ ...before, text: '' })), SAID_FOR);
      return () => clearTimeout(timer);
    }
    const wait = said.brief || said.lang !== lang || (rest !== '' && rest !== said.rest) ? 0 : Math.max(0, said.at + ANNOUNCE_EVERY - performance.now());
    const timer = setTimeout(say, wait);
    return () => clearTimeout(timer);
  }, [meaning, rest, lang, said.meaning, said.rest, said.lang, said.brief, said.at]);
  return (
    <p className="unseen" aria-live="polite" data-testid="announcement">
      {said.text}
    </p>
  );
}
