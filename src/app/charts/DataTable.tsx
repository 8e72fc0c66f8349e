/** A chart's numbers as a real table in a dialog: at most 500 rows evenly chosen, and the CSV for all. */
import { useEffect, useId, useMemo, useRef } from 'react';
import type { NamedChart } from '../../charts/chart.ts';
import { evenly, heading } from '../../charts/csv.ts';
import type { ChartInput } from '../../charts/source.ts';
import type { ChartWords } from '../../charts/words.ts';
import { significant } from '../../charts/values.ts';

const MOST = 500;

/** Exact where it is a whole number, else four significant digits; the CSV has every digit. */
function cell(value: number | string): string {
  if (typeof value === 'string') return value;
  if (!Number.isFinite(value)) return '–';
  if (Number.isInteger(value)) return value.toLocaleString('en');
  return Math.abs(value) >= 1e-4 && Math.abs(value) < 1e6 ? String(Number(value.toPrecision(4))) : significant(value, 4);
}

interface Props {
  chart: NamedChart;
  /** Taken when the dialog was opened: a table does not change under its reader. */ input: ChartInput;
  words: ChartWords;
  onCsv: () => void;
  onClose: () => void;
}

export function DataTable({ chart, input, words, onCsv, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = words.titles[chart.id]?.title ?? chart.id;
  const id = useId();
  useEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
  }, []);
  const { table, rows, text } = useMemo(() => {
    const bound = chart.of(input);
    const all = bound.table(words);
    return { table: all, rows: evenly(all.rows, MOST), text: bound.describe(words) };
  }, [chart, input, words]);
  return (
    <dialog ref={dialog} className="chart-dialog" aria-labelledby={id} onClose={onClose}>
      <h2 id={id}>{title}</h2>
      <p>{text}</p>
      {rows.length < table.rows.length && <p className="chart-note">{words.table.some(rows.length, table.rows.length)}</p>}
      <div className="chart-dialog-scroll" role="region" aria-label={words.table.region} tabIndex={0}>
        <table>
          <caption>{words.table.caption(title, table.rows.length)}</caption>
          <thead>
            <tr>
              {table.columns.map((column, i) => (
                <th key={i} scope="col">
                  {heading(column, words)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, r) => (
              <tr key={r}>
                {row.map((value, c) =>
                  c === 0 ? (
                    <th key={c} scope="row">
                      {cell(value)}
                    </th>
                  ) : (
                    <td key={c}>{cell(value)}</td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="chart-dialog-foot">
        <button type="button" className="chart-button" onClick={onCsv}>
          {words.menu.csv}
        </button>
        <button type="button" className="chart-button" onClick={() => dialog.current?.close()}>
          {words.table.close}
        </button>
      </div>
    </dialog>
  );
}
