/** All the engine's ops, for programs that need more than those of the first load; index.ts loads this with each of them. */
import '../engine/all.ts';
