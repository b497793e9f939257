// Draws the app's icons from build/icons/icon.svg with Chromium. Run by hand after a change: npm run icons.
import { Buffer } from 'node:buffer';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';

const root = fileURLToPath(new URL('..', import.meta.url));
const svg = readFileSync(join(root, 'build', 'icons', 'icon.svg'), 'utf8');
const browser = await chromium.launch({ executablePath: process.env.VOXLANE_CHROMIUM ?? '/usr/bin/chromium' });

async function png(size) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  const bytes = await page.screenshot({ omitBackground: true });
  await page.close();
  return bytes;
}

/** A Windows icon: a table of sizes and the pictures themselves, as PNG. */
function ico(pictures) {
  const table = Buffer.alloc(6 + 16 * pictures.length);
  table.writeUInt16LE(1, 2);
  table.writeUInt16LE(pictures.length, 4);
  let offset = table.length;
  pictures.forEach(({ size, bytes }, index) => {
    const at = 6 + 16 * index;
    table.writeUInt8(size % 256, at);
    table.writeUInt8(size % 256, at + 1);
    table.writeUInt16LE(1, at + 4);
    table.writeUInt16LE(32, at + 6);
    table.writeUInt32LE(bytes.length, at + 8);
    table.writeUInt32LE(offset, at + 12);
    offset += bytes.length;
  });
  return Buffer.concat([table, ...pictures.map(({ bytes }) => bytes)]);
}

/** A macOS icon: pictures as PNG, each after its kind and length. */
function icns(pictures) {
  const parts = pictures.map(({ kind, bytes }) => {
    const head = Buffer.alloc(8);
    head.write(kind, 'latin1');
    head.writeUInt32BE(bytes.length + 8, 4);
    return Buffer.concat([head, bytes]);
  });
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(8);
  head.write('icns', 'latin1');
  head.writeUInt32BE(body.length + 8, 4);
  return Buffer.concat([head, body]);
}

const drawn = new Map();
for (const size of [16, 32, 48, 64, 128, 256, 512]) drawn.set(size, await png(size));
await browser.close();

const icons = join(root, 'build', 'icons');
const linux = join(icons, 'linux');
mkdirSync(linux, { recursive: true });
for (const size of [16, 32, 48, 128, 256, 512]) writeFileSync(join(linux, `${size}x${size}.png`), drawn.get(size));
const windows = [16, 32, 48, 256].map((size) => ({ size, bytes: drawn.get(size) }));
writeFileSync(join(icons, 'icon.ico'), ico(windows));
const kinds = { icp4: 16, icp5: 32, icp6: 64, ic07: 128, ic08: 256, ic09: 512 };
writeFileSync(
  join(icons, 'icon.icns'),
  icns(Object.entries(kinds).map(([kind, size]) => ({ kind, bytes: drawn.get(size) }))),
);
mkdirSync(join(root, 'resources', 'icons'), { recursive: true });
writeFileSync(join(root, 'resources', 'icons', 'icon.png'), drawn.get(256));
