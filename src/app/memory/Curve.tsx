/** Hits against capacity: one Mattson pass for LRU, MIN and the policy that is set beside it, as a chart and as a table. */
import type { MemoryCurve, MemoryLook } from '../../protocol/memory.ts';
import { FoldedTable, Plot } from '../parts/Figure.tsx';
import { useWords } from '../words/index.ts';
import { drawCurve } from './plots.ts';
import type { MemoryWords } from './shared.ts';

export function Curve({ curve, look, words }: { curve: MemoryCurve | 'none' | 'long' | 'soon'; look: MemoryLook; words: MemoryWords }) {
  const { tags } = useWords();
  const head = (
    <h3 id="memory-curve">
      {words.curve} <span className="tag">{tags.modelled}</span>
    </h3>
  );
  if (typeof curve === 'string') {
    return (
      <section aria-labelledby="memory-curve">
        {head}
        <p className="waiting">{curve === 'none' ? words.curveWaiting : curve === 'soon' ? words.curveSoon : words.curveLong}</p>
      </section>
    );
  }
  const capacity = look.top === 0 ? look.capacity.video : look.capacity.main;
  const bytes = (pages: number): string => words.memory(Math.round(pages) * look.page);
  const share = (faults: number): string => words.share(1 - faults / curve.touches);
  const at = Math.min(capacity, curve.pages);
  const own = look.policy === 'lru' || look.policy === 'min' ? null : words.knobs.policies[look.policy];
  const sample = curve.at.indexOf(at);
  return (
    <section aria-labelledby="memory-curve" data-testid="memory-curve" data-pages={curve.pages}>
      {head}
      <p data-testid="memory-curve-of" data-epoch={curve.epoch}>
        {words.curveOf(curve.epoch, curve.run, look.within || curve.epoch !== look.epoch || curve.run !== look.run)} {words.curveSummary(curve.pages, bytes(curve.pages), share(curve.lru[at - 1]), sample < 0 ? '…' : share(curve.min[sample]))}
      </p>
      <div className="memory-plot">
        <Plot height={190} draw={(context, width, height, colours) => drawCurve(context, { width, height }, colours, curve, capacity, own, `${words.here}: ${bytes(capacity)}`, bytes, words.share)} />
      </div>
      <p className="note">{words.curveNote}</p>
      <FoldedTable
        summary={words.table}
        of={words.curve}
        heads={[words.capacityAxis, `LRU: ${words.misses}`, `LRU: ${words.hits}`, `MIN: ${words.misses}`, `MIN: ${words.hits}`, ...(own === null ? [] : [`${own}: ${words.hits}`])].map((text) => ({ text }))}
        rows={() =>
          Array.from(curve.at, (c, i) => (
            <tr key={c} className={c === at ? 'mine' : undefined}>
              <th scope="row" className="number">{bytes(c)}</th>
              <td className="number">{words.whole(curve.lru[c - 1])}</td>
              <td className="number">{share(curve.lru[c - 1])}</td>
              <td className="number">{words.whole(curve.min[i])}</td>
              <td className="number">{share(curve.min[i])}</td>
              {own !== null && <td className="number">{share(curve.own[i])}</td>}
            </tr>
          ))
        }
      />
    </section>
  );
}
