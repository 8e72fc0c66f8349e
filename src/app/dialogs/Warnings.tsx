/** What of a link was not understood, and what holds instead. */
import { useSelect } from '../context.ts';
import { Scroll } from '../parts/Scroll.tsx';
import { useDeepWords } from '../words/index.ts';
import { Dialog } from './Dialog.tsx';

/** Each bad value of the link. */
export function Warnings({ close }: { close: () => void }) {
  const { warnings: words } = useDeepWords(useSelect((state) => state.lang));
  const warnings = useSelect((state) => state.warnings);
  return (
    <Dialog title={words.title} close={close} wide>
      <p>{words.intro}</p>
      <Scroll label={words.title}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.name}</th>
              <th scope="col">{words.value}</th>
              <th scope="col">{words.expected}</th>
            </tr>
          </thead>
          <tbody>
            {warnings.map(({ name, value, expected }, i) => (
              <tr key={i}>
                <th scope="row" className="mono">
                  {name}
                </th>
                <td className="mono breakable">{value}</td>
                <td lang="en">{expected}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <div className="row end">
        <button type="button" className="button" data-first onClick={close}>
          {words.ok}
        </button>
      </div>
    </Dialog>
  );
}
