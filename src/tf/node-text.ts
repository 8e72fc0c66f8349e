/** A node as C++ prints it in its complaints about shapes: `{{node add}} = AddV2[T=DT_FLOAT](x, y)` with the shapes of its inputs. For scripts alone. */
import { showDims, type Shape, type Static } from '../engine/dtype.ts';
import { ShapeError, type Attrs, type AttrValue } from '../engine/op-def.ts';
import { opOf, scriptChecks } from '../engine/registry.ts';
import { complete, signatureOf, type AttrSpec } from '../engine/signature.ts';

const enumName = (dtype: string): string => `DT_${({ float32: 'FLOAT', float64: 'DOUBLE', float16: 'HALF' } as Readonly<Record<string, string>>)[dtype] ?? dtype.toUpperCase()}`;

function show(type: string, v: AttrValue): string {
  if (type.startsWith('list(')) return `[${((v ?? []) as readonly AttrValue[]).map((each) => show(type.slice(5, -1), each)).join(', ')}]`;
  if (type === 'type') return enumName(v as string);
  if (type === 'shape') return v === null ? '<unknown>' : showDims(v as Shape);
  return type === 'string' ? JSON.stringify(v) : String(v);
}

function attrsText(specs: readonly AttrSpec[], all: Attrs): string {
  const shown = specs.filter((s) => s.name in all && s.type !== 'tensor' && s.type !== 'func').sort((a, b) => (a.name < b.name ? -1 : 1));
  return shown.map((s) => `${s.name}=${show(s.type, all[s.name])}`).join(', ');
}

/** From now on complaints about shapes name the node as C++ does. */
export function explainShapes(): void {
  scriptChecks.explain = (error, { type, name, inputs, attrs }) => {
    if (!(error instanceof ShapeError)) return error;
    const [before] = error.message.split(/ for '\{\{node /);
    const computed = / and with (?:computed input tensors|input tensors computed as partial shapes): .*$/.exec(error.message)?.[0] ?? '.';
    const s = signatureOf(opOf(type).signature);
    const all = complete(s, inputs as unknown as readonly Static[], attrs);
    return new ShapeError(`${before} for '{{node ${name}}} = ${type}[${attrsText(s.attrs, all)}](${inputs.map((i) => i.name.replace(/:0$/, '')).join(', ')})' with input shapes: ${inputs.map((i) => showDims(i.shape)).join(', ')}${computed}`);
  };
}
