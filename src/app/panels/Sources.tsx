/** Where every number comes from, the two accounts side by side, and the answer's claims beside what is so. Loaded when asked for. */
import { useSelect } from '../context.ts';
import { Scroll } from '../parts/Scroll.tsx';
import { useDeepWords, useWords } from '../words/index.ts';
import { MachineFigures } from './MachineSources.tsx';

/** The sources view. */
export default function Sources() {
  const words = useWords();
  const deep = useDeepWords(useSelect((state) => state.lang));
  const machine = useSelect((state) => state.config.machine);
  const page = useSelect((state) => state.config.page);
  const { machines } = deep.memory.knobs;
  return (
    <div className="sources">
      <h2>{deep.numbersTitle}</h2>
      <Scroll label={deep.numbersTitle}>
        <table>
          <thead>
            <tr>
              {deep.numbersHead.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {deep.numbers.map(([what, kind, how]) => (
              <tr key={what}>
                <th scope="row">{what}</th>
                <td>
                  <span className="tag">{kind === 'published' ? deep.cases.published : words.tags[kind]}</span>
                </td>
                <td>{how}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <h2>{deep.machineTitle(machines[machine] ?? machine)}</h2>
      <p>{machine === 'own' ? deep.machineIntro.own : machine === 'answer' ? deep.machineIntro.answer : deep.machineIntro.listed}</p>
      <div className="machine-from" data-testid="sources-machine">
        <MachineFigures />
      </div>
      <h3>{deep.machineAny}</h3>
      <Scroll label={deep.machineAny}>
        <table>
          <thead>
            <tr>
              {deep.machineHead.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {deep.machine(page).map(([what, figure, kind, source]) => (
              <tr key={what}>
                <th scope="row">{what}</th>
                <td>
                  {figure} <span className="tag">{words.tags[kind]}</span>
                </td>
                <td>{source}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <h2>{deep.accountsTitle}</h2>
      <Scroll label={deep.accountsTitle}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.account}</th>
              <th scope="col">{words.accounts.told}</th>
              <th scope="col">{words.accounts.tensorflow}</th>
            </tr>
          </thead>
          <tbody>
            {deep.accounts.map(([what, told, tensorflow]) => (
              <tr key={what}>
                <th scope="row">{what}</th>
                <td>{told}</td>
                <td>{tensorflow}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <h2>{deep.claimsTitle}</h2>
      <p>
        {deep.claimsIntro}{' '}
        <a href="https://stackoverflow.com/a/50895110" rel="noreferrer noopener" target="_blank">
          {deep.answerLink}
        </a>
      </p>
      <Scroll label={deep.claimsTitle}>
        <table>
          <thead>
            <tr>
              {deep.claimsHead.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {deep.claims.map(([claim, verdict], i) => (
              <tr key={claim}>
                <td className="number">
                  <a href={`#v=1&lesson=answer.${String(i + 1)}`} aria-label={deep.lesson.step(i + 1, deep.claims.length)}>
                    {i + 1}
                  </a>
                </td>
                <td>{claim}</td>
                <td>{verdict}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </div>
  );
}
