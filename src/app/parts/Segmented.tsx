/** A choice among a few, side by side: native radio buttons, so that arrows and screen readers work as everywhere. */
import { useId } from 'react';

interface Props<T extends string> {
  label: string;
  options: readonly T[];
  names: Readonly<Record<T, string>>;
  value: T;
  onChange: (value: T) => void;
  /** Name by which lessons find it. */
  lesson?: string;
}

/** A labelled segmented control. */
export function Segmented<T extends string>({ label, options, names, value, onChange, lesson }: Props<T>) {
  const group = useId();
  return (
    <fieldset className="segmented" data-lesson={lesson}>
      <legend>{label}</legend>
      <div className="segments">
        {options.map((option) => (
          <label key={option} className={option === value ? 'chosen' : undefined}>
            <input type="radio" name={group} value={option} checked={option === value} onChange={() => onChange(option)} />
            <span>{names[option]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
