/** The charts' input for what React renders around them (tags, summaries, limits): at most one rendering every two seconds. */
import { useEffect, useState } from 'react';
import type { RunConfig } from '../../protocol/config.ts';
import type { ChartInput, ChartSource } from '../../charts/source.ts';

const PAUSE = 2000;

/** Whether the change is another run or machine, which labels must follow at once. */
function another(a: ChartInput, b: ChartInput): boolean {
  const keys = Object.keys(a.config) as (keyof RunConfig)[];
  return (
    keys.some((key) => a.config[key] !== b.config[key]) ||
    a.machineTitle !== b.machineTitle ||
    b.history.count < a.history.count ||
    (a.history.count === 0) !== (b.history.count === 0)
  );
}

export function useInput(source: ChartSource): ChartInput {
  const [input, setInput] = useState(() => source.get());
  useEffect(() => {
    let shown = source.get();
    let at = performance.now();
    let timer: ReturnType<typeof setTimeout> | null = null;
    const show = (): void => {
      timer = null;
      shown = source.get();
      at = performance.now();
      setInput(shown);
    };
    const changed = (): void => {
      const wait = another(shown, source.get()) ? 0 : PAUSE - (performance.now() - at);
      if (wait <= 0) {
        if (timer !== null) clearTimeout(timer);
        show();
      } else timer ??= setTimeout(show, wait);
    };
    show();
    const stop = source.subscribe(changed);
    return () => {
      stop();
      if (timer !== null) clearTimeout(timer);
    };
  }, [source]);
  return input;
}
