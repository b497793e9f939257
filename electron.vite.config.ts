import { dirname, relative, resolve, sep } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { readFileSync } from 'node:fs';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };
const page = { root: 'src/renderer', plugins: [react(), tailwindcss()] };
const source = resolve('src');
const shell = resolve('src/main');

/**
 * Bundles the shell alone. What it imports from other layers stays the compiled file in dist/, once in the process, with
 * its resources where it looks for them: in a checkout and in a package. See docs/adr/0019.
 */
const keepLayersOutside = {
  name: 'keep-layers-outside',
  enforce: 'pre' as const,
  resolveId(id: string, importer: string | undefined) {
    if (!id.startsWith('.') || importer === undefined) return undefined;
    const file = resolve(dirname(importer), id);
    if (file.startsWith(shell + sep) || !file.startsWith(source + sep)) return undefined;
    return { id: `../${relative(source, file).split(sep).join('/').replace(/\.ts$/, '.js')}`, external: true };
  },
};

/** The page is built for both hosts: the desktop's scheme and `voxlane serve`. */
export default defineConfig({
  main: {
    plugins: [keepLayersOutside],
    build: {
      outDir: 'dist/desktop',
      emptyOutDir: true,
      sourcemap: true,
      rollupOptions: { input: 'src/main/main.ts', output: { format: 'es', entryFileNames: 'main.js' } },
    },
  },
  preload: {
    build: {
      outDir: 'dist/preload',
      emptyOutDir: true,
      // A sandboxed script loads no other file.
      externalizeDeps: false,
      rollupOptions: { input: 'src/preload/preload.ts', output: { format: 'cjs', entryFileNames: 'preload.cjs' } },
    },
  },
  renderer: {
    ...page,
    base: './',
    define: { __VOXLANE_VERSION__: JSON.stringify(version) },
    build: {
      outDir: 'dist/renderer',
      emptyOutDir: true,
      rollupOptions: {
        input: 'src/renderer/index.html',
        output: {
          // What keeps schemas from making functions of text must run before the first schema, in whichever file that is.
          codeSplitting: { groups: [{ name: 'schemas', test: /[\\/](node_modules[\\/]zod|schemas-without-eval)/u }] },
        },
      },
      modulePreload: { polyfill: false },
      // Less to read and to keep: the browser holds the text of all scripts in memory.
      minify: true,
      chunkSizeWarningLimit: 2000,
      assetsInlineLimit: 0,
    },
  },
});
