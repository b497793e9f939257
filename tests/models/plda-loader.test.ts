import { mkdir } from 'node:fs/promises';
import { zipSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matrixOf } from '../../src/core/math/matrix.ts';
import type { PldaParameters } from '../../src/core/stages/diarize/plda.ts';
import { parseNpy } from '../../src/platform/models/npy.ts';
import { parseNpz } from '../../src/platform/models/npz.ts';
import { loadPlda } from '../../src/platform/models/plda-loader.ts';
import { installPlda, npyFile, pldaFiles } from '../support/plda-files.ts';
import { scratchFolder } from '../support/scratch.ts';

const folder = scratchFolder();

const parameters: PldaParameters = {
  mean1: Float64Array.of(0, 0, 0),
  lda: matrixOf([
    [1, 0],
    [0, 1],
    [0, 0],
  ]),
  mean2: Float64Array.of(0, 0),
  mu: Float64Array.of(0, 0),
  tr: matrixOf([
    [3, 0],
    [0, 2],
  ]),
  psi: Float64Array.of(1, 7),
};
const whole = pldaFiles(parameters);

describe('parseNpy', () => {
  it('reads both precisions and both orders', () => {
    const values = [1, 2, 3, 4, 5, 6.5];
    const expected = { shape: [2, 3], data: Float64Array.from(values) };
    expect(parseNpy(npyFile(values, [2, 3]))).toEqual(expected);
    expect(parseNpy(npyFile(values, [2, 3], { type: 'f4' }))).toEqual(expected);
    expect(parseNpy(npyFile([1, 4, 2, 5, 3, 6.5], [2, 3], { fortran: true }))).toEqual(expected);
    expect(parseNpy(npyFile([9], [1]))).toEqual({ shape: [1], data: Float64Array.of(9) });
  });

  it.each([
    ['text', Buffer.from('<html>not an array</html>')],
    ['whole numbers', npyFile([1, 2], [2], { type: 'i8' })],
    ['a shape that promises more', npyFile([1, 2], [3])],
    ['a shape that promises less', npyFile([1, 2], [1])],
    ['a huge shape', npyFile([1], [99_999, 99_999])],
    ['a value without meaning', npyFile([NaN], [1])],
    ['half a header', npyFile([1], [1]).subarray(0, 40)],
  ])('says what is wrong with %s', (_, bytes) => {
    expect(parseNpy(bytes)).toEqual(expect.any(String));
  });

  it('never fails in another way, whatever the bytes', () => {
    const good = npyFile([1, 2, 3, 4], [2, 2]);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 6 }), (edits) => {
        const bytes = Uint8Array.from(good);
        for (const [at, value] of edits) bytes[at] = value;
        const read = parseNpy(bytes);
        if (typeof read !== 'string') expect(read.data).toHaveLength(read.shape.reduce((a, b) => a * b, 1));
      }),
    );
  });
});

describe('parseNpz', () => {
  const entry = npyFile([5], [1]);

  it.each([0, 6] as const)('reads entries at compression level %i and only the wanted ones', (level) => {
    const archive = zipSync({ 'psi.npy': entry, 'other.npy': Buffer.from('junk') }, { level });
    const arrays = parseNpz(archive, ['psi']);
    expect(arrays).toEqual(new Map([['psi', { shape: [1], data: Float64Array.of(5) }]]));
  });

  it('refuses an archive that is cut, changed or unpacks to more than it says', () => {
    const archive = zipSync({ 'psi.npy': entry }, { level: 6 });
    expect(parseNpz(archive.subarray(0, 50), ['psi'])).toEqual(expect.any(String));
    expect(parseNpz(Buffer.from('PK nothing else'), ['psi'])).toEqual(expect.any(String));
    const bomb = zipSync({ 'psi.npy': new Uint8Array(33 * 1024 * 1024) }, { level: 1 });
    expect(parseNpz(bomb, ['psi'])).toContain('unpacks to');
    // The same with a size in the directory that is a lie: 24 bytes into its only entry, which the end record points to.
    const liar = Buffer.from(bomb);
    liar.writeUInt32LE(1000, liar.readUInt32LE(liar.length - 6) + 24);
    expect(parseNpz(liar, ['psi'])).toEqual(expect.any(String));
  });

  it('never fails in another way, whatever the bytes', () => {
    const good = zipSync({ 'psi.npy': entry, 'mu.npy': entry }, { level: 6 });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 4 }), (edits) => {
        const bytes = Uint8Array.from(good);
        for (const [at, value] of edits) bytes[at] = value;
        const read = parseNpz(bytes, ['psi', 'mu']);
        expect(typeof read === 'string' || read instanceof Map).toBe(true);
      }),
    );
  });
});

describe('loadPlda', () => {
  const load = async (name: string, files: Readonly<Record<string, Uint8Array>>) => {
    await mkdir(folder.at(name));
    return loadPlda(await installPlda(folder.at(name), files, 'e'));
  };

  it('reads the two archives of community-1', async () => {
    const plda = await load('npz', whole);
    expect(plda.dim).toBe(3);
    expect(plda.phi[0]).toBeCloseTo(7, 9);
    expect(plda.phi[1]).toBeCloseTo(1, 9);
  });

  it('reads one file per array, as open copies have them', async () => {
    const { mean1, lda, mean2, mu, tr, psi } = parameters;
    const plda = await load('npy', {
      'plda_mean1.npy': npyFile(mean1, [3]),
      'plda_lda.npy': npyFile(lda.data, [3, 2], { type: 'f4' }),
      'plda_mean2.npy': npyFile(mean2, [2], { type: 'f4' }),
      'plda_mu.npy': npyFile(mu, [2]),
      'plda_tr.npy': npyFile(tr.data, [2, 2]),
      'plda_psi.npy': npyFile(psi, [2]),
    });
    expect(plda.phi[0]).toBeCloseTo(7, 9);
  });

  it.each([
    ['an archive is missing', { 'plda/plda.npz': whole['plda/plda.npz'] }, /mean1, lda, mean2 not found/],
    ['shapes do not fit', pldaFiles({ ...parameters, mu: Float64Array.of(0, 0, 0) }), /mu has the shape 3/],
    ['a variance is 0', pldaFiles({ ...parameters, psi: Float64Array.of(1, 0) }), /psi holds a value/],
    ['an archive is text', { ...whole, 'plda/plda.npz': Buffer.from('<html>') }, /not a whole ZIP/],
    [
      'axes do not span the space',
      pldaFiles({
        ...parameters,
        tr: matrixOf([
          [1, 1],
          [1, 1],
        ]),
      }),
      /not positive definite/,
    ],
  ])('refuses a model of which %s', async (name, files, message) => {
    await expect(load(name, files)).rejects.toMatchObject({
      code: 'model-corrupt',
      message: expect.stringMatching(message),
    });
  });
});
