/** The log of what happened in the run, newest first. */
import type { RunEvent } from '../../protocol/frame.ts';
import { useSampled, useSelect } from '../context.ts';
import { Scroll } from '../parts/Scroll.tsx';
import { useDeepWords, useWords } from '../words/index.ts';

/** Rows shown at most: a run with a save each epoch has thousands. */
const SHOWN = 100;

/** The table of events. */
export function Events() {
  const words = useWords();
  // A save each epoch at full speed would change this table every frame.
  const happened = useSampled((state) => state.events);
  const { events } = useDeepWords(useSelect((state) => state.lang));
  if (happened.length === 0) return <p className="waiting">{events.none}</p>;
  const told = (event: RunEvent) => {
    const own = events.told?.(event) ?? null;
    return own === null ? <td lang="en">{event.text}</td> : <td>{own}</td>;
  };
  const shown = happened.slice(-SHOWN).reverse();
  return (
    <Scroll label={words.tabs.events}>
      <table>
        <caption>
          {events.shown(shown.length, happened.length)} {events.kindsOfNumber(words.tags)}
        </caption>
        <thead>
          <tr>
            <th scope="col" className="number">
              {events.epoch}
            </th>
            <th scope="col" className="number">
              {events.run}
            </th>
            <th scope="col">{events.kind}</th>
            <th scope="col">{events.text}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((event, i) => (
            <tr key={happened.length - i} className={event.kind}>
              <td className="number">{words.numbers.whole(event.epoch)}</td>
              <td className="number">{event.run === 0 ? '–' : words.numbers.whole(event.run)}</td>
              <td>{events.kinds[event.kind] ?? event.kind}</td>
              {told(event)}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
