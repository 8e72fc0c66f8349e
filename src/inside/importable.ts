/** The optimised graph as a file that TensorFlow imports: nodes are not told to stand beside others that the passes took away. */
import type { NodeData } from '../graphdef/model.ts';

const BESIDE = 'loc:@';

export function importable(nodes: readonly NodeData[]): NodeData[] {
  const names = new Set(nodes.map(({ name }) => name));
  return nodes.map((node) => {
    const beside = node.attrs.get('_class');
    if (beside?.kind !== 'list' || beside.of !== 'string') return node;
    const values = beside.values.filter((bytes) => {
      const text = new TextDecoder().decode(bytes);
      return !text.startsWith(BESIDE) || names.has(text.slice(BESIDE.length));
    });
    if (values.length === beside.values.length) return node;
    const attrs = new Map(node.attrs);
    if (values.length === 0) attrs.delete('_class');
    else attrs.set('_class', { ...beside, values });
    return { ...node, attrs };
  });
}
