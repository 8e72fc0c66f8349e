/** All the engine's ops are known once this is imported. */
import { OPS } from './ops/index.ts';
import { registerOps } from './registry.ts';

registerOps(OPS);
