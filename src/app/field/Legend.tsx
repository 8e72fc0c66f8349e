/** What the colours mean, with how many nodes have each; a colour that is pressed stands alone. */
import type { FieldColour } from '../../protocol/field.ts';
import { css, type Entry } from './palette.ts';
import { type FieldWords, keyOf } from './shared.ts';

export function nameOf({ key, from, to }: Entry, by: FieldColour, words: FieldWords): string {
  if (by === 'epoch') return words.epochs(from, to);
  if (by === 'op') return key === '' ? words.otherOps(to) : key;
  return words.keys[key] ?? key;
}

interface Props {
  legend: readonly Entry[];
  by: FieldColour;
  only: string;
  words: FieldWords;
  tag: string;
  nodes: number;
  onShow: (entry: Entry) => void;
}

export function Legend({ legend, by, only, words, tag, nodes, onShow }: Props) {
  return (
    <section aria-label={words.legend} data-testid="field-legend">
      <h3>
        {words.legend} <span className="tag">{tag}</span>
      </h3>
      <ul className="field-legend">
        {legend.map((entry) => (
          <li key={keyOf(entry)}>
            <button type="button" aria-pressed={keyOf(entry) === only} title={words.alone} onClick={() => onShow(entry)}>
              <span className="field-swatch" aria-hidden>
                {entry.colours.map((colour) => (
                  <i key={colour} style={{ background: css(colour) }} />
                ))}
              </span>
              <span className={by === 'op' && entry.key !== '' ? 'mono' : undefined}>{nameOf(entry, by, words)}</span>
              <span className="number" data-count={entry.count}>
                {words.whole(entry.count)} <small>{words.share(nodes > 0 ? entry.count / nodes : 0)}</small>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
