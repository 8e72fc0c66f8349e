/** For tools/program-texts.mjs. */
export { defaultText, recordedTexts } from '../worker/texts.ts';
