/** What charts of the page that are no stack share: a drawing of a set height as wide as its place, and its numbers as a table that is made when it is unfolded. */
import { useState, type ReactNode } from 'react';
import { Canvas, type Draw } from '../memory/Canvas.tsx';
import { Scroll } from './Scroll.tsx';

/** @param height in CSS pixels at type of size 1 @param draw is called when the canvas has that height */
export function Plot({ height, draw, onPoint }: { height: number; draw: (...args: Parameters<Draw>) => void; onPoint?: (x: number, y: number) => void }) {
  return (
    <Canvas
      onPoint={onPoint}
      draw={(context, width, now, colours) => {
        const wanted = height * colours.unit;
        if (now === wanted) draw(context, width, now, colours);
        return wanted;
      }}
    />
  );
}

/** A column's head; of numbers unless it says otherwise. */
export interface Head { readonly text: string; readonly words?: true }

/** A table below its summary. @param of what it is the table of, for those who hear it @param rows of the body, asked for while it is open */
export function FoldedTable({ summary, of, heads, rows }: { summary: string; of: string; heads: readonly Head[]; rows: () => ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{summary}</summary>
      {open && (
        <Scroll label={`${of}: ${summary}`}>
          <table>
            <thead>
              <tr>
                {heads.map(({ text, words }) => (
                  <th key={text} scope="col" className={words ? undefined : 'number'}>{text}</th>
                ))}
              </tr>
            </thead>
            <tbody>{rows()}</tbody>
          </table>
        </Scroll>
      )}
    </details>
  );
}
