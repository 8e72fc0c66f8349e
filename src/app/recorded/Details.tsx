/** What a recording says besides its course: parameters, versions, events. */
import { useSelect } from '../context.ts';
import { Scroll } from '../parts/Scroll.tsx';
import { useDeepWords, useWords } from '../words/index.ts';
import type { Chosen } from './load.ts';

/** A text that ends in a date, which stays on one line. */
export function Dated({ text, date }: { text: string; date: string }) {
  if (date === '' || !text.endsWith(date)) return text;
  return (
    <>
      {text.slice(0, -date.length)}
      <span className="recorded-date">{date}</span>
    </>
  );
}

/** Rows shown at most. */
const SHOWN = 200;

export function Details({ chosen: { recording }, open }: { chosen: Chosen; open: boolean }) {
  const words = useDeepWords(useSelect((state) => state.lang)).recorded;
  const { numbers } = useWords();
  const events = recording.epochs.flatMap((row) => row.events.map((event) => ({ ...event, epoch: row.epoch })));
  const errors = recording.epochs.filter(({ error }) => error !== '').slice(0, 5);
  const pairs: [string, string][] = [
    [words.source, recording.source], [words.mode, recording.program],
    ...recording.parameters.map(([name, value]): [string, string] => [name, String(value)]),
    ...recording.versions.map(([name, version]): [string, string] => [name, version]),
  ];
  const start = recording.start.bytes;
  return (
    <details className="recorded-details" open={open}>
      <summary>{words.details}</summary>
      <dl className="recorded-pairs">
        {pairs.filter(([, value]) => value !== '').map(([name, value], i) => (
          <div key={i}>
            <dt>{name}</dt>
            <dd className="mono">{value}</dd>
          </div>
        ))}
      </dl>
      {recording.epochs.some(({ cpu }) => cpu !== null) && <p className="note">{words.clockNote}</p>}
      {errors.map(({ epoch, error }) => (
        <p key={epoch} className="mono recorded-error" lang="en">{`${words.epoch} ${epoch}: ${error}`}</p>
      ))}
      {events.length === 0 ? <p className="note">{words.noEvents}</p> : (
        <Scroll label={words.details}>
          <table>
            {events.length > SHOWN && <caption>{words.someEvents(SHOWN, events.length)}</caption>}
            <thead>
              <tr>
                <th scope="col" className="number">{words.epoch}</th>
                <th scope="col">{words.event}</th>
                <th scope="col" className="number">{words.seconds}</th>
                <th scope="col" className="number">{words.nodes}</th>
                <th scope="col" className="number">{words.bytes}</th>
              </tr>
            </thead>
            <tbody>
              {events.slice(0, SHOWN).map((event, i) => (
                <tr key={i}>
                  <td className="number">{numbers.whole(event.epoch)}</td>
                  <td lang="en">{event.kind}</td>
                  <td className="number">{numbers.duration(event.seconds)}</td>
                  <td className="number">{event.nodes === null ? '–' : numbers.whole(event.nodes)}</td>
                  <td className="number">{event.bytes === null ? '–' : numbers.memory(Math.max(0, event.bytes - (start ?? 0)))}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </details>
  );
}
