/** Below the charts, while the run is a public case's: what was published and lies over them, by which factor, and the way to take it off. */
import { useEffect, useMemo, useState } from 'react';
import type { Overlay } from '../../charts/source.ts';
import type { PublicCase } from '../../presets/case.ts';
import { useSampled, useSelect } from '../context.ts';
import { useDeepWords, useWords } from '../words/index.ts';
import { valueAt, scaleOf, seriesOf } from './compare.ts';
import { chartOf, publishedOverlay } from './overlay.ts';

export default function Published({ about, onOverlay }: { about: PublicCase; onOverlay: (overlay: Overlay | null) => void }) {
  const words = useDeepWords(useSelect((state) => state.lang)).cases;
  const { tags, chartWords } = useWords();
  const [shown, setShown] = useState(true);
  const history = useSampled((state) => state.history);
  const tag = about.kind === 'published' ? words.published : tags.recorded;
  const overlay = useMemo(() => (shown ? publishedOverlay(about, words, tag) : null), [about, words, tag, shown]);
  useEffect(() => {
    onOverlay(overlay);
    return () => onOverlay(null);
  }, [onOverlay, overlay]);
  const chart = chartOf(about);
  if (chart === null) return null;
  const series = seriesOf(history, about);
  const factor = scaleOf(about.figures, series);
  const reached = about.figures.filter((figure) => figure.other !== true && valueAt(series, figure.x) !== null).length;
  return (
    <section className="recorded-bar" aria-label={words.over} data-testid="published-bar" data-factor={factor ?? ''}>
      <p>
        <label>
          <input type="checkbox" checked={shown} onChange={(event) => setShown(event.target.checked)} /> <span className="recorded-mark" aria-hidden>×</span>{' '}
          {words.overChart(chartWords.titles[chart]?.title ?? chart)}
        </label>{' '}
        {about.kind === 'published' ? (
          <a href={about.url} rel="noreferrer noopener" target="_blank">
            {about.source}
          </a>
        ) : (
          about.source
        )}
        {about.kind === 'published' && `, ${words.year(about.year)}`} <span className="tag">{tag}</span>
      </p>
      {shown && (
        <p className="note">
          {factor === null ? words.waiting : words.scale(words.factor(factor), reached)} {about.quantity !== 'memory' && about.each > 1 && words.eachEpoch(words.whole(about.each))}
        </p>
      )}
    </section>
  );
}
