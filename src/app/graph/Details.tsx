/** What is known of the selected item: a node's op, inputs, attributes, shape, bytes; what a scope or a fold holds; where a port leads. */
import type { ReactNode } from 'react';
import {
  FATE_COLUMN,
  INTO_COLUMN,
  ITEM_KINDS,
  KIND_COLUMN,
  LINE_COLUMN,
  RAN_FED,
  RAN_NEEDED,
  RAN_TOLD,
  WAS_COLUMN,
  type Inside,
  type Level,
  type Link,
  type NodeDetails,
} from '../../protocol/graph-view.ts';
import { statementIn } from '../../lib/statement.ts';
import { FATES } from '../../protocol/inside.ts';
import { useWords } from '../words/index.ts';
import { signOf } from './fate.ts';
import { useGraph, useGraphWords, useShown } from './use-graph.ts';

/** Ops of a scope that are listed here; the table below has those of the whole graph. */
const OPS_SHOWN = 8;

export function Details() {
  const words = useGraphWords();
  const level = useShown((state) => state.level);
  const selected = useShown((state) => state.selected);
  const details = useShown((state) => state.details);
  const inside = useShown((state) => state.inside);
  return (
    <section className="graph-details" aria-labelledby="graph-details-title" tabIndex={0} data-keys>
      <h3 id="graph-details-title">{words.details}</h3>
      {level === null || selected < 0 ? (
        <p className="note">{words.detailsNone}</p>
      ) : ITEM_KINDS[level.items.kind[selected]] === 'from' || ITEM_KINDS[level.items.kind[selected]] === 'to' ? (
        <Port level={level} item={selected} />
      ) : details !== null ? (
        <Node details={details} />
      ) : inside !== null ? (
        <Fold level={level} item={selected} inside={inside} />
      ) : null}
    </section>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Unknown() {
  const words = useGraphWords();
  return (
    <span className="graph-unknown">
      <span className="graph-mark" aria-hidden>
        ?
      </span>{' '}
      {words.unknownOp}
    </span>
  );
}

function Node({ details }: { details: NodeDetails }) {
  const words = useGraphWords();
  const page = useWords();
  const column = (name: string): string => details.columns.find((one) => one.name === name)?.word ?? '';
  const kind = column(KIND_COLUMN);
  const made = statementIn(column(LINE_COLUMN));
  const fate = FATES.find((known) => known === column(FATE_COLUMN));
  const into = column(INTO_COLUMN);
  const was = column(WAS_COLUMN);
  return (
    <dl>
      <Row name={words.name}>
        <code className="breakable">{details.name}</code>
      </Row>
      <Row name={words.op}>
        <strong>{details.op}</strong> {details.known === false && <Unknown />}
      </Row>
      {fate !== undefined && (
        <Row name={words.became}>
          <span className={`graph-fate ${fate}`}>
            <span aria-hidden>{signOf(fate)}</span> {words.becameWhat[fate]}
          </span>
          {was !== '' && <span className="quiet"> ({words.wasOp(was)})</span>}
        </Row>
      )}
      {into !== '' && (
        <Row name={words.into}>
          <Links links={[{ text: into, node: details.into }]} />
        </Row>
      )}
      {details.ran !== null && (
        <Row name={words.lastRun}>
          <Ran ran={details.ran} />
        </Row>
      )}
      {kind !== '' && (
        <Row name={words.madeTitle}>
          <span className={`graph-swatch ${kind}`} aria-hidden /> {words.made[kind] ?? kind}
        </Row>
      )}
      {made !== null && (
        <Row name={words.line}>
          <code className="breakable">{made.text}</code> <span className="quiet">({words.lines(made.first, made.last)})</span>
        </Row>
      )}
      {details.shape !== null && (
        <Row name={words.shape}>
          <code>{details.shape}</code>
        </Row>
      )}
      {details.lies !== null && (
        <Row name={words.lies}>
          {words.liesOn(words.tiers[details.lies.tier], details.lies.page, details.lies.pages, details.lies.bytes)}{details.lies.about && ` (${words.liesAbout})`} <span className="tag">{page.tags.modelled}</span>
        </Row>
      )}
      <Row name={words.nodeDefBytes}>{page.numbers.bytes(details.bytes)}</Row>
      <Row name={words.device}>
        {details.device === '' ? <span className="quiet">{words.deviceNone}</span> : <code className="breakable">{details.device}</code>}
      </Row>
      <Row name={words.inputs}>
        <Links links={details.inputs} />
      </Row>
      {details.controls.length > 0 && (
        <Row name={words.controls}>
          <Links links={details.controls} />
        </Row>
      )}
      <Row name={words.users}>
        <Links links={details.users} more={details.usersTotal - details.users.length} />
      </Row>
      {details.attrs.length > 0 && (
        <Row name={words.attributes}>
          <dl className="graph-attrs">
            {details.attrs.map(({ name, text }) => (
              <div key={name}>
                <dt className="mono breakable">{name}</dt>
                <dd className="mono breakable">{text}</dd>
              </div>
            ))}
          </dl>
        </Row>
      )}
    </dl>
  );
}

/** Whether the latest run executes a node, by both accounts; its disc goes by the account that is marked, as in the drawing. */
function Ran({ ran }: { ran: number }) {
  const words = useGraphWords();
  const marks = useShown((state) => state.marks);
  const executed = (ran & (marks === 'told' ? RAN_TOLD : RAN_NEEDED)) !== 0;
  const which = ran & RAN_FED ? 'fed' : ran & RAN_NEEDED ? 'needed' : ran & RAN_TOLD ? 'told' : 'none';
  return (
    <>
      <span className={`graph-share ${executed ? 'all' : 'none'}`} aria-hidden /> {words.ran[which]}
    </>
  );
}

function Links({ links, more = 0 }: { links: readonly Link[]; more?: number }) {
  const model = useGraph();
  const words = useGraphWords();
  if (links.length === 0) return <span className="quiet">{words.none}</span>;
  return (
    <ul className="graph-links">
      {links.map(({ text, node }, i) => (
        <li key={`${i}:${text}`}>
          {node >= 0 ? (
            <button type="button" className="link mono breakable" onClick={() => model.reveal(node)}>
              {text}
            </button>
          ) : (
            <span className="mono breakable" title={words.missing}>
              {text} <span className="graph-unknown">({words.missing})</span>
            </span>
          )}
        </li>
      ))}
      {more > 0 && <li className="quiet">{words.usersMore(more)}</li>}
    </ul>
  );
}

function Fold({ level: { items, kinds }, item, inside }: { level: Level; item: number; inside: Inside }) {
  const model = useGraph();
  const words = useGraphWords();
  const page = useWords();
  const kind = ITEM_KINDS[items.kind[item]];
  const ran = useShown((state) => state.shown?.summary.ran ?? null);
  const isDiff = useShown((state) => state.shown?.source === 'diff');
  const made = kinds.map((name, k) => ({ name, count: items.mix[item * kinds.length + k] })).filter(({ count }) => count > 0);
  return (
    <>
      <dl>
        <Row name={words.name}>
          <code className="breakable">{kind === 'scope' ? inside.name : items.label[item] || words.others}</code>
        </Row>
        <Row name={words.kind}>
          {words.kinds[kind]} {kind !== 'scope' && words.times(items.members[item])}
        </Row>
        <Row name={words.nodeCount}>{page.numbers.whole(inside.nodes)}</Row>
        {ran !== null && (
          <Row name={words.lastRun}>
            {words.marksNames.tensorflow}: {words.executedOf(items.needed[item], inside.nodes)}
            <br />
            {words.marksNames.told}: {words.executedOf(items.told[item], inside.nodes)}
          </Row>
        )}
        <Row name={words.bytes}>{page.numbers.bytes(inside.bytes)}</Row>
        {made.length > 0 && (
          <Row name={isDiff ? words.became : words.madeTitle}>
            <ul className="graph-links">
              {made.map(({ name, count }) => (
                <li key={name} className={isDiff ? `graph-fate ${name}` : undefined}>
                  {isDiff ? <span aria-hidden>{signOf(name)}</span> : <span className={`graph-swatch ${name}`} aria-hidden />} {(isDiff ? words.fateNames : words.made)[name] ?? name}{' '}
                  {words.times(count)}
                </li>
              ))}
            </ul>
          </Row>
        )}
        <Row name={words.ops}>
          <ul className="graph-links">
            {inside.ops.slice(0, OPS_SHOWN).map(({ op, count, known }) => (
              <li key={op}>
                {op} <span className="quiet">{words.times(count)}</span> {known === false && <Unknown />}
              </li>
            ))}
            {inside.ops.length > OPS_SHOWN && <li className="quiet">{words.usersMore(inside.ops.length - OPS_SHOWN)}</li>}
          </ul>
        </Row>
      </dl>
      <div className="row">
        <button type="button" className="button small" onClick={() => model.openItem(item)}>
          {words.open}
        </button>
      </div>
    </>
  );
}

function Port({ level: { items }, item }: { level: Level; item: number }) {
  const model = useGraph();
  const words = useGraphWords();
  const label = items.label[item] || words.others;
  const text = ITEM_KINDS[items.kind[item]] === 'from' ? words.portFrom(label, items.nodes[item]) : words.portTo(label, items.nodes[item]);
  return (
    <>
      <p className="breakable">{text}</p>
      {items.node[item] >= 0 && (
        <div className="row">
          <button type="button" className="button small" onClick={() => model.reveal(items.node[item])}>
            {words.goThere}
          </button>
        </div>
      )}
    </>
  );
}
