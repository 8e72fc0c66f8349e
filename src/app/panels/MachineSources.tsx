/** Where each figure of the modelled machine is from, folded away. The figures are written by src/memory/machines/machines.test.ts. */
import { useSelect } from '../context.ts';
import { useDeepWords } from '../words/index.ts';
import type { DeepWords } from '../words/types.ts';
import { figuresOf, sourcesOf, type Source } from './machine-figures.ts';
import told from './machines.json' with { type: 'json' };
import './machine.css';

interface Reference { title: string; url?: string; date?: string; seen: string }
type FromWords = DeepWords['memory']['from'];

const REFERENCES: Readonly<Record<string, Reference>> = told.references;
const LINKS: Readonly<Record<string, number | { up: number; down: number } | { read: number; write: number; latency: number }>> = told.links.figures;
const LINK_SOURCES: readonly Source[] = told.links.sources;

function figureOf(part: string, value: number | undefined, words: FromWords): string {
  if (value === undefined) return '';
  if (part === 'video' || part === 'main') return words.memory(value);
  if (part === 'flops') return words.operations(value);
  return part === 'faultLatency' || part === 'latency' ? words.seconds(value) : words.rate(value);
}

function linkOf(part: string, words: FromWords): string {
  const link = LINKS[part];
  if (typeof link === 'number') return words.share(link);
  return 'up' in link ? words.bothWays(words.rate(link.up), words.rate(link.down)) : words.readsAndWrites(words.rate(link.read), words.rate(link.write), words.seconds(link.latency));
}

/** The sources, folded away beside the knobs. */
export function MachineSources() {
  const words = useDeepWords(useSelect((state) => state.lang)).memory.from;
  return (
    <details className="machine-from">
      <summary>{words.summary}</summary>
      <MachineFigures />
    </details>
  );
}

/** Says the sources of the machine that is set, and of the links and disks that take the place of its own. */
export function MachineFigures() {
  const words = useDeepWords(useSelect((state) => state.lang)).memory.from;
  const config = useSelect((state) => state.config);
  const { machine, bus, disk, pinned } = config;
  const figures: Readonly<Record<string, number>> = { ...figuresOf(config) };
  const others = [...(bus === 'own' ? [] : [bus]), ...(disk === 'own' ? [] : [disk]), ...(pinned ? [] : ['pageable'])];
  return (
    <>
      {machine !== 'own' && <p className="note">{words.read}</p>}
      <List sources={sourcesOf(config)} figure={(part) => figureOf(part, figures[part], words)} words={words} />
      {others.length > 0 && (
        <>
          <p>{words.other}</p>
          <List
            sources={LINK_SOURCES.flatMap((source) => {
              const what = source.what.filter((part) => others.includes(part));
              return what.length > 0 ? [{ ...source, what }] : [];
            })}
            figure={(part) => linkOf(part, words)}
            words={words}
          />
        </>
      )}
    </>
  );
}

function List({ sources, figure, words }: { sources: readonly Source[]; figure: (part: string) => string; words: FromWords }) {
  return (
    <ul>
      {sources.map(({ what, where, from = [], status, instead }) => (
        <li key={what.join()}>
          <strong>{what.map((part) => `${words.parts[part] ?? part} ${figure(part)}`.trim()).join(', ')}</strong> <span className="tag">{words.status[status] ?? status}</span>{' '}
          {where === undefined ? instead === undefined ? words.set : words.instead(words.memory(instead)) : <span lang="en">{where}</span>}
          {from.map((name) => (
            <Cited key={name} reference={REFERENCES[name]} words={words} />
          ))}
        </li>
      ))}
    </ul>
  );
}

/** Title, address and date of what was read; where it bears no date, when it was looked up. */
function Cited({ reference: { title, url, date, seen }, words }: { reference: Reference; words: FromWords }) {
  return (
    <cite>
      {url === undefined ? (
        <span lang="en">{title}</span>
      ) : (
        <a href={url} rel="noreferrer noopener" target="_blank" lang="en">
          {title}
        </a>
      )}
      , {date === undefined ? words.seen(new Date(seen)) : <time dateTime={date}>{words.date(new Date(date))}</time>}
    </cite>
  );
}
