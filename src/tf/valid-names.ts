/** Which names nodes and scopes may have (framework/ops.py), checked for scripts alone: the page's own programs have valid ones. */
import { TensorFlowError } from '../engine/op-def.ts';
import { scriptChecks } from '../engine/registry.ts';

const NODE = /^[A-Za-z0-9.][A-Za-z0-9_.\\/>-]*$/;
const SCOPE = /^[A-Za-z0-9_.\\/>-]*$/;
const SHOWN = { node: '^[A-Za-z0-9.][A-Za-z0-9_.\\\\/>-]*$', scope: '^[A-Za-z0-9_.\\\\/>-]*$' };

const fail = (message: string): never => { throw new TensorFlowError('ValueError', message); };

/** From now on names that TensorFlow refuses are errors. */
export function checkNames(): void {
  // Leaves are few and asked for a million times.
  const good = new Set<string>();
  scriptChecks.name = (leaf, root, full) => {
    if (good.has(leaf)) return;
    if (root ? !NODE.test(leaf) : !SCOPE.test(leaf)) fail(`\`${full()}\` is not a valid node name. Accepted names conform to Regex /re.compile('${SHOWN.node.replaceAll('\\', '\\\\')}')/`);
    if (good.size < 4096 && NODE.test(leaf)) good.add(leaf);
  };
  scriptChecks.scope = (name, root) => {
    if (good.has(name)) return;
    if (root ? !NODE.test(name) : !SCOPE.test(name)) {
      fail(root ? `'${name}' is not a valid root scope name. A root scope name has to match the following pattern: ${SHOWN.node}` : `'${name}' is not a valid scope name. A scope name has to match the following pattern: ${SHOWN.scope}`);
    }
    if (good.size < 4096 && NODE.test(name)) good.add(name);
  };
}
