/** The memory of the modelled machine, live: the map of pages, who goes next and why, hits against capacity, and what moves. Loaded with its tab. */
import { useEffect, useRef, useState } from 'react';
import type { MemoryCurve, MemoryLook } from '../../protocol/memory.ts';
import type { Looks, MemoryWish } from '../../store/looking.ts';
import { usePage, useSampled, useSelect } from '../context.ts';
import { useDeepWords, useWords } from '../words/index.ts';
import { Curve } from './Curve.tsx';
import { ownerOf, type MemoryWords } from './shared.ts';
import { PageMap } from './PageMap.tsx';
import { Process } from './Process.tsx';
import { Moves } from './Moves.tsx';
import './memory.css';

/** The newest look and the newest curve. */
function useMemory(page: number): { look: MemoryLook | null; curve: MemoryCurve | 'none' | 'long' | 'soon'; failed: boolean } {
  const { client } = usePage();
  const [state, setState] = useState<{ look: MemoryLook | null; curve: MemoryCurve | 'none' | 'long' | 'soon'; failed: boolean }>({ look: null, curve: 'soon', failed: false });
  const looks = useRef<Looks<MemoryWish> | null>(null);
  useEffect(() => {
    const begun = client.watch.memory.begin((look) => setState((before) => (look === null ? { ...before, failed: true } : { look, curve: look.curve ?? before.curve, failed: false })));
    looks.current = begun;
    return () => begun.stop();
  }, [client]);
  useEffect(() => looks.current?.wish({ page }), [page]);
  return state;
}

export default function MemoryView() {
  const words = useDeepWords(useSelect((state) => state.lang)).memory;
  const { tags } = useWords();
  const [page, setPage] = useState(-1);
  const { look, curve, failed } = useMemory(page);
  const history = useSampled((state) => state.history);
  const tensorflow = useSelect((state) => state.config.account === 'tensorflow');
  const process = <Process history={history} words={words} />;
  if (useSelect((state) => state.config.program === 'script')) {
    return (
      <div className="memory">
        <p className="waiting">{words.script}</p>
        {process}
      </div>
    );
  }
  if (failed) return <p role="alert">{words.failed}</p>;
  return (
    <div className="memory" data-testid="memory">
      {tensorflow && process}
      <p className="note">{words.intro}</p>
      {look === null || look.nodes === 0 ? (
        <p className="waiting">{words.waiting}</p>
      ) : (
        <>
          <p data-testid="memory-moment" data-epoch={look.run === 0 && !look.within ? look.epoch : look.epoch - 1} data-pages={look.tier.length}>
            <strong>{words.moment(look.epoch, look.run, look.within)}</strong> · {words.pages(look.tier.length, look.page)} <span className="tag">{tags.modelled}</span>
          </p>
          <PageMap look={look} history={history} words={words} onPage={setPage} />
          <div className="memory-parts">
            <Next look={look} words={words} />
            <Curve curve={curve} look={look} words={words} />
            <Moves history={history} words={words} />
          </div>
        </>
      )}
      {!tensorflow && process}
    </div>
  );
}

/** Bytes of a block of the driver. */
const BLOCK = 2 * 1024 * 1024;

/** What the policy knows of a page besides the order; '' where the order is all. */
function because({ because: said, block }: MemoryWords, { policy, page: bytes }: MemoryLook, page: number, noted: number): string {
  const text = policy === 'driver' ? block(Math.floor((page * bytes) / BLOCK)) : (said[policy]?.[noted] ?? '');
  return text === '' ? '' : ` · ${text}`;
}

function Next({ look, words }: { look: MemoryLook; words: MemoryWords }) {
  const { tags } = useWords();
  return (
    <section aria-labelledby="memory-next" data-testid="memory-next">
      <h3 id="memory-next">
        {words.next} <span className="tag">{tags.modelled}</span>
      </h3>
      <p>{words.why[look.policy]}</p>
      {!look.full ? (
        <p className="note">{words.room}</p>
      ) : (
        look.next.length > 0 && (
          <>
            <p className="note">{words.order}</p>
            <ol>
              {Array.from(look.next, (page, i) => (
                <li key={page}>
                  {words.cell(page, words.tiers[look.top === 0 ? 'video' : 'main'], words.owners[ownerOf(look, page)])}
                  {look.to[page] > look.from[page] && `, ${words.nodes(look.from[page], look.to[page] - 1)}`}
                  {because(words, look, page, look.noted[i])}
                </li>
              ))}
            </ol>
          </>
        )
      )}
    </section>
  );
}
