/** What a call of TensorFlow's API is for, by its name in the tables (bridge.ts): which kind of leak it makes in a loop, and which kind of node. */
import type { Kind } from '../../protocol/frame.ts';
import type { FindingKind } from '../../protocol/script.ts';

/** Of several calls on a line the first of these is what the line is about. */
export const ORDER: readonly FindingKind[] = [
  'restore', 'saver', 'summary', 'initializer', 'optimizer', 'gradients', 'assign', 'variable', 'placeholder', 'model', 'loss', 'index', 'constant', 'operator', 'other',
];

const RULES: readonly (readonly [FindingKind, RegExp])[] = [
  ['restore', /^(Saver\.restore|train\.import_meta_graph|import_graph_def)$/],
  ['saver', /^(Saver(\.\w+)?|train\.export_meta_graph)$/],
  ['summary', /^summary\./],
  ['initializer', /^((global_|local_)?variables_initializer|tables_initializer|report_uninitialized_variables|RefVariable\.(initializer|initialized_value))$/],
  ['gradients', /^(gradients|hessians|Optimizer\.compute_gradients)$/],
  ['optimizer', /^(\w+Optimizer|Optimizer\.\w+|train\.\w+_decay|ExponentialMovingAverage(\.\w+)?)$/],
  ['assign', /^(assign(_add|_sub)?|scatter_(add|sub|mul|div|min|max|update|nd_add|nd_sub|nd_update)|count_up_to|RefVariable\.(assign(_add|_sub)?|load|count_up_to|scatter_\w+))$/],
  ['variable', /^(RefVariable|get_variable|get_local_variable|train\.(get_or_)?create_global_step)$/],
  ['placeholder', /^(placeholder(_with_default)?|sparse\.placeholder)$/],
  ['model', /^(layers\.\w+|Layer\.(__call__|apply)|\w*RNNCell(\.\w+)?|(GRU|BasicLSTM|LSTM)Cell(\.\w+)?|nn\.(static_rnn|dynamic_rnn|bidirectional_dynamic_rnn|static_bidirectional_rnn|raw_rnn))$/],
  ['loss', /^(losses\.\w+|keras\.losses\.\w+|metrics\.\w+|nn\.\w*cross_entropy\w*|nn\.(l2_loss|nce_loss|sampled_softmax_loss|log_poisson_loss))$/],
  ['index', /\.__getitem__$/],
  ['constant', /^(constant|convert_to_tensor|zeros|ones|fill|zeros_like|ones_like|eye|range|linspace)$/],
  ['operator', /^(SymbolicTensor|RefVariable|SlicedVariable|SparseTensor)\.__\w+__$/],
];

const known = new Map<string, FindingKind>();

/** What a call is for. */
export function purposeOf(name: string): FindingKind {
  let found = known.get(name);
  if (found === undefined) known.set(name, (found = RULES.find(([, rule]) => rule.test(name))?.[0] ?? 'other'));
  return found;
}

/** What makes the nodes of a call, as the nodes chart stacks them. Gradients, updates and savers say so themselves (tf/). */
export function kindOf(name: string): Kind {
  const purpose = purposeOf(name);
  if (purpose === 'loss') return 'loss';
  return purpose === 'summary' || purpose === 'initializer' || purpose === 'saver' || purpose === 'restore' ? 'bookkeeping' : 'forward';
}

/** Whether a name is one that scripts give to what is to become small. */
export const isLossName = (name: string): boolean => /(^|[_.])(loss|losses|cost|error|err|objective|mse|nll|xent|cross_?entropy|perplexity)($|[_.\d])/i.test(name);
/** Whether a name is that of a share of right answers. */
export const isAccuracyName = (name: string): boolean => /(^|[_.])(acc|accuracy|precision)($|[_.\d])/i.test(name);
