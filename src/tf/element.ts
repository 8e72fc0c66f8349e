/** `graph.as_graph_element`: the tensor or operation that an object or a name stands for, with TensorFlow's errors where there is none. */
import { TensorFlowError } from '../engine/op-def.ts';
import { isConvertible } from './convert.ts';
import { Graph, Operation, Tensor } from './graph.ts';
import { Float, Ndarray, Tuple } from './values.ts';

export interface Allow { readonly tensor?: boolean; readonly operation?: boolean }

const fail = (kind: string, message: string): never => { throw new TensorFlowError(kind, message); };

/** Throws KeyError for names that do not exist, ValueError for foreign objects and ill-formed names, TypeError for what is neither. */
export function graphElement(graph: Graph, given: unknown, { tensor = true, operation = true }: Allow = {}): Tensor | Operation {
  const object = isConvertible(given) && 'asGraphElement' in given ? (given as { asGraphElement(): Tensor | Operation }).asGraphElement() : given;
  if (typeof object === 'string') return named(graph, object, tensor, operation);
  if (object instanceof Tensor && tensor) return object.graph === graph ? object : fail('ValueError', `Tensor ${String(object)} is not an element of this graph.`);
  if (object instanceof Operation && operation) return object.graph === graph ? object : fail('ValueError', `Operation ${showOperation(object)} is not an element of this graph.`);
  const wanted = tensor && operation ? 'Tensor or Operation' : tensor ? 'Tensor' : 'Operation';
  return fail('TypeError', `Can not convert a ${pythonType(object)} into a ${wanted}.`);
}

function named(graph: Graph, name: string, tensor: boolean, operation: boolean): Tensor | Operation {
  const colon = name.indexOf(':');
  if (colon >= 0 && tensor) {
    const [opName, out] = name.split(':') as [string, string];
    if (name.split(':').length !== 2 || !/^\d+$/.test(out)) fail('ValueError', `The name ${repr(name)} looks a like a Tensor name, but is not a valid one. Tensor names must be of the form "<op_name>:<output_index>".`);
    const id = graph.find(opName);
    if (id < 0) fail('KeyError', `"The name ${repr(name)} refers to a Tensor which does not exist. The operation, ${repr(opName)}, does not exist in the graph."`);
    const count = graph.classOf(id).outputs.length;
    if (Number(out) >= count) fail('KeyError', `"The name ${repr(name)} refers to a Tensor which does not exist. The operation, ${repr(opName)}, exists but only has ${count} outputs."`);
    return new Tensor(graph, id, Number(out));
  }
  if (colon < 0 && operation) {
    const id = graph.find(name);
    return id < 0 ? fail('KeyError', `"The name ${repr(name)} refers to an Operation not in the graph."`) : new Operation(graph, id);
  }
  if (colon < 0) {
    return graph.find(name) >= 0
      ? fail('ValueError', `The name ${repr(name)} refers to an Operation, not a Tensor. Tensor names must be of the form "<op_name>:<output_index>".`)
      : fail('ValueError', `The name ${repr(name)} looks like an (invalid) Operation name, not a Tensor. Tensor names must be of the form "<op_name>:<output_index>".`);
  }
  return fail('ValueError', `Name ${repr(name)} appears to refer to a Tensor, not an Operation.`);
}

const repr = (s: string): string => `'${s}'`;

/** As Python prints an operation: its NodeDef's name and type. */
export const showOperation = (op: Operation): string => `name: "${op.name}"\nop: "${op.type}"\n`;

/** Python's name of a value's type, for error texts. */
export function pythonType(v: unknown): string {
  if (v === null || v === undefined) return 'NoneType';
  if (typeof v === 'boolean') return 'bool';
  if (typeof v === 'string') return 'str';
  if (typeof v === 'number') return Number.isInteger(v) ? 'int' : 'float';
  if (typeof v === 'function') return 'function';
  if (v instanceof Map) return 'dict';
  if (v instanceof Tuple) return 'tuple';
  if (Array.isArray(v)) return 'list';
  if (v instanceof Float) return 'float';
  if (v instanceof Ndarray) return 'ndarray';
  if (v instanceof Uint8Array) return 'bytes';
  // Classes of ours are named for what they are in Python; minified scripts have other names for them.
  return v instanceof Tensor ? 'SymbolicTensor' : v instanceof Operation ? 'Operation' : v instanceof Graph ? 'Graph' : 'object';
}
