/** Arithmetic on shapes: the product of all sizes is Size (shape_optimizer.cc). */
import { dataInputs, nodeName } from '../graph.ts';
import type { Pass } from '../pass.ts';
import { isFullyKnown, elements, Properties } from '../properties.ts';

export const shape: Pass = (g) => {
  if (!g.nodes.some((n) => n.op === 'Shape' && g.outputs(n.name).some((r) => r.op === 'Prod'))) return;
  const properties = new Properties(g, false);
  for (const n of g.nodes) {
    if (n.op !== 'Shape') continue;
    for (const product of g.dataOutputs(n.name)) {
      if (product.op !== 'Prod' || nodeName(product.inputs[0]) !== n.name || product.attrs['keep_dims'] === true || product.device !== n.device) continue;
      const axes = properties.output(product.inputs[1])?.shape ?? null;
      // A shape has one axis: if one is summed over, all are.
      if (!isFullyKnown(axes) || elements(axes) !== 1) continue;
      const type = product.attrs['T'];
      product.op = 'Size';
      product.attrs = { ...Object.fromEntries(Object.entries(product.attrs).filter(([k]) => k !== 'keep_dims' && k !== 'Tidx')), T: n.attrs['T'], out_type: type };
      g.setInputs(product, [dataInputs(n)[0], `^${n.name}`, ...product.inputs.slice(2)]);
    }
  }
};
