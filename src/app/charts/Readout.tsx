/** The small table that follows the crosshair: the values of all charts at one epoch, with labels, patterns and what happened then. */
import type { Reading } from '../../charts/chart.ts';
import { CHARTS } from '../../charts/list.ts';
import { rowAt } from '../../charts/stack.ts';
import type { ChartInput } from '../../charts/source.ts';
import type { ChartWords } from '../../charts/words.ts';
import { Swatch } from './Swatch.tsx';

export interface Section {
  id: string;
  title: string;
  origin: string;
  readings: Reading[];
}
export interface EpochReading {
  epoch: number;
  sections: Section[];
  events: string[];
}

/** What all charts say of the epoch; null if there is no such epoch. */
export function readEpoch(input: ChartInput, epoch: number | null, words: ChartWords): EpochReading | null {
  const row = rowAt(input.history.columns.epoch, input.history.count, epoch);
  if (row === null) return null;
  const at = input.history.columns.epoch[row];
  return {
    epoch: at,
    sections: CHARTS.map((chart) => {
      const bound = chart.of(input);
      return {
        id: chart.id,
        title: words.titles[chart.id]?.title ?? chart.id,
        origin: bound.tags(words)[0]?.short ?? '',
        readings: bound.readout(row, words),
      };
    }).filter((section) => section.readings.length > 0),
    events: input.events.filter((event) => event.epoch === at).map((event) => event.text),
  };
}

/** The same as one line, for the screen reader. */
export function sayEpoch(reading: EpochReading, words: ChartWords): string {
  const values = reading.sections.map((section) =>
    words.stack.value(section.title, section.readings.map((r) => words.stack.value(r.label, r.value)).join(', ')),
  );
  return words.stack.at(reading.epoch, [...values, ...reading.events]);
}

export function Readout({ reading, words }: { reading: EpochReading; words: ChartWords }) {
  return (
    <table className="chart-readout-table">
      <caption>{words.stack.readout(reading.epoch)}</caption>
      {reading.sections.map((section) => (
        <tbody key={section.id}>
          <tr>
            <th colSpan={2} scope="rowgroup">
              {section.title} <small>{section.origin}</small>
            </th>
          </tr>
          {section.readings.map((item, i) => (
            <tr key={i}>
              <th scope="row">
                <Swatch meaning={item.meaning} />
                {item.label}
              </th>
              <td>{item.value}</td>
            </tr>
          ))}
        </tbody>
      ))}
      {reading.events.length > 0 && (
        <tbody className="chart-readout-events">
          {reading.events.slice(0, 4).map((text, i) => (
            <tr key={i}>
              <td colSpan={2} className="chart-readout-event">
                {text}
              </td>
            </tr>
          ))}
        </tbody>
      )}
    </table>
  );
}
