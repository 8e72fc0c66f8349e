/** The script's own commands beside those of the client: loaded with the program, so there when one of these components is. */
import { use } from 'react';
import type { ScriptHost } from '../../store/script/host.ts';
import { usePage } from '../context.ts';

export function useScriptHost(): ScriptHost {
  return use(usePage().script());
}
