/** The log of what happened in the run, newest first. */
import { useSampled } from '../context.ts';
import { Scroll } from '../parts/Scroll.tsx';
import { useWords } from '../words/index.ts';

/** Rows shown at most: a run with a save each epoch has thousands. */
const SHOWN = 100;

/** The table of events. */
export function Events() {
  const words = useWords();
  // A save each epoch at full speed would change this table every frame.
  const events = useSampled((state) => state.events);
  if (events.length === 0) return <p className="waiting">{words.events.none}</p>;
  const shown = events.slice(-SHOWN).reverse();
  return (
    <Scroll label={words.tabs.events}>
      <table>
        <caption>{words.events.shown(shown.length, events.length)}</caption>
        <thead>
          <tr>
            <th scope="col" className="number">
              {words.events.epoch}
            </th>
            <th scope="col" className="number">
              {words.events.run}
            </th>
            <th scope="col">{words.events.kind}</th>
            <th scope="col">{words.events.text}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((event, i) => (
            <tr key={events.length - i} className={event.kind}>
              <td className="number">{words.numbers.whole(event.epoch)}</td>
              <td className="number">{words.numbers.whole(event.run)}</td>
              <td>{words.events.kinds[event.kind] ?? event.kind}</td>
              <td lang="en">{event.text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
