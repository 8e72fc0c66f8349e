/** The run in figures: N, P, signature, what the optimiser leaves, what the plan takes. Each says whether it is measured or modelled. */
import type { ReactNode } from 'react';
import type { PassCount, PlanView } from '../../protocol/inside.ts';
import type { Taken } from '../../store/inside/inside-model.ts';
import { useWords } from '../words/index.ts';
import { useInsideWords } from './use-inside.ts';

/** Fetches that are named. */
const NAMED_MOST = 4;

export function Strip({ taken: { of, passes, left }, plan }: { taken: Taken; plan: PlanView | null }) {
  const words = useInsideWords();
  const { tags } = useWords();
  // What is fed stays in the graph as what is handed over; it is not executed.
  const fed = of.feeds.length;
  const after = Math.max(0, left - fed);
  const names = [...of.fetches, ...of.targets];
  return (
    <section className="inside-strip" aria-label={words.strip} data-testid="inside-strip">
      <dl>
        <Figure name={words.graphNodes} value={words.whole(of.nodes)} more={words.grew(of.grew)} tag={tags.measured} />
        <Figure name={words.needed} value={words.whole(of.needed)} more={`${(of.account === 'tensorflow' ? words.played : words.ofNodes)(of.needed / of.nodes)}${words.withFed(of.needed + fed, fed)}`} tag={tags.measured} />
        <Figure name={words.executedTold} value={words.whole(of.told)} more={(of.account === 'told' ? words.played : words.ofNodes)(of.told / of.nodes)} tag={tags.measured} />
        <Figure name={words.signature} value={of.fresh ? words.fresh : words.cached} more={words.signatures(of.signatures)} tag={tags.measured} />
        <Figure name={words.optimised} value={words.whole(after)} more={`${words.ofNeeded(after / Math.max(1, of.needed))}${words.withFed(left, fed)}`} tag={tags.measured} />
        {plan && <Planned plan={plan} />}
      </dl>
      <p className="note inside-names">{words.took(passes[0]?.before ?? of.nodes, tookOf(passes), (passes.at(-1)?.after ?? left) - left, left)}</p>
      <p className="note inside-names">
        {words.fetched(names.slice(0, NAMED_MOST), names.length - NAMED_MOST, of.fetches.length, of.targets.length)} {words.fed(of.feeds.map(({ name, shape }) => `${name} [${shape.join(', ')}]`))}
      </p>
      {plan && <p className="note inside-names">{words.otherTime(plan.optimised)}</p>}
    </section>
  );
}

/** Nodes that each pass took away and added in all its rounds; those that did neither are left out. */
function tookOf(passes: readonly PassCount[]): [pass: string, gone: number, added: number][] {
  const sums = new Map<string, [gone: number, added: number]>();
  for (const { pass, before, after, fates } of passes) {
    const [gone, added] = sums.get(pass) ?? [0, 0];
    sums.set(pass, [gone + before + fates.added - after, added + fates.added]);
  }
  return [...sums].flatMap(([pass, [gone, added]]): [string, number, number][] => (gone > 0 || added > 0 ? [[pass, gone, added]] : []));
}

function Planned({ plan }: { plan: PlanView }) {
  const words = useInsideWords();
  const { tags } = useWords();
  const ratio = plan.bounds.all > 0 ? plan.makespan / plan.bounds.all : 1;
  const used = plan.devices.reduce((sum, { busy }) => sum + busy, 0) / Math.max(Number.MIN_VALUE, plan.makespan * plan.devices.length);
  const shares = plan.devices.map(({ busy }) => (plan.makespan > 0 ? busy / plan.makespan : 0));
  return (
    <>
      <Figure name={words.makespan} value={words.duration(plan.makespan)} more={words.platforms[plan.platform as keyof typeof words.platforms]} tag={tags.modelled} />
      <Figure name={words.bound} value={words.duration(plan.bounds.all)} more={words.overBound(ratio)} tag={tags.modelled} />
      <Figure name={words.used} value={words.percent(used)} more={plan.devices.length < 4 ? shares.map((share, i) => `${plan.devices[i].id} ${words.percent(share)}`).join(', ') : words.between(Math.min(...shares), Math.max(...shares))} tag={tags.modelled} />
    </>
  );
}

function Figure({ name, value, more, tag }: { name: string; value: ReactNode; more: string; tag: string }) {
  return (
    <div className="inside-figure">
      <dt>
        {name} <span className="tag">{tag}</span>
      </dt>
      <dd>
        <b>{value}</b>
        <span>{more}</span>
      </dd>
    </div>
  );
}
