/** The models of the views that look at graphs, with their workers. Loaded when one of them first is: nothing of it is in the first load. */
import type { GraphModels } from '../app/context.ts';
import { saveFile } from '../app/save-file.ts';
import type { Client } from '../store/client.ts';
import { GraphModel } from '../store/graph/graph-model.ts';
import { InsideModel } from '../store/inside/inside-model.ts';
import type { PlaygroundStore } from '../store/store.ts';

export function graphModels(playground: PlaygroundStore, client: Client): GraphModels {
  const graph = new GraphModel({
    playground,
    client,
    spawn: () => new Worker(new URL('../graphview/graph-worker.ts', import.meta.url), { type: 'module' }),
    saveFile,
  });
  return {
    graph,
    inside: new InsideModel({
      playground,
      client,
      spawn: () => new Worker(new URL('../inside/inside-worker.ts', import.meta.url), { type: 'module' }),
      saveFile,
      show: (diff, of) => {
        void graph.openDiff(diff, of);
        playground.setState({ view: 'graph' });
      },
    }),
  };
}
