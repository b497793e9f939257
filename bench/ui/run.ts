import { cpus, totalmem, version } from 'node:os';
import { markdownTable } from '../table.ts';
import { benchUi } from './studio-speed.ts';

/** `npm run bench:ui`: the studio in a real browser. Needs `npm run build`, Chromium and ffmpeg. */
const cpu = cpus();
console.log(
  `Machine: ${cpu.length} x ${cpu[0]?.model.trim() ?? '?'}, ${Math.round(totalmem() / 1024 ** 3)} GiB, ` +
    `${process.platform} (${version()}), Node ${process.versions.node}\n`,
);
console.log(markdownTable(await benchUi()));
