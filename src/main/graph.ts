/** The graph view's model with its worker. Loaded when the view first is: nothing of it is in the first load. */
import { saveFile } from '../app/save-file.ts';
import type { Client } from '../store/client.ts';
import { GraphModel } from '../store/graph/graph-model.ts';
import type { PlaygroundStore } from '../store/store.ts';

export function graphModel(playground: PlaygroundStore, client: Client): GraphModel {
  return new GraphModel({
    playground,
    client,
    spawn: () => new Worker(new URL('../graphview/graph-worker.ts', import.meta.url), { type: 'module' }),
    saveFile,
  });
}
