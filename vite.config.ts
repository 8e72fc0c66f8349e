// How the page is built, and how unit tests and Node bundles see the sources (tools/node-bundle.mjs builds with this file too).
import mdx from '@mdx-js/rollup';
import react from '@vitejs/plugin-react';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import directives from './tools/csp.json' with { type: 'json' };
import { stripTestMaterial } from './tools/strip-test-material.mjs';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Writes the policy into the page itself, for static hosts that send no headers. All its directives are valid in a <meta>. */
function contentSecurityPolicy(): Plugin {
  const content = Object.entries(directives).map(([name, values]) => [name, ...values].join(' ')).join('; ');
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [{ tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content }, injectTo: 'head-prepend' }],
  };
}

/** Puts our licence, and that of the font (which arrives through CSS, unseen by build.license), beside the page. */
function licences(): Plugin {
  return {
    name: 'licences',
    apply: 'build',
    generateBundle() {
      const files = { 'LICENSE.txt': 'LICENSE', 'licenses/inter.txt': 'node_modules/@fontsource-variable/inter/LICENSE' };
      for (const [fileName, source] of Object.entries(files)) this.emitFile({ type: 'asset', fileName, source: readFileSync(at(source), 'utf8') });
    },
  };
}

/** Compiles the WebAssembly kernels if their source has changed, so that every way of running the sources finds them. */
async function kernels(): Promise<void> {
  const script = at('tools/kernels.mjs');
  if (!existsSync(script)) return;
  const { buildKernels } = (await import(pathToFileURL(script).href)) as { buildKernels: () => Promise<void> };
  await buildKernels();
}

export default defineConfig(async ({ isSsrBuild }) => {
  await kernels();
  const forNode = isSsrBuild === true;
  return {
    base: './',
    plugins: [{ enforce: 'pre' as const, ...mdx() }, react(), ...(forNode ? [] : [stripTestMaterial(), contentSecurityPolicy(), licences()])],
    resolve: {
      alias: {
        'numpy-ts': at('node_modules/numpy-ts/dist/esm/index.js'), // its file for browsers is one piece of 2.9 MB
      },
    },
    ssr: { noExternal: ['numpy-ts', /^@tensorflow\//] }, // into Node bundles too: in one piece and without what is not used it loads in a third of the time
    worker: {
      format: 'es' as const,
      plugins: () => (forNode ? [] : [stripTestMaterial()]),
      rolldownOptions: {
        checks: { commonJsVariableInEsm: false }, // pyodide names `module` where it asks whether it is in Node: nothing to warn of
        // op.ts hands every kit to every op; kits only declare, so one that no op of the first programs uses need not come with them.
        treeshake: { moduleSideEffects: [{ test: /\/src\/engine\/(op|kit\/[^/]+)\.ts$/, sideEffects: false }] },
      },
    },
    build: {
      target: 'es2023',
      sourcemap: false,
      assetsInlineLimit: 0, // the policy admits no data: scripts, styles or fonts
      modulePreload: { polyfill: false },
      license: forNode ? false : { fileName: 'licenses/packages.md' },
      reportCompressedSize: false,
    },
    test: {
      environment: 'node',
      setupFiles: [at('tools/vitest/seed.ts')],
      include: ['src/**/*.test.{ts,tsx}', 'tools/**/*.test.mjs', 'bench/**/*.test.ts'],
      env: { PLAYGROUND_PUBLIC: at('public') },
      maxWorkers: 2,
      testTimeout: 30_000,
    },
  };
});
