/** All curves of the projection with what each explains and says of the whole run, as a table. Loaded when it is unfolded. */
import { lasts, type Projection } from '../../lib/fit.ts';
import { useSelect } from '../context.ts';
import { Scroll } from '../parts/Scroll.tsx';
import { useDeepWords, useWords } from '../words/index.ts';

export default function Fits({ projection: { fits, best, from, to, epochs } }: { projection: Projection }) {
  const { projectionBest: names, numbers } = useWords();
  const words = useDeepWords(useSelect((state) => state.lang)).fits;
  return (
    <>
      <Scroll label={words.title}>
        <table data-testid="fits">
          <thead>
            <tr>
              {words.head(numbers.whole(epochs)).map((head, i) => (
                <th key={head} scope="col" className={i > 0 ? 'number' : undefined}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {fits.map((fit) => (
              <tr key={fit.kind} className={fit.kind === best ? 'mine' : undefined}>
                <th scope="row">
                  {names[fit.kind]} {fit.kind === best && <span className="tag best">{words.best}</span>}
                </th>
                <td className="number">{lasts(fit, to, epochs) ? numbers.duration(fit.total) : '–'}</td>
                <td className="number">{fit.r2.toFixed(3).replace('-', '−')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <p className="note">
        {words.note(numbers.whole(from), numbers.whole(to))} {fits.some((fit) => !lasts(fit, to, epochs)) && words.falls}
      </p>
    </>
  );
}
