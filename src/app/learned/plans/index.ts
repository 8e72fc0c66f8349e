/** The plan of each picture of a look, in the order in which they are shown. */
import type { Look, LookOrder, Picture } from '../../../protocol/look.ts';
import type { LearnedWords, Plan } from '../plan.ts';
import { chosenPlan, digitsPlan } from './digits.ts';
import { heatPlan, imagesPlan } from './numbers.ts';
import { sequencesPlan } from './sequences.ts';
import { confusionPlan, gridPlan } from './tables.ts';

export interface Planned {
  readonly plan: Plan;
  /** Cells that the picture has; none are there to be pointed at before. */
  readonly cells: number;
}

export function plansOf(look: Look, { wrong }: Pick<LookOrder, 'wrong'>, words: LearnedWords): Planned[] {
  const { chosen } = look;
  const planned = look.pictures.flatMap((picture): Planned[] => {
    const one = { plan: planOf(picture, look, wrong, words), cells: cells(picture) };
    return picture.kind === 'digits' && chosen?.each === 1 ? [one, { plan: chosenPlan(chosen, words), cells: 10 }] : [one];
  });
  // The search's table is about all models: after what the model at hand says.
  return [...planned.filter(({ plan }) => plan.key !== 'grid'), ...planned.filter(({ plan }) => plan.key === 'grid')];
}

function planOf(picture: Picture, look: Look, onlyWrong: boolean, words: LearnedWords): Plan {
  switch (picture.kind) {
    case 'digits':
      return digitsPlan(picture, look.chosen?.sample ?? -1, onlyWrong, words);
    case 'confusion':
      return confusionPlan(picture, words);
    case 'sequences':
      return sequencesPlan(picture, words);
    case 'images':
      return imagesPlan(picture, words);
    case 'heat':
      return heatPlan(picture, look.chosen, words);
    case 'grid':
      return gridPlan(picture, words);
  }
}

function cells(picture: Picture): number {
  switch (picture.kind) {
    case 'digits':
    case 'sequences':
      return picture.answers.samples.length;
    case 'confusion':
      return picture.counts.length;
    case 'images':
    case 'heat':
      return picture.values.length;
    case 'grid':
      return picture.accuracy.length;
  }
}
