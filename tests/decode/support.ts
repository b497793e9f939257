import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { PcmSummary, AudioSource } from '../../src/core/ports/audio-source.ts';
import type { MediaInfo } from '../../src/core/timeline/media.ts';
import { probeMedia } from '../../src/platform/ffmpeg/probe.ts';
import { openAudioSource, type OpenOptions } from '../../src/platform/media/open-media.ts';

/** The programs of the machine, by name: tests make their own media with them. */
export const tools = { ffmpeg: 'ffmpeg', ffprobe: 'ffprobe', mkfifo: 'mkfifo', ps: 'ps' } as const;

/** Why ffmpeg tests cannot run here, or `undefined` when they can. */
export const noFfmpeg = spawnSync(tools.ffmpeg, ['-version']).status === 0 ? undefined : 'ffmpeg is not on PATH';

export const idle = new AbortController().signal;

/** A temporary folder that is removed after the test file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'voxlane-decode-'));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** Runs the ffmpeg of PATH; returns what it complained about, or `undefined` on success. */
export function ffmpeg(...args: readonly string[]): string | undefined {
  const run = spawnSync(tools.ffmpeg, ['-nostdin', '-v', 'error', '-y', ...args], { maxBuffer: 1e9 });
  return run.status === 0 ? undefined : run.stderr.toString() || 'failed';
}

/** `ffmpeg` for steps that must work. */
export function make(...args: readonly string[]): void {
  const problem = ffmpeg(...args);
  if (problem !== undefined) throw new Error(`ffmpeg ${args.join(' ')}: ${problem}`);
}

export interface Decoded {
  readonly samples: Float32Array;
  readonly summary: PcmSummary;
}

/** Reads a source to its end, checking that blocks follow each other without gaps. */
export async function readAll(source: AudioSource, signal = idle): Promise<Decoded> {
  const blocks: Float32Array[] = [];
  let count = 0;
  const reading = source.read(signal);
  for (;;) {
    const step = await reading.next();
    if (step.done === true) {
      const samples = new Float32Array(count);
      let at = 0;
      for (const block of blocks) {
        samples.set(block, at);
        at += block.length;
      }
      if (step.value.sampleCount !== count) throw new Error('the summary miscounts the samples');
      return { samples, summary: step.value };
    }
    if (step.value.startSample !== count) throw new Error('blocks are not contiguous');
    blocks.push(step.value.samples);
    count += step.value.samples.length;
  }
}

/** Probes, opens and reads one track of a file. */
export async function decodeFile(
  path: string,
  options: OpenOptions = { channel: 'mix' },
): Promise<Decoded & { readonly media: MediaInfo; readonly source: AudioSource }> {
  const media = await probeMedia(path, idle);
  const source = await openAudioSource(media, options);
  return { ...(await readAll(source)), media, source };
}

/**
 * Where `excerpt` sits in `signal`: the lag in samples near `around` (within `reach`) with the highest normalised
 * correlation, and that correlation.
 */
export function locate(
  signal: Float32Array,
  excerpt: Float32Array,
  around: number,
  reach: number,
): { readonly lag: number; readonly correlation: number } {
  let best = { lag: Number.NaN, correlation: -1 };
  const excerptEnergy = excerpt.reduce((sum, value) => sum + value * value, 0);
  for (let lag = Math.max(0, around - reach); lag <= around + reach; lag++) {
    if (lag + excerpt.length > signal.length) break;
    let product = 0;
    let energy = 1e-12;
    for (let i = 0; i < excerpt.length; i++) {
      const value = signal[lag + i];
      product += value * excerpt[i];
      energy += value * value;
    }
    const correlation = product / Math.sqrt(energy * excerptEnergy);
    if (correlation > best.correlation) best = { lag, correlation };
  }
  return best;
}

/** True while a process exists and is not a zombie. */
export function isRunning(pid: number): boolean {
  const state = spawnSync(tools.ps, ['-o', 'stat=', '-p', String(pid)])
    .stdout.toString()
    .trim();
  return state !== '' && !state.startsWith('Z');
}
