/** Strings and what is written out. */
import type { Op } from '../../op.ts';
import { asString } from './as_string.ts';
import { audioSummaryV2 } from './audio_summary_v2.ts';
import { histogramSummary } from './histogram_summary.ts';
import { imageSummary } from './image_summary.ts';
import { mergeSummary } from './merge_summary.ts';
import { print } from './print.ts';
import { printV2 } from './print_v2.ts';
import { reduceJoin } from './reduce_join.ts';
import { regexFullMatch } from './regex_full_match.ts';
import { regexReplace } from './regex_replace.ts';
import { scalarSummary } from './scalar_summary.ts';
import { staticRegexFullMatch } from './static_regex_full_match.ts';
import { staticRegexReplace } from './static_regex_replace.ts';
import { stringFormat } from './string_format.ts';
import { stringJoin } from './string_join.ts';
import { stringLength } from './string_length.ts';
import { stringLower } from './string_lower.ts';
import { stringSplit } from './string_split.ts';
import { stringSplitV2 } from './string_split_v2.ts';
import { stringStrip } from './string_strip.ts';
import { stringToHashBucketFast } from './string_to_hash_bucket_fast.ts';
import { stringToNumber } from './string_to_number.ts';
import { stringUpper } from './string_upper.ts';
import { substr } from './substr.ts';
import { tensorSummaryV2 } from './tensor_summary_v2.ts';

export const TEXT: readonly Op[] = [
  asString, audioSummaryV2, histogramSummary, imageSummary, mergeSummary, print, printV2, reduceJoin, regexFullMatch, regexReplace, scalarSummary,
  staticRegexFullMatch, staticRegexReplace, stringFormat, stringJoin, stringLength, stringLower, stringSplit, stringSplitV2, stringStrip, stringToNumber,
  stringUpper, substr, tensorSummaryV2, stringToHashBucketFast,
];
