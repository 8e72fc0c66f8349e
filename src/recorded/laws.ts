/** What the recorded scripts do in an epoch, as counts: how many nodes are built, and which runs follow. From the scripts, not from the recordings' numbers. */

/** Runs that are alike. `executed`: nodes that their fetches reach. */
export interface Runs {
  readonly times: number;
  readonly grown: boolean;
  readonly fresh: boolean;
  readonly executed: number;
}
/** An epoch is `units` times the same: nodes are built, then runs follow; and at its end some runs more. */
export interface Law {
  readonly units: number;
  readonly built: number;
  /** tf.gradients calls of a unit. */
  readonly gradients: number;
  readonly runs: readonly Runs[];
  readonly last: readonly Runs[];
}

const cached = (executed: number, times = 1): Runs => ({ times, grown: false, fresh: false, executed });
const grown = (executed: number): Runs => ({ times: 1, grown: true, fresh: false, executed });
const fresh = (executed: number): Runs => ({ times: 1, grown: true, fresh: true, executed });

/** Nodes that a sample adds, and those of them that its loss needs: the sample, its label, product, sum and loss. Four of the variables are shared. */
const SAMPLE = { built: 6, own: 5, shared: 4, withGradient: 31, gradientNeeds: 28 };
/** Nodes that the hoisted training run needs, and those that the loss alone needs. */
const TRAIN = 45;
const LOSS = 11;

/** The law of a recording's parameters; null where there is none here. */
export function lawOf(parameters: ReadonlyMap<string, string | number | boolean>): Law | null {
  const samples = parameters.get('samples');
  const last = [cached(TRAIN)];
  if (typeof samples === 'number') {
    const each = { units: samples, built: SAMPLE.built, gradients: 0, last };
    const once = { units: 1, built: SAMPLE.built * samples, gradients: 0, last };
    switch (parameters.get('variant')) {
      case 'A1': return { ...each, runs: [fresh(SAMPLE.own + SAMPLE.shared)] };
      case 'A2': return { ...once, runs: [fresh(SAMPLE.own * samples + SAMPLE.shared)] };
      case 'A3': return { ...each, built: SAMPLE.withGradient, gradients: 1, runs: [fresh(SAMPLE.gradientNeeds)], last: [cached(LOSS)] };
      case 'A4': return { ...once, runs: [grown(LOSS), cached(LOSS, samples - 1)] };
      case 'A4i': return { ...each, runs: [grown(LOSS)] };
      case 'B': case 'BF': return { ...once, built: 0, runs: [cached(LOSS, samples)] };
      default: return null;
    }
  }
  const hoisted = parameters.get('clear') === 'hoisted';
  switch (parameters.get('case')) {
    case 'assign_lr': return { units: 25, built: hoisted ? 0 : 2, gradients: 0, runs: [hoisted ? cached(2) : fresh(3), cached(150)], last: [] };
    case 'tf120': return { units: 100, built: hoisted ? 0 : 1, gradients: 0, runs: [hoisted ? cached(1) : fresh(1)], last: [] };
    default: return null;
  }
}
