/** Colours of the memory view, read from the style sheet by meaning. */
import { readTokens, type Tokens } from '../parts/tokens.ts';

const TOKENS = ['ink', 'soft', 'muted', 'line', 'edge', 'card', 'well', 'focus', 'video', 'main', 'disk', 'cure', 'owner-epoch', 'owner-model', 'owner-constants', 'owner-variables', 'owner-saver', 'owner-kept', 'owner-signatures', 'owner-tensors'] as const;
export type Token = (typeof TOKENS)[number];
export type Colours = Tokens<Token>;

/** Reads the colours that hold now. */
export const readColours = (): Colours => readTokens(TOKENS);
