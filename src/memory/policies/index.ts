/** The list of policies. A new policy is its file and one line here. */
import { arc } from './arc.ts';
import { clock } from './clock.ts';
import { driver } from './driver.ts';
import { fifo } from './fifo.ts';
import { lru } from './lru.ts';
import { minBypass } from './min-bypass.ts';
import { min } from './min.ts';
import { mru } from './mru.ts';
import type { Policy, PolicyKind, PolicyOptions } from './policy.ts';
import { random } from './random.ts';
import { twoQ } from './two-q.ts';

const LIST = [lru, fifo, clock, twoQ, arc, mru, random, min, minBypass, driver] as const;

export type PolicyId = (typeof LIST)[number]['id'];
export const POLICY_KINDS: readonly PolicyKind<PolicyId>[] = LIST;

/** The policy of that id. Throws for an id that is not in the list. */
export function policyKind(id: PolicyId): PolicyKind<PolicyId> {
  const kind = POLICY_KINDS.find((k) => k.id === id);
  if (!kind) throw new Error(`page-replacement policy: expected one of ${POLICY_KINDS.map((k) => k.id).join(', ')}, got ${id}`);
  return kind;
}

export function createPolicy(id: PolicyId, options: PolicyOptions): Policy {
  return policyKind(id).create(options);
}
