/** `tf.DeviceSpec` for scripts. */
import { classBinding } from '../binding.ts';
import { DeviceSpec } from '../device.ts';

const PARTS = ['job', 'replica', 'task', 'device_type', 'device_index'] as const;
const FIELDS = { job: 'job', replica: 'replica', task: 'task', device_type: 'deviceType', device_index: 'deviceIndex' } as const;

function setPart(spec: DeviceSpec, part: (typeof PARTS)[number], value: unknown): void {
  const text = part === 'job' || part === 'device_type';
  const plain = value === null || value === undefined ? null : text ? (part === 'device_type' ? String(value).toUpperCase() : String(value)) : Number(value);
  Object.assign(spec, { [FIELDS[part]]: plain });
}
const of = (values: readonly unknown[]): DeviceSpec => {
  const made = new DeviceSpec();
  PARTS.forEach((p, i) => setPart(made, p, values[i]));
  return made;
};
const partsOf = (spec: DeviceSpec): unknown[] => PARTS.map((p) => spec[FIELDS[p]]);

export const deviceSpecClass = classBinding<DeviceSpec>({
  paths: ['DeviceSpec'], name: 'DeviceSpec', type: DeviceSpec, params: 'job=None, replica=None, task=None, device_type=None, device_index=None', create: (_, ...values) => of(values),
  properties: Object.fromEntries(PARTS.map((p) => [p, (_: unknown, s: DeviceSpec) => s[FIELDS[p]]])),
  setters: Object.fromEntries(PARTS.map((p) => [p, (_: unknown, s: DeviceSpec, v: unknown) => setPart(s, p, v)])),
  methods: {
    to_string: { params: '', call: (_, s) => String(s) },
    parse_from_string: { params: 'spec', call: (_, s, text) => s.parse(String(text)) },
    merge_from: { params: 'dev', call: (_, s, other) => { s.parse(String(s.merged(other as DeviceSpec))); return null; } },
    make_merged_spec: { params: 'dev', call: (_, s, other) => s.merged(other as DeviceSpec) },
    replace: { params: '**kwargs', call: (_, s, given) => { const made = of(partsOf(s)); for (const [k, v] of given as ReadonlyMap<(typeof PARTS)[number], unknown>) setPart(made, k, v); return made; } },
    __eq__: { params: 'other', call: (_, s, other) => other instanceof DeviceSpec && String(other) === String(s) },
    __str__: { params: '', call: (_, s) => String(s) },
  },
});
