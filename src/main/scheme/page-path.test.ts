import { mkdtempSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileOfAddress, isBelow, pathSegments } from './page-path.ts';

const HOSTILE = [
  'voxlane://app/../secret.txt',
  'voxlane://app/assets/../../secret.txt',
  'voxlane://app/%2e%2e/secret.txt',
  'voxlane://app/..%2fsecret.txt',
  'voxlane://app/assets/%2e%2e%2f%2e%2e%2fsecret.txt',
  'voxlane://app/..%5csecret.txt',
  'voxlane://app/assets%5c..%5c..%5csecret.txt',
  'voxlane://app/%252e%252e/secret.txt',
  'voxlane://app/index.html%00.png',
  'voxlane://app/C:/Windows/win.ini',
  'voxlane://app//server/share/file.js',
  'voxlane://app/%5c%5cserver%5cshare',
  'voxlane://app/index.html:stream',
  'voxlane://app/.git/config',
  'voxlane://app/%',
  'voxlane://app/assets/',
  'voxlane://app/link.js',
  'voxlane://app/sibling/secret.js',
];

describe('addresses of the page', () => {
  let base = '';
  let root = '';
  beforeAll(() => {
    base = mkdtempSync(join(tmpdir(), 'voxlane-page-'));
    root = join(base, 'page');
    mkdirSync(join(root, 'assets'), { recursive: true });
    mkdirSync(join(base, 'page-evil'));
    for (const name of ['page/index.html', 'page/assets/main.js', 'secret.txt', 'page-evil/secret.js'])
      writeFileSync(join(base, name), name);
    symlinkSync(join(base, 'secret.txt'), join(root, 'link.js'));
    symlinkSync(join(base, 'page-evil'), join(root, 'sibling'));
  });
  afterAll(() => rmSync(base, { recursive: true, force: true }));

  it('lead to files of the page', async () => {
    expect(await fileOfAddress(root, 'voxlane://app/')).toBe(join(root, 'index.html'));
    expect(await fileOfAddress(root, 'voxlane://app')).toBe(join(root, 'index.html'));
    expect(await fileOfAddress(root, 'voxlane://app/assets/main.js?v=1#x')).toBe(join(root, 'assets', 'main.js'));
  });

  it.each(HOSTILE)('lead nowhere else: %s', async (url) => {
    expect(await fileOfAddress(root, url)).toBeUndefined();
  });

  it('never lead out of the folder, whatever they are made of', async () => {
    const piece = fc.constantFrom('..', '%2e', '.', '/', '%2f', '\\', '%5c', 'assets', 'main.js', '%00', ':', '~', 'ı');
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 8 }), async (pieces) => {
        const file = await fileOfAddress(root, `voxlane://app/${pieces.join('')}`);
        expect(file === undefined || isBelow(root, file)).toBe(true);
        for (const segment of pathSegments(`voxlane://app/${pieces.join('')}`) ?? []) expect(segment).not.toBe('..');
      }),
    );
  });

  it('are compared by whole names of folders', () => {
    expect(isBelow('/data', '/data/a')).toBe(true);
    expect(isBelow('/data', '/data-evil/a')).toBe(false);
    expect(isBelow('/data', '/data/..evil')).toBe(true);
    expect(isBelow('/data/x', '/data')).toBe(false);
  });
});
