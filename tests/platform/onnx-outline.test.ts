import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { repoPath } from '../support/fixtures.ts';
import { scratchFolder } from '../support/scratch.ts';
import { isWholeOnnx } from '../../src/platform/models/onnx-outline.ts';

const model = repoPath('resources/models/bundled/whisper-digits/onnx/encoder_model.onnx');

describe('isWholeOnnx', () => {
  const scratch = scratchFolder();
  const check = (name: string, content: string | Uint8Array): Promise<boolean> => {
    writeFileSync(scratch.at(name), content);
    return isWholeOnnx(scratch.at(name));
  };

  it('knows a real model', async () => {
    expect(await isWholeOnnx(model)).toBe(true);
  });

  it.each([0.1, 0.5, 0.999])('knows a download that stopped at %d of the file', async (part) => {
    const bytes = readFileSync(model);
    expect(await check('short.onnx', bytes.subarray(0, Math.floor(bytes.length * part)))).toBe(false);
  });

  it.each([
    ['a web page', '<!doctype html><html><body>Not found</body></html>'],
    ['a Git LFS pointer', 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1234\n'],
    ['nothing', ''],
    ['zeros', '\0'.repeat(4096)],
  ])('is not fooled by %s', async (_name, content) => {
    expect(await check('other.onnx', content)).toBe(false);
  });
});
