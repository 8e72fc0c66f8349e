/** `tf.Session` and `tf.InteractiveSession` for scripts. */
import { TensorFlowError } from '../../engine/op-def.ts';
import { classBinding, type MethodBinding } from '../binding.ts';
import { Graph, type Context } from '../context.ts';
import { pythonType } from '../element.ts';
import { graphMessage } from '../graphdef/python.ts';
import { Scope } from '../scope.ts';
import { Session } from '../session.ts';
import { traceRun } from './config-classes.ts';

const graphOrNone = (graph: unknown): Graph | null => {
  if (graph === null || graph === undefined || graph instanceof Graph) return graph ?? null;
  throw new TensorFlowError('TypeError', `Argument \`graph\` must be a tf.Graph, but got "${pythonType(graph)}"`);
};

const CPU = /^(\/job:localhost)?(\/replica:0)?(\/task:0)?(\/device:CPU:(0|\*))?$/i;
/** There is one device, a CPU; nodes for others fail, unless placement is soft. */
function placed<T extends Session>(session: T, config: unknown): T {
  const soft = (config as { fields?: ReadonlyMap<string, unknown> } | null)?.fields?.get('allow_soft_placement') === true;
  session.engine.refuses = soft ? null : (device) => !CPU.test(device);
  return session;
}

export class InteractiveSession extends Session {}

function unobserved<T>({ tf }: Session, run: () => T): T {
  const { observer } = tf;
  tf.observer = null;
  try { return run(); } finally { tf.observer = observer; }
}

/** What `make_callable` gives: a run with its feeds by place. */
class SessionCallable {
  constructor(private readonly session: Session, private readonly fetches: unknown, private readonly list: readonly unknown[]) {}
  call(values: readonly unknown[]): unknown {
    if (values.length !== this.list.length) throw new TensorFlowError('TypeError', `make_callable_from_options() takes ${this.list.length} positional arguments but ${values.length} were given`);
    // Without a list of feeds TensorFlow's callable goes past Session.run, and so past who observes that.
    const run = (): unknown => this.session.run(this.fetches, new Map(this.list.map((k, i) => [k, values[i]])));
    return this.list.length === 0 ? unobserved(this.session, run) : run();
  }
}

/** A run in parts: what was fed stays fed. Each part computes what it needs anew. */
class PartialRun {
  private readonly fed = new Map<unknown, unknown>();
  constructor(private readonly session: Session, readonly fetches: unknown, readonly feeds: readonly unknown[]) {}
  run(fetches: unknown, feeds: ReadonlyMap<unknown, unknown> | null): unknown {
    for (const [k, v] of feeds ?? []) this.fed.set(k, v);
    return unobserved(this.session, () => this.session.run(fetches, this.fed));
  }
}

export const callableClasses = [
  classBinding<SessionCallable>({ paths: [], name: 'SessionCallable', type: SessionCallable, methods: { __call__: { params: '*args', call: (_, c, args) => c.call(args as unknown[]) } } }),
  classBinding<PartialRun>({ paths: [], name: 'PartialRun', type: PartialRun }),
];

/** `with sess.as_default()`: its graph becomes the default as well. */
function defaultScope(tf: Context, session: Session, close: boolean): Scope {
  return new Scope(() => {
    tf.sessions.push(session);
    tf.enterGraph(session.graph);
    return session;
  }, () => {
    tf.sessions.pop();
    tf.exitGraph();
    if (close) session.close();
  });
}
const entered = new WeakMap<Session, Scope[]>();

const methods: Readonly<Record<string, MethodBinding<Session>>> = {
  run: { params: 'fetches, feed_dict=None, options=None, run_metadata=None', call: (_, s, fetches, feeds, options, metadata) => {
    const values = s.run(fetches, feeds as ReadonlyMap<unknown, unknown> | null);
    traceRun(options, metadata, () => s.ran.map((id) => ({ name: s.graph.name(id), type: s.graph.classOf(id).op.type })));
    return values;
  } },
  close: { params: '', call: (tf, s) => {
    s.close();
    if (s instanceof InteractiveSession && tf.sessions.at(-1) === s) tf.sessions.pop();
    return null;
  } },
  as_default: { params: '', call: (tf, s) => new Scope(() => { tf.sessions.push(s); return s; }, () => { tf.sessions.pop(); }) },
  __enter__: { params: '', call: (tf, s) => {
    const scope = defaultScope(tf, s, true);
    entered.set(s, [...(entered.get(s) ?? []), scope]);
    return scope.enter();
  } },
  __exit__: { params: '*exc', call: (_, s) => { entered.get(s)?.pop()?.exit(); return null; } },
  make_callable: { params: 'fetches, feed_list=None, accept_options=False', call: (_, s, fetches, list) => new SessionCallable(s, fetches, (list ?? []) as unknown[]) },
  partial_run_setup: { params: 'fetches, feeds=None', call: (_, s, fetches, feeds) => new PartialRun(s, fetches, (feeds ?? []) as unknown[]) },
  partial_run: { params: 'handle, fetches, feed_dict=None', call: (_, __, handle, fetches, feeds) => (handle as PartialRun).run(fetches, feeds as ReadonlyMap<unknown, unknown> | null) },
  list_devices: { params: '', call: () => [] },
};

export const sessionClass = classBinding<Session>({
  paths: ['Session'], name: 'Session', type: Session, params: 'target="", graph=None, config=None', create: (tf, _, graph, config) => placed(new Session(tf, graphOrNone(graph)), config),
  properties: { graph: (_, s) => s.graph, sess_str: () => '', _closed: (_, s) => !s.engine.isOpen, graph_def: (_, s) => graphMessage(s.graph) }, methods,
});

export const interactiveSessionClass = classBinding<InteractiveSession>({
  paths: ['InteractiveSession'], name: 'InteractiveSession', base: 'Session', type: InteractiveSession, params: 'target="", graph=None, config=None',
  create: (tf, _, graph, config) => {
    const s = placed(new InteractiveSession(tf, graphOrNone(graph)), config);
    tf.sessions.push(s);
    return s;
  },
});

/** The session that `t.eval()` uses. Throws ValueError as TensorFlow does where there is none. */
export function sessionFor(tf: Context, given: unknown, graph: Graph, what: 'tensor' | 'operation'): Session {
  const session = (given ?? tf.sessions.at(-1) ?? null) as Session | null;
  const call = what === 'tensor' ? 'evaluate tensor using `eval()`' : 'execute operation using `run()`';
  if (!session) throw new TensorFlowError('ValueError', `Cannot ${call}: No default session is registered. Use \`with sess.as_default()\` or pass an explicit session to \`${what === 'tensor' ? 'eval' : 'run'}(session=sess)\``);
  if (session.graph !== graph) throw new TensorFlowError('ValueError', `Cannot use the ${given ? 'given' : 'default'} session to ${call.replace(' using', '').replace(/`.*`/, '').trim()}: the ${what}'s graph is different from the session's graph.${given ? '' : ' Pass an explicit session to `' + (what === 'tensor' ? 'eval' : 'run') + '(session=sess)`.'}`);
  return session;
}
