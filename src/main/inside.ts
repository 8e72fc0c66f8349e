/** The model of the view inside a run, with its worker. Loaded when the view first is. */
import { saveFile } from '../app/save-file.ts';
import type { Client } from '../store/client.ts';
import { InsideModel } from '../store/inside/inside-model.ts';
import type { PlaygroundStore } from '../store/store.ts';

export function insideModel(playground: PlaygroundStore, client: Client): InsideModel {
  return new InsideModel({
    playground,
    client,
    spawn: () => new Worker(new URL('../inside/inside-worker.ts', import.meta.url), { type: 'module' }),
    saveFile,
  });
}
