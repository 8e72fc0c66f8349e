/** Looking for a node by a part of its name. */
import { Search } from 'lucide-react';
import { useId, useState } from 'react';
import { useGraph, useGraphWords, useShown } from './use-graph.ts';

export function Find() {
  const model = useGraph();
  const words = useGraphWords();
  const search = useShown((state) => state.search);
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const id = useId();
  const set = (next: string): void => {
    setText(next);
    model.find(next);
  };
  const go = (node: number): void => {
    set('');
    model.reveal(node);
  };
  const result = search !== null && text.trim() !== '' && open ? search : null;
  return (
    <search
      className="graph-find"
      onFocus={() => setOpen(true)}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <label htmlFor={id} className="unseen">
        {words.search}
      </label>
      <Search size={14} aria-hidden />
      <input
        id={id}
        type="search"
        data-lesson="graph-find"
        className="text"
        autoComplete="off"
        spellCheck={false}
        placeholder={`${words.search}: ${words.searchHint}`}
        value={text}
        onChange={(event) => set(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') set('');
          else if (event.key === 'Enter' && result?.found[0]) go(result.found[0].node);
          else return;
          event.preventDefault();
        }}
      />
      {result !== null && (
        <div className="graph-found">
          <p className="note" role="status">
            {words.found(result.found.length, result.total)}
          </p>
          <ul>
            {result.found.map(({ node, name, op }) => (
              <li key={node}>
                <button type="button" className="link" onClick={() => go(node)}>
                  <span className="breakable">{name}</span> <span className="quiet">{op}</span>
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </search>
  );
}
