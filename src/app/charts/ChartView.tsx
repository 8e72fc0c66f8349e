/** One chart of the stack: heading, quiet tags, menu, and the canvas that the stage draws on. */
import { useEffect, useId, useMemo, useRef, type ReactNode } from 'react';
import type { NamedChart } from '../../charts/chart.ts';
import type { ChartInput } from '../../charts/source.ts';
import type { ChartWords } from '../../charts/words.ts';
import { ChartMenu } from './ChartMenu.tsx';
import type { Format } from './download.ts';
import type { Stage } from './stage.ts';

interface Props {
  chart: NamedChart;
  stage: Stage;
  /** For tags and summary; refreshed every two seconds at most. */
  input: ChartInput;
  words: ChartWords;
  controls: ReactNode;
  onTable: () => void;
  onDownload: (format: Format) => void;
}

export function ChartView({ chart, stage, input, words, controls, onTable, onDownload }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const id = useId();
  useEffect(() => (canvas.current ? stage.attach(chart.id, canvas.current) : undefined), [stage, chart]);
  const { tags, text } = useMemo(() => {
    const bound = chart.of(input);
    return { tags: bound.tags(words), text: bound.describe(words) };
  }, [chart, input, words]);
  const { title, subtitle } = words.titles[chart.id] ?? { title: chart.id, subtitle: '' };
  return (
    <section className={`chart chart-${chart.id}`} aria-labelledby={`${id}title`}>
      <header className="chart-head">
        <h2 id={`${id}title`}>{title}</h2>
        <span className="chart-subtitle">{subtitle}</span>
        {controls}
        <span className="chart-tags">
          {tags.map((tag) => (
            <span key={tag.text} className="chart-tag" title={tag.text}>
              <span className="chart-tag-long">{tag.text}</span>
              <span className="chart-tag-short">{tag.short}</span>
            </span>
          ))}
        </span>
        <ChartMenu title={title} words={words} onTable={onTable} onDownload={onDownload} />
      </header>
      <div className="chart-plot">
        <canvas ref={canvas} role="img" aria-label={title} aria-describedby={`${id}text`} />
      </div>
      <p id={`${id}text`} className="chart-hidden">
        {text}
      </p>
    </section>
  );
}
