/** The graph in tables: the items of the level, all ops, and what the file says of itself. */
import { memo } from 'react';
import { ITEM_KINDS, type Level } from '../../protocol/graph-view.ts';
import { Scroll } from '../parts/Scroll.tsx';
import { useWords } from '../words/index.ts';
import { signOf } from './fate.ts';
import { OpName } from './OpName.tsx';
import { type GraphWords, useGraph, useGraphWords, useShown } from './use-graph.ts';

/** The items of the level: what the drawing shows, to be read and used without it. */
export function Items() {
  const words = useGraphWords();
  const page = useWords();
  const level = useShown((state) => state.level);
  const selected = useShown((state) => state.selected);
  const marks = useShown((state) => state.marks);
  const isDiff = useShown((state) => state.shown?.source === 'diff');
  if (level === null) return null;
  const { items } = level;
  return (
    <div className="graph-items">
      <h3>{words.items}</h3>
      <Scroll label={words.items}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.item}</th>
              <th scope="col">{words.kind}</th>
              <th scope="col">{words.op}</th>
              <th scope="col" className="number">
                {words.nodeCount}
              </th>
              <th scope="col" className="number">
                {words.bytes}
              </th>
              {(marks !== 'off' || isDiff) && <th scope="col">{isDiff ? words.became : words.executed}</th>}
            </tr>
          </thead>
          <tbody>
            {items.label.map((label, i) => {
              const kind = ITEM_KINDS[items.kind[i]];
              const port = kind === 'from' || kind === 'to';
              return (
                <Item
                  key={i}
                  index={i}
                  label={label === '' ? words.others : label}
                  kind={words.kinds[kind]}
                  op={items.op[i]}
                  nodes={port ? words.edges(items.nodes[i]) : page.numbers.whole(items.nodes[i])}
                  bytes={port ? '' : page.numbers.bytes(items.bytes[i])}
                  unknown={items.unknown[i]}
                  more={port ? '' : isDiff ? fatesOf(level, i, words) : marks === 'off' ? null : executedIn((marks === 'told' ? items.told : items.needed)[i], items.nodes[i], words)}
                  opens={items.place[i] >= 0 || (port && items.node[i] >= 0)}
                  chosen={i === selected}
                />
              );
            })}
          </tbody>
        </table>
      </Scroll>
    </div>
  );
}

/** What became of the nodes of an item, in words. */
function fatesOf({ items, kinds }: Level, i: number, words: GraphWords): string {
  const counts = kinds.map((fate, k) => ({ fate, count: items.mix[i * kinds.length + k] })).filter(({ count }) => count > 0);
  return counts.map(({ fate, count }) => `${signOf(fate)} ${items.nodes[i] === 1 ? (words.fateNames[fate] ?? fate) : words.fateCount(count, words.fateNames[fate] ?? fate)}`).join(', ');
}

function executedIn(count: number, nodes: number, words: GraphWords): string {
  return nodes > 1 ? words.executedOf(count, nodes) : words.executedLegend[count > 0 ? 'all' : 'none'];
}

interface ItemProps {
  index: number;
  label: string;
  kind: string;
  op: string;
  nodes: string;
  bytes: string;
  unknown: number;
  /** a cell more: what is executed, or what became of it; null for none */
  more: string | null;
  opens: boolean;
  chosen: boolean;
}

const Item = memo(function Item({ index, label, kind, op, nodes, bytes, unknown, more, opens, chosen }: ItemProps) {
  const model = useGraph();
  const words = useGraphWords();
  return (
    <tr className={chosen ? 'chosen' : undefined} aria-current={chosen ? 'true' : undefined}>
      <th scope="row">
        <button type="button" className="link breakable" onClick={() => model.select(index)}>
          {label}
        </button>{' '}
        {opens && (
          <button
            type="button"
            className="button small plain graph-open"
            aria-label={words.openItem(label)}
            onClick={() => model.openItem(index)}
          >
            {words.open}
          </button>
        )}
      </th>
      <td>{kind}</td>
      <td>
        <OpName name={op} /> {unknown > 0 && <span className="graph-unknown">{op === '' ? words.unknownInside(unknown) : words.unknownOp}</span>}
      </td>
      <td className="number">{nodes}</td>
      <td className="number">{bytes}</td>
      {more !== null && <td>{more}</td>}
    </tr>
  );
});

/** Every op of the graph with the number of its nodes. */
export function Ops() {
  const words = useGraphWords();
  const ops = useShown((state) => state.shown?.summary.ops ?? null);
  return ops === null ? null : (
    <Histogram
      title={words.ops}
      caption={words.opsCaption(ops.length)}
      rows={ops.map(({ op, count, known }) => ({ name: op, count, known }))}
    />
  );
}

export interface HistogramProps {
  title: string;
  caption: string;
  rows: readonly { name: string; count: number; known: boolean | null }[];
}

/** Counts with a bar each, in the order given. */
export function Histogram({ title, caption, rows }: HistogramProps) {
  const words = useGraphWords();
  const page = useWords();
  const most = rows.reduce((max, { count }) => Math.max(max, count), 1);
  return (
    <div className="graph-ops">
      <h3>{title}</h3>
      <Scroll label={title}>
        <table>
          <caption>{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{title}</th>
              <th scope="col" className="number">
                {words.nodeCount}
              </th>
              <th scope="col">
                <span className="unseen">{words.share}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, count, known }) => (
              <tr key={name}>
                <th scope="row">
                  <OpName name={name} />{' '}
                  {known === false && (
                    <span className="graph-mark" role="img" aria-label={words.unknownOp} title={words.unknownOp}>
                      ?
                    </span>
                  )}
                </th>
                <td className="number">{page.numbers.whole(count)}</td>
                <td className="graph-bar">
                  <meter min={0} max={most} value={count} aria-label={page.numbers.whole(count)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </div>
  );
}

/** What the file says of itself, and what TensorFlow would object to. */
export function About() {
  const words = useGraphWords();
  const page = useWords();
  const summary = useShown((state) => state.shown?.summary ?? null);
  if (summary === null) return null;
  const { whole, bytes } = page.numbers;
  const rows: [string, string][] = [
    [words.format, `${summary.format}, ${summary.text ? words.text : words.binary}`],
    [words.fileBytes, bytes(summary.bytes)],
    [words.nodeCount, whole(summary.nodes)],
    [words.valueEdges, whole(summary.edges)],
    [words.controlEdges, whole(summary.controls)],
    [words.scopes, whole(summary.scopes)],
    [words.functions, whole(summary.functions)],
    [words.producer, words.versions(summary.producer, summary.minConsumer)],
    ...(summary.tensorflow === '' ? [] : [[words.tensorflow, summary.tensorflow] as [string, string]]),
  ];
  return (
    <details className="graph-about" open={summary.problems.length > 0}>
      <summary>
        {words.about}
        {summary.problems.length > 0 && `, ${words.problems}: ${whole(summary.problems.length)}`}
      </summary>
      <dl className="graph-facts">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <h3>{words.problems}</h3>
      {summary.problems.length === 0 ? (
        <p className="note">{words.noProblems}</p>
      ) : (
        <ul className="graph-problems" lang="en">
          {summary.problems.map((problem) => (
            <li key={problem} className="breakable">
              {problem}
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}
