import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { channelArgs, mixArgs } from '../src/platform/ffmpeg/args.ts';
import { probeMedia } from '../src/platform/ffmpeg/probe.ts';
import { resolveFfmpeg } from '../src/platform/ffmpeg/resolve.ts';
import { openAudioSource } from '../src/platform/media/open-media.ts';
import type { BenchTable } from './table.ts';

const SECONDS = 3600;
const RUNS = 3;
const idle = new AbortController().signal;

const FILES: readonly (readonly [label: string, name: string, args: readonly string[], channel: number | 'mix'])[] = [
  ['FLAC 16 kHz mono', 'mono.flac', ['-ac', '1', '-ar', '16000'], 'mix'],
  ['M4A (AAC) 48 kHz stereo, mixed', 'stereo.m4a', ['-ac', '2', '-c:a', 'aac', '-b:a', '96k'], 'mix'],
  ['M4A (AAC) 48 kHz stereo, one channel', 'stereo.m4a', [], 0],
  ['WAV 16 kHz mono, in-process', 'mono.wav', ['-ac', '1', '-ar', '16000'], 'mix'],
  ['WAV 48 kHz stereo, in-process', 'stereo.wav', ['-ac', '2'], 'mix'],
];

/**
 * One hour of audio through our decoder against the ffmpeg CLI alone with the same arguments, its output drained by the
 * cheapest reader (`cat` to the null device). Best of three, runs interleaved.
 */
export async function benchDecode(): Promise<BenchTable> {
  const tools = await resolveFfmpeg();
  if (tools === undefined) return { title: 'Decode (no ffmpeg on this machine)', header: ['what'], rows: [] };
  const folder = mkdtempSync(join(tmpdir(), 'voxlane-bench-decode-'));
  try {
    const rows: string[][] = [];
    for (const [label, name, args, channel] of FILES) {
      const path = join(folder, name);
      if (args.length > 0) generate(tools.ffmpegPath, path, args);
      const target = { path, container: extname(name).slice(1), stream: 0 };
      const cliArgs = channel === 'mix' ? mixArgs(target, 2) : channelArgs(target, channel);
      let [ours, alone] = [Infinity, Infinity];
      for (let run = 0; run < RUNS; run++) {
        ours = Math.min(ours, await timed(() => readThrough(path, channel)));
        alone = Math.min(alone, await timed(() => drainCli(tools.ffmpegPath, cliArgs)));
      }
      rows.push([label, speed(ours), speed(alone), `${(alone / ours).toFixed(2)}x`]);
    }
    return {
      title: `Decode of 1 h to 16 kHz float32 (x real time, best of ${RUNS}; ffmpeg ${tools.version})`,
      header: ['file', 'ours', 'ffmpeg CLI alone', 'ours / CLI'],
      rows,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function generate(ffmpegPath: string, path: string, args: readonly string[]): void {
  const noise = `anoisesrc=duration=${SECONDS}:color=pink:sample_rate=48000:amplitude=0.3:seed=3`;
  const run = spawnSync(ffmpegPath, ['-nostdin', '-v', 'error', '-y', '-f', 'lavfi', '-i', noise, ...args, path]);
  if (run.status !== 0) throw new Error(`could not make ${path}: ${run.stderr.toString()}`);
}

async function readThrough(path: string, channel: number | 'mix'): Promise<void> {
  const source = await openAudioSource(await probeMedia(path, idle), { channel });
  let samples = 0;
  for await (const block of source.read(idle)) samples += block.samples.length;
  if (Math.abs(samples - SECONDS * 16000) > 1600) throw new Error(`${path} gave ${samples} samples`);
}

function drainCli(ffmpegPath: string, args: readonly string[]): Promise<void> {
  const decoder = spawn(ffmpegPath, [...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const reader = spawn('cat', { stdio: [decoder.stdout, 'ignore', 'inherit'] });
  // The reader owns the pipe now; a second reader here would take half of it.
  decoder.stdout.destroy();
  return new Promise((resolve, reject) => {
    reader.once('error', reject).once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`cat ended with ${code}`));
    });
  });
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}

function speed(seconds: number): string {
  return `${Math.round(SECONDS / seconds)}x`;
}
