/** Device strings: `/job:localhost/replica:0/task:0/device:GPU:1`, parsed, merged and printed as TensorFlow does (framework/device_spec.py). */
import { TensorFlowError } from '../engine/op-def.ts';

interface Spec { job?: string; replica?: string; task?: string; device?: string }

function parse(text: string): Spec {
  const spec: Spec = {};
  for (const part of text.split('/').filter(Boolean)) {
    const [key, a, b] = part.split(':') as [string, string?, string?];
    if (key === 'job' || key === 'replica' || key === 'task') spec[key] = a!;
    else if (key === 'device') spec.device = `${a!.toUpperCase()}:${b ?? '*'}`;
    else if (/^(cpu|gpu|tpu)$/i.test(key)) spec.device = `${key.toUpperCase()}:${a ?? '*'}`;
    else throw new TensorFlowError('ValueError', `Unknown attribute '${key}' is encountered while parsing the device spec: '${text}'.`);
  }
  return spec;
}

/** The canonical form of a device string, with what `outer` says where it says nothing itself. */
export function mergeDevice(inner: string, outer: string): string {
  const spec = { ...parse(outer), ...parse(inner) };
  return [['job', spec.job], ['replica', spec.replica], ['task', spec.task], ['device', spec.device]].map(([k, v]) => (v === undefined ? '' : `/${k}:${v}`)).join('');
}

/** `tf.DeviceSpec`: a device by its parts, each of which may be left open. */
export class DeviceSpec {
  job: string | null = null;
  replica: number | null = null;
  task: number | null = null;
  deviceType: string | null = null;
  deviceIndex: number | null = null;

  /** Takes over what a device string says; parts that it does not name are open then. */
  parse(text: string): this {
    const spec = parse(text);
    const [type, index] = spec.device?.split(':') ?? [null, null];
    this.job = spec.job ?? null;
    this.replica = spec.replica === undefined ? null : Number(spec.replica);
    this.task = spec.task === undefined ? null : Number(spec.task);
    this.deviceType = type ?? null;
    this.deviceIndex = index === null || index === undefined || index === '*' ? null : Number(index);
    return this;
  }

  /** What `other` says goes before what this says. */
  merged(other: DeviceSpec): DeviceSpec { return new DeviceSpec().parse(mergeDevice(String(other), String(this))); }

  toString(): string {
    const device = this.deviceType === null ? '' : `/device:${this.deviceType}:${this.deviceIndex ?? '*'}`;
    return [['job', this.job], ['replica', this.replica], ['task', this.task]].map(([k, v]) => (v === null ? '' : `/${k}:${v}`)).join('') + device;
  }
}
