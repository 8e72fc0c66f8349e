/** A mark on assignments that nothing on another device waits for (memory_optimizer.cc, RelaxAllocatorConstraints); the rest of that pass is for GPUs. */
import type { Pass } from '../pass.ts';

const MARK = '_grappler_relax_allocator_constraints';

export const memory: Pass = (g) => {
  const devices = new Set(g.nodes.map((n) => n.device));
  const sends = g.nodes.some((n) => n.op === 'Send' || n.op === '_Send');
  for (const n of g.nodes) {
    if ((n.op !== 'Assign' && n.op !== 'AssignVariableOp') || n.attrs[MARK] === true) continue;
    if ((devices.size === 1 && !sends) || staysHere(g, n.name, n.device)) n.attrs = { ...n.attrs, [MARK]: true };
  }
};

/** Whether all that comes from a node runs on its device. */
function staysHere(g: Parameters<Pass>[0], name: string, device: string): boolean {
  const seen = new Set([name]);
  const open = [name];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const r of g.outputs(at)) {
      if (r.device !== device) return false;
      if (seen.has(r.name)) continue;
      seen.add(r.name);
      open.push(r.name);
    }
  }
  return true;
}
