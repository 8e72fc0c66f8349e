/** A labelled native select. */
import { useId } from 'react';

interface Props<T extends string | number> {
  label: string;
  options: readonly T[];
  name: (option: T) => string;
  value: T;
  onChange: (value: T) => void;
  /** Keeps the label for screen readers only. */
  quiet?: boolean;
  /** Name by which lessons find it. */
  lesson?: string;
}

/** A choice among `options`; a value that is none of them is shown as itself. */
export function Select<T extends string | number>({ label, options, name, value, onChange, quiet = false, lesson }: Props<T>) {
  const id = useId();
  const known = options.includes(value) ? options : [...options, value];
  return (
    <div className={quiet ? 'select inline' : 'select'} data-lesson={lesson}>
      <label htmlFor={id} className={quiet ? 'unseen' : undefined}>
        {label}
      </label>
      <select
        id={id}
        title={quiet ? label : undefined}
        value={known.indexOf(value)}
        onChange={(event) => onChange(known[Number(event.target.value)])}
      >
        {known.map((option, i) => (
          <option key={String(option)} value={i}>
            {name(option)}
          </option>
        ))}
      </select>
    </div>
  );
}
