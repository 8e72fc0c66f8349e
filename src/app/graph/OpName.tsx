/** The name of an op: where it does not fit on a line it breaks before a capital letter, as `Apply-Gradient-Descent`. */
import { Fragment } from 'react';

export function OpName({ name }: { name: string }) {
  return (
    <span className="graph-op">
      {name.split(/(?<=[a-z0-9])(?=[A-Z])/).map((part, i) => (
        <Fragment key={i}>
          {i > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </span>
  );
}
