import { expect, it } from 'vitest';
import { PRESETS } from '../../presets/index.ts';
import { cases as en } from './en-cases.ts';
import { cases as zh } from './zh-cases.ts';

it.each([['en', en], ['zh', zh]] as const)('Then and now has a line for each preset that is no case, and for no other (%s)', (_, { since }) => {
  const ids = PRESETS.filter((preset) => preset.case === undefined).map(({ id }) => id);
  expect(Object.keys(since.others).sort()).toEqual(ids.sort());
  for (const line of Object.values(since.others)) expect(line).toMatch(/^\S.*[.。]$/);
});
