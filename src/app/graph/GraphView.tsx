/** The graph view: what is looked at, its drawing, details, tables. Loaded when its tab is first opened. */
import { type DragEvent, use, useEffect, useState } from 'react';
import { usePage } from '../context.ts';
import { Counts } from './Counts.tsx';
import { Details } from './Details.tsx';
import { Drawing } from './Drawing.tsx';
import { Find } from './Find.tsx';
import { About, Items, Ops } from './Tables.tsx';
import { Marked } from './Marked.tsx';
import { Source } from './Source.tsx';
import { Status } from './Status.tsx';
import { Trail } from './Trail.tsx';
import { GraphContext, useGraph, useGraphWords, useShown } from './use-graph.ts';
import './graph.css';

/** The view with its model. */
export default function GraphView() {
  const { graph } = usePage();
  const { graph: model } = use(graph());
  useEffect(() => model.follow(), [model]);
  return (
    <GraphContext value={model}>
      <Content />
    </GraphContext>
  );
}

function Content() {
  const model = useGraph();
  const { actions } = usePage();
  const words = useGraphWords();
  const shown = useShown((state) => state.shown !== null);
  const nodes = useShown((state) => state.shown?.summary.nodes ?? 0);
  const counts = useShown((state) => state.counts);
  const opening = useShown((state) => state.opening !== null);
  const [dragging, setDragging] = useState(false);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setDragging(false);
    const file = event.dataTransfer.files.item(0);
    if (file) void model.openFile(file, file.name);
    else actions.notify('error', words.trouble.dropNothing);
  };
  return (
    <div
      className={dragging ? 'graph-view dragging' : 'graph-view'}
      data-testid="graph-view"
      onDragOver={(event) => {
        event.preventDefault();
        setDragging(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setDragging(false);
      }}
      onDrop={drop}
    >
      <Source />
      <Status />
      {counts !== null && <Counts counts={counts} />}
      {!shown && counts === null && !opening && <p className="waiting graph-empty">{words.waiting}</p>}
      {shown && nodes === 0 && <p className="waiting graph-empty">{words.empty}</p>}
      {shown && nodes > 0 && (
        <>
          <Marked />
          <div className="graph-way">
            <Trail />
            <Find />
          </div>
          <div className="graph-grid">
            <Drawing />
            <Details />
            <Items />
            <Ops />
          </div>
          <About />
        </>
      )}
      {dragging && (
        <p className="graph-drop" aria-hidden>
          {words.drop}
        </p>
      )}
    </div>
  );
}
