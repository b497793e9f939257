import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { readFileSync } from 'node:fs';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };
const page = { root: 'src/renderer', plugins: [react(), tailwindcss()] };

/** The page is built for both hosts: the desktop's scheme and `voxlane serve`. */
export default defineConfig({
  renderer: {
    ...page,
    base: './',
    define: { __VOXLANE_VERSION__: JSON.stringify(version) },
    build: {
      outDir: 'dist/renderer',
      emptyOutDir: true,
      rollupOptions: { input: 'src/renderer/index.html' },
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
    },
  },
});
