/** Reads the charts' colours from the page's custom properties; where the page has none, the constants of the palette stand in. */
import { PALETTES, TOKENS, type Palette, type Theme } from '../../charts/palette.ts';

export function readPalette(theme: Theme): Palette {
  const style = getComputedStyle(document.documentElement);
  const read = TOKENS.map((token) => [token, style.getPropertyValue(`--${token}`).trim() || PALETTES[theme][token]] as const);
  return { ...PALETTES[theme], ...Object.fromEntries(read) };
}
