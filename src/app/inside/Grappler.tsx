/** How far the passes give what TensorFlow's own optimiser was recorded to give, and where they do not, each in a line. */
import { Scroll } from '../parts/Scroll.tsx';
import { useWords } from '../words/index.ts';
import grappler from './grappler.json';
import { useInsideWords } from './use-inside.ts';

export function Grappler() {
  const words = useInsideWords();
  const { tags, htmlLang } = useWords();
  const lang = htmlLang.startsWith('zh') ? 'zh' : 'en';
  const name = (pass: string): string => (pass.endsWith('_aggressive') ? `${words.passName(pass.replace('_aggressive', ''))} (AGGRESSIVE)` : words.passName(pass));
  return (
    <details className="inside-grappler" data-testid="inside-grappler">
      <summary>
        {words.grappler} <span className="tag">{tags.recorded}</span>
      </summary>
      <p className="note">{words.grapplerNote(grappler.graphs)}</p>
      <Scroll label={words.grappler}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.grapplerPass}</th>
              <th scope="col">{words.grapplerEqual}</th>
              <th scope="col">{words.grapplerWhy}</th>
            </tr>
          </thead>
          <tbody>
            {grappler.passes.map(([pass, equal, total]) => (
              <tr key={pass}>
                <th scope="row">{name(String(pass))}</th>
                <td className="inside-short">{words.grapplerOf(Number(equal), Number(total))}</td>
                <td>
                  {grappler.differs
                    .flatMap(({ what, why, where }) => {
                      const graphs = (where as Readonly<Record<string, readonly string[]>>)[String(pass)];
                      return graphs ? [`${what[lang]} ${why[lang]} (${graphs.join(', ')})`] : [];
                    })
                    .join(' ')}
                </td>
              </tr>
            ))}
            <tr>
              <th scope="row">{words.passName('concat_split')}</th>
              <td>XLA</td>
              <td>{words.grapplerXla(grappler.xla.recording, grappler.xla.before, grappler.xla.after)}</td>
            </tr>
          </tbody>
        </table>
      </Scroll>
    </details>
  );
}

/** What proves that the last pass is XLA's and not Grappler's. */
export function XlaProof() {
  const words = useInsideWords();
  const { tags } = useWords();
  const { recording, before, after } = grappler.xla;
  return (
    <p className="note inside-proof">
      {words.xlaNote} {words.grapplerXla(recording, before, after)} <span className="tag">{tags.recorded}</span>
    </p>
  );
}
