// Bundles the command and the engine's process over what tsc compiled: a few files start several times faster than the
// 800 modules they are made of, here and in the packages they import. See docs/adr/0022.
import { rmSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { rolldown } from 'rolldown';

/** Taken into the bundle. All else in node_modules stays a package: native, with files of its own, or seldom needed. */
const INSIDE = new Set(['chardet', 'cli-progress', 'commander', 'fflate', 'i18next', 'iconv-lite', 'zod']);
const CHUNKS = 'bundle';

/** Bundles into `dist` of the given project folder. */
export async function bundleCommand(root) {
  const dist = join(root, 'dist');
  rmSync(join(dist, CHUNKS), { recursive: true, force: true });
  const bundle = await rolldown({
    cwd: root,
    input: {
      'cli/main': 'src/cli/main.ts',
      'workers/child': 'src/workers/child.ts',
      'workers/asr': 'src/workers/asr.ts',
    },
    platform: 'node',
    external: isOutside,
    plugins: [keepPlaces(join(root, 'src'))],
  });
  // Names without a hash: the cache of compiled code knows a file by its path, and would keep one entry a build.
  await bundle.write({ dir: dist, format: 'es', entryFileNames: '[name].js', chunkFileNames: `${CHUNKS}/[name].js` });
  await bundle.close();
}

function isOutside(id, importer) {
  if (id.startsWith('.') || id.startsWith('/') || /^[a-z]:[\\/]/i.test(id)) return false;
  if (importer?.includes('node_modules')) return false;
  return importer !== undefined && !INSIDE.has(id);
}

/** Modules go on finding what lies beside them (workers, scripts, resources) from where tsc has put them in dist/. */
function keepPlaces(source) {
  const mark = '__DIST__/';
  return {
    name: 'keep-places',
    transform(code, id) {
      if (!id.startsWith(source + sep) || !code.includes('import.meta.url')) return undefined;
      const place = relative(source, id).split(sep).join('/').replace(/\.ts$/, '.js');
      return { code: code.replaceAll('import.meta.url', `new URL('${mark}${place}', import.meta.url).href`) };
    },
    renderChunk(code, chunk) {
      const up = '../'.repeat(chunk.fileName.split('/').length - 1);
      return { code: code.replaceAll(mark, up) };
    },
  };
}
