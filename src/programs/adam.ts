/** Adam as an optimizer of programs: two slots a variable, and the powers of its betas. Loaded when a run asks for it. */
import { AdamOptimizer } from '../tf/train/adam.ts';
import { registerTrainer } from './trainers.ts';

const SLOTS = new Map([['Adam', 'm'], ['Adam_1', 'v']]);
const POWERS = ['beta1_power', 'beta2_power'];

registerTrainer('adam', {
  make(tf, rate) {
    const optimizer = new AdamOptimizer(tf, { learning_rate: rate });
    return {
      minimize: (loss, variables) => optimizer.minimize(loss, { var_list: variables }).id,
      slots(weights) {
        const slots = [...weights].flatMap(([name, v]) => [...SLOTS].map(([kept, slot]) => [`${name}/${kept}`, optimizer.getSlot(v, slot)!] as const));
        // Of its variables, those that are no slot, sorted by name: beta1_power, beta2_power.
        const powers = optimizer.variables().filter((v) => !slots.some(([, s]) => s === v));
        return new Map([...slots, ...POWERS.map((name, i) => [name, powers[i]] as const)]);
      },
    };
  },
  text: (rate) => `AdamOptimizer(${rate})`, slots: SLOTS,
  others: ["saved['beta1_power'], saved['beta2_power'] = (", '  optimizer._get_beta_accumulators())'],
});
