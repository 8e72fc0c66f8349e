/** A number with a slider beside it. Typing what cannot be meant shows why and changes nothing. */
import { useEffect, useEffectEvent, useId, useRef, useState } from 'react';
import { useWords } from '../words/index.ts';
import { fromSlider, readNumber, SLIDER_STEPS, toSlider } from './number.ts';
import type { Bounds } from './number.ts';

interface Props extends Bounds {
  label: string;
  value: number;
  /** Called when a value is meant: on release of the slider, on Enter or when the field is left. */
  onCommit: (value: number) => void;
  /** Called while the slider moves, for numbers that cost nothing to change. */
  onMove?: (value: number) => void;
  log?: boolean;
  /** Without a slider, for numbers that are names (seeds). */
  bare?: boolean;
  /** Name by which lessons find it. */
  lesson?: string;
}

/** A labelled number, `value` within its bounds. */
export function NumberField({ label, value, onCommit, onMove, least, most, whole, log = false, bare = false, lesson }: Props) {
  const words = useWords();
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const bounds = { least, most, whole };
  const typed = draft === null ? null : readNumber(draft, bounds);
  const error =
    typed === null || typed.ok ? null : typed.why === 'outside' ? words.number.outside(exact(least), exact(most)) : words.number[typed.why];
  const text = useRef<HTMLInputElement>(null);
  const slider = useRef<HTMLInputElement>(null);
  useNativeChange(text, (entered) => {
    const read = readNumber(entered, bounds);
    if (!read.ok) return;
    setDraft(null);
    onCommit(read.value);
  });
  useNativeChange(slider, (position) => {
    setDraft(null);
    onCommit(fromSlider(Number(position), bounds, log));
  });
  const shown = typed?.ok === true ? typed.value : value;
  return (
    <div className={bare ? 'field bare' : 'field'} data-lesson={lesson}>
      <label htmlFor={id}>{label}</label>
      {!bare && (
        <input
          ref={slider}
          type="range"
          aria-label={label}
          min={0}
          max={SLIDER_STEPS}
          step="any"
          value={toSlider(shown, bounds, log)}
          aria-valuetext={words.numbers.plain(shown)}
          onChange={(event) => {
            const moved = fromSlider(Number(event.target.value), bounds, log);
            setDraft(String(moved));
            onMove?.(moved);
          }}
        />
      )}
      <input
        ref={text}
        id={id}
        type="text"
        inputMode="decimal"
        autoComplete="off"
        value={draft ?? plainNumber(value)}
        aria-invalid={error !== null}
        aria-describedby={error === null ? undefined : `${id}-error`}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setDraft(null);
        }}
      />
      {error !== null && (
        <p className="field-error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

/** A bound as it is: rounding it would name a number that is refused. */
function exact(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 6 });
}

/** As many digits as a person would type. */
function plainNumber(value: number): string {
  return String(Number(value.toPrecision(10)));
}

/** The browser's own `change` (release, Enter, leaving), which React's onChange is not. */
function useNativeChange(ref: { current: HTMLInputElement | null }, handle: (value: string) => void): void {
  const changed = useEffectEvent(handle);
  useEffect(() => {
    const input = ref.current;
    if (input === null) return;
    const listener = (): void => changed(input.value);
    input.addEventListener('change', listener);
    return () => input.removeEventListener('change', listener);
  }, [ref]);
}
