/** A number of the run's config. */
import { LIMITS } from '../../protocol/config.ts';
import { usePage, useSelect } from '../context.ts';
import { NumberField } from './NumberField.tsx';

/** A number of the config within its LIMITS, shown in units of `unit`. */
export function Knob({
  of,
  label,
  log = false,
  bare = false,
  unit = 1,
  fraction = of === 'rate',
}: {
  of: keyof typeof LIMITS;
  label: string;
  log?: boolean;
  bare?: boolean;
  unit?: number;
  fraction?: boolean;
}) {
  const { client } = usePage();
  const value = useSelect((state) => state.config[of]);
  const [least, most] = LIMITS[of];
  return (
    <NumberField
      label={label}
      value={value / unit}
      least={least / unit}
      most={most / unit}
      whole={!fraction && unit === 1}
      log={log}
      bare={bare}
      onCommit={(typed) => client.change({ [of]: unit === 1 ? typed : Math.round(typed * unit) })}
    />
  );
}
