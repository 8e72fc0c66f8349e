/** Strings and what is written out. */
import type { Op } from '../../op.ts';
import { asString } from './as_string.ts';
import { print } from './print.ts';
import { printV2 } from './print_v2.ts';
import { reduceJoin } from './reduce_join.ts';
import { regexFullMatch } from './regex_full_match.ts';
import { regexReplace } from './regex_replace.ts';
import { staticRegexFullMatch } from './static_regex_full_match.ts';
import { staticRegexReplace } from './static_regex_replace.ts';
import { stringFormat } from './string_format.ts';
import { stringJoin } from './string_join.ts';
import { stringLength } from './string_length.ts';
import { stringLower } from './string_lower.ts';
import { stringSplit } from './string_split.ts';
import { stringSplitV2 } from './string_split_v2.ts';
import { stringStrip } from './string_strip.ts';
import { stringToNumber } from './string_to_number.ts';
import { stringUpper } from './string_upper.ts';
import { substr } from './substr.ts';

export const TEXT: readonly Op[] = [
  asString, print, printV2, reduceJoin, regexFullMatch, regexReplace, staticRegexFullMatch, staticRegexReplace, stringFormat, stringJoin, stringLength, stringLower, stringSplit,
  stringSplitV2, stringStrip, stringToNumber, stringUpper, substr,
];
