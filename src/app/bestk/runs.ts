/** The runs of this tab of the browser, one list for all that ask. */
import { Runs } from '../../store/runs.ts';

export const runs = new Runs(() => sessionStorage);
