/** All about the node that is pointed at or chosen, as a list and as one sentence. */
import type { Statement } from '../../lib/statement.ts';
import type { NodeFacts } from '../../protocol/field.ts';
import type { Words } from '../words/index.ts';
import type { FieldWords } from './shared.ts';

const shapeOf = ({ dtype, shape }: NodeFacts['outputs'][number]): string => `${dtype} ${shape === null ? '?' : `[${shape.map((size) => size ?? '?').join(', ')}]`}`;

const lies = ({ memory }: NodeFacts, words: FieldWords): string => (memory === null ? words.counting : words.at(memory.page, words.keys[memory.tier] ?? ''));

/** As one sentence, for screen readers. `laid`: whether nodes are laid out in the modelled memory. */
export function said(facts: NodeFacts, line: Statement | null, words: FieldWords, laid: boolean): string {
  return [
    words.node(facts.node), facts.name, facts.op, facts.leaked ? words.keys.leaked : words.keys.live, facts.executed ? words.keys.executed : words.keys.idle,
    words.builtIn(facts.epoch), ...(laid ? [lies(facts, words)] : []), line === null ? words.noLine : `${line.text} (${words.lines(line.first, line.last)})`,
  ].join(', ');
}

export function Facts({ facts, line, words, tags, laid }: { facts: NodeFacts | null; line: Statement | null; words: FieldWords; tags: Words['tags']; laid: boolean }) {
  return (
    <section aria-label={words.nodeTitle} className="field-facts" data-testid="field-facts" data-node={facts?.node ?? -1}>
      {facts === null ? (
        <p className="note">{words.hint}</p>
      ) : (
        <>
          <h3 className="mono">{facts.name}</h3>
          <p>
            {words.node(facts.node)} · {facts.op} · {words.made[facts.kind] ?? facts.kind}
          </p>
          <p>
            <strong className={facts.leaked ? 'field-leaked' : 'field-live'}>{facts.leaked ? words.keys.leaked : words.keys.live}</strong>, {facts.executed ? words.keys.executed : words.keys.idle}
          </p>
          <dl>
            <div>
              <dt>{words.lineTitle}</dt>
              <dd>
                {line === null ? (
                  words.noLine
                ) : (
                  <>
                    <code>{line.text}</code> <span className="quiet">({words.lines(line.first, line.last)})</span>
                  </>
                )}
              </dd>
            </div>
            <div>
              <dt>{words.epochTitle}</dt>
              <dd>{words.builtIn(facts.epoch)}</dd>
            </div>
            <div>
              <dt>{words.inputs}</dt>
              <dd className="mono">
                {facts.inputs.length === 0 ? '–' : facts.inputs.join(', ')}
                {facts.inputsInAll > facts.inputs.length && ` ${words.more(facts.inputsInAll - facts.inputs.length)}`}
              </dd>
            </div>
            <div>
              <dt>{words.outputs}</dt>
              <dd className="mono">{facts.outputs.length === 0 ? '–' : facts.outputs.map(shapeOf).join('; ')}</dd>
            </div>
            {laid && (
              <div>
                <dt>
                  {words.memoryTitle} <span className="tag">{tags.modelled}</span>
                </dt>
                <dd>
                  {facts.memory && facts.memory.bytes !== null ? `${words.bytes(facts.memory.bytes)}, ` : ''}
                  {lies(facts, words)}
                </dd>
              </div>
            )}
          </dl>
        </>
      )}
    </section>
  );
}
