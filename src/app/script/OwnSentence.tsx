/** The live sentence above a script's charts, and its polite announcement. */
import { usePage, useSelect } from '../context.ts';
import { Announcer } from '../panels/Announcer.tsx';
import { plain, rich } from '../words/rich.tsx';
import { sentenceOf } from './sentence.ts';
import { useScriptWords } from './words.ts';

export function OwnSentence() {
  const { store } = usePage();
  const words = useScriptWords();
  // One string in one selector: it changes when what it says does.
  useSelect((state) => sentenceOf(state, words).text);
  const { text, meaning, rest } = sentenceOf(store.getState(), words);
  return (
    <>
      <p className={rest === 'failed' ? 'sentence own-sentence error' : 'sentence own-sentence'}>{rich(text)}</p>
      <Announcer meaning={meaning} rest={rest} text={plain(text)} />
    </>
  );
}
