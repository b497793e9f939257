import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { zipSync } from 'fflate';
import type { InstalledModel, ModelManifest } from '../../src/core/models/manifest.ts';
import type { PldaParameters } from '../../src/core/stages/diarize/plda.ts';

/** A `.npy` file as NumPy writes it: version 1, header padded to 64 bytes with a line feed at its end. */
export function npyFile(
  values: ArrayLike<number>,
  shape: readonly number[],
  { type = 'f8', fortran = false }: { readonly type?: 'f4' | 'f8' | 'i8'; readonly fortran?: boolean } = {},
): Uint8Array {
  const sides = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const dict = `{'descr': '<${type}', 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': (${sides}), }`;
  const header = dict.padEnd(Math.ceil((dict.length + 11) / 64) * 64 - 11) + '\n';
  const intro = Buffer.concat([
    Buffer.from([0x93]),
    Buffer.from('NUMPY'),
    Buffer.from([1, 0, header.length & 255, header.length >> 8]),
  ]);
  const numbers = type === 'f4' ? Float32Array.from(values) : Float64Array.from(values);
  return Buffer.concat([intro, Buffer.from(header, 'latin1'), Buffer.from(numbers.buffer)]);
}

/** The two archives of a PLDA model under the names that community-1 gives them. */
export function pldaFiles(model: PldaParameters): Record<string, Uint8Array> {
  const { mean1, lda, mean2, mu, tr, psi } = model;
  return {
    'plda/xvec_transform.npz': zipSync({
      'mean1.npy': npyFile(mean1, [mean1.length]),
      'lda.npy': npyFile(lda.data, [lda.rows, lda.columns]),
      'mean2.npy': npyFile(mean2, [mean2.length]),
    }),
    'plda/plda.npz': zipSync({
      'mu.npy': npyFile(mu, [mu.length]),
      'tr.npy': npyFile(tr.data, [tr.rows, tr.columns]),
      'psi.npy': npyFile(psi, [psi.length]),
    }),
  };
}

/** Writes a PLDA model with its manifest as an installed one for the embedder. */
export async function installPlda(
  folder: string,
  files: Readonly<Record<string, Uint8Array>>,
  embedding: string,
): Promise<InstalledModel> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  const manifest: ModelManifest = {
    schema: 1,
    id: 'plda-test',
    name: 'PLDA for tests',
    task: 'plda',
    layout: 'plda-npz',
    fixture: true,
    label: 'test fixture',
    licence: 'none',
    languages: [],
    files: Object.entries(files).map(([path, content]) => ({
      path,
      bytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
    })),
    signature: { inputs: [], outputs: [] },
    params: { embedding },
  };
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
  return { manifest, folder, bundled: false, problem: undefined };
}
