import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { repoPath } from '../tests/support/fixtures.ts';
import { jsonLines, runCli, startCli } from '../tests/support/run-cli.ts';
import { scratchFolder } from '../tests/support/scratch.ts';
import { writeLoopedWav, writeShortWav } from '../tests/support/short-wav.ts';

const whisper = repoPath('resources/models/bundled/whisper-digits');

describe('a newcomer at the command line', () => {
  const scratch = scratchFolder();
  let env: NodeJS.ProcessEnv;
  beforeAll(() => {
    env = { VOXLANE_CACHE: scratch.at('cache'), VOXLANE_MODELS: scratch.at('models') };
    writeShortWav(scratch.at('talk.wav'), 6);
  });
  const run = (...args: string[]) => runCli(args, { cwd: scratch.path, env });
  /** A Whisper folder as downloaded, without a manifest. */
  const installWhisper = (root: string): string => {
    cpSync(whisper, scratch.at(root, 'my-whisper'), { recursive: true });
    rmSync(scratch.at(root, 'my-whisper', 'manifest.json'));
    return scratch.at(root, 'my-whisper', 'onnx', 'encoder_model.onnx');
  };

  it('`npm --prefix ROOT run voxlane` takes paths from where the user stands', () => {
    const args = ['--prefix', repoPath('.'), 'run', '-s', 'voxlane', '--'];
    const command = ['transcribe', 'talk.wav', '--preset', 'demo', '-q', '-f', 'srt', '-o', 'by-npm'];
    execFileSync('npm', [...args, ...command], { cwd: scratch.path, env: { ...process.env, ...env }, stdio: 'pipe' });
    expect(existsSync(scratch.at('by-npm', 'talk.srt'))).toBe(true);
  });

  it('takes one Ctrl-C that arrives twice, as through npm, for one', async () => {
    const long = scratch.at('long.wav');
    writeLoopedWav(long, 5);
    const started = startCli(['transcribe', long, '--preset', 'demo', '--jsonl', '-o', scratch.at('stopped')], { env });
    let sent = false;
    started.onJsonLine((line) => {
      if (sent || !line.includes('"progress"')) return;
      sent = true;
      started.process.kill('SIGINT');
      setTimeout(() => started.process.kill('SIGINT'), 10);
    });
    const { code, stderr } = await started.result;
    expect(code).toBe(130);
    expect(jsonLines(stderr).at(-1)).toMatchObject({ event: 'error', error: { code: 'cancelled' } });
  });

  it('goes on when nobody reads the progress any more', async () => {
    const started = startCli(['transcribe', 'talk.wav', '--preset', 'demo', '-f', 'srt', '-o', 'unread'], {
      cwd: scratch.path,
      env,
    });
    started.process.stderr?.destroy();
    expect((await started.result).code).toBe(0);
    expect(existsSync(scratch.at('unread', 'talk.srt'))).toBe(true);
  });

  it('picks a downloaded Whisper folder by itself', async () => {
    installWhisper('downloaded');
    const { code, stdout } = await run('transcribe', 'talk.wav', '--models-dir', 'downloaded', '-q', '-o', 'picked');
    expect(code).toBe(0);
    expect(stdout).toMatch(/[1-9]\d* words/);
  });

  it('says that an installed recogniser is broken instead of doing without', async () => {
    writeFileSync(installWhisper('broken'), '<!doctype html><html></html>');
    const list = await run('models', 'list', '--models-dir', 'broken');
    expect(list.stdout).toMatch(/my-whisper .*not usable: onnx\/encoder_model\.onnx is not a whole ONNX file/);
    expect((await run('doctor', '--models-dir', 'broken')).stdout).toMatch(/x my-whisper/);
    const { code, stdout } = await run('transcribe', 'talk.wav', '--models-dir', 'broken', '-q', '-o', 'broken-out');
    expect(stdout).toMatch(/FAILED .*\[model-corrupt\] The model my-whisper is damaged/);
    expect(code).toBe(4);
  });

  it('refuses an output folder that cannot be one before it starts', async () => {
    const { code, stdout, stderr } = await run(
      'transcribe',
      'talk.wav',
      '--preset',
      'demo',
      '--jsonl',
      '-o',
      'talk.wav',
    );
    expect(code).toBe(1);
    expect(stdout).toMatch(/\[output-failed\] Nothing can be written in .*talk\.wav is not a folder/);
    expect(jsonLines(stderr).some((line) => line['event'] === 'stage')).toBe(false);
  });

  it('says what to do when work in progress cannot be kept', async () => {
    writeFileSync(scratch.at('no-folder'), '');
    const { code, stdout } = await runCli(['transcribe', scratch.at('talk.wav'), '--preset', 'demo', '-q'], {
      env: { ...env, VOXLANE_CACHE: scratch.at('no-folder') },
    });
    expect(code).toBe(1);
    expect(stdout).toMatch(/\[output-failed\] Work in progress cannot be kept .* set VOXLANE_CACHE/);
  });

  it('finds no speaker in a steady tone, and names the recording a warning is about', async () => {
    mkdirSync(scratch.at('quiet'));
    writeFileSync(scratch.at('quiet', 'tone.wav'), toneWav(1, 10));
    writeFileSync(scratch.at('quiet', 'tone-2.wav'), toneWav(1, 6));
    const { code, stdout, stderr } = await run('transcribe', 'quiet', '--preset', 'demo', '-f', 'rttm');
    expect(code).toBe(0);
    expect(stdout.match(/0 words, no speakers/g)).toHaveLength(2);
    expect(stderr).toContain('warning: tone.wav: No speech was found');
    expect(readFileSync(scratch.at('quiet', 'tone.rttm'), 'utf8').trim()).toBe('');
  });

  it('split: channels that hold the same sound are processed as one, with a warning', async () => {
    writeFileSync(scratch.at('dual.wav'), doubled(readFileSync(scratch.at('talk.wav'))));
    const flags = ['--preset', 'demo', '-q', '-f', 'txt', '--channels'];
    const mixed = await run('transcribe', 'dual.wav', ...flags, 'mix');
    const { stdout, stderr } = await run('transcribe', 'dual.wav', ...flags, 'split');
    const words = (text: string): string | undefined => /(\d+) words/.exec(text)?.[1];
    expect(words(stdout)).toBe(words(mixed.stdout));
    expect(stderr).toContain('The channels hold the same sound');
  });

  const usage: readonly [string, readonly string[], RegExp][] = [
    ['an empty input name', ['transcribe', ''], /An input has an empty name/],
    ['an empty output folder', ['transcribe', 'talk.wav', '-o', ''], /It takes the name of a folder/],
    ['a models folder that is not there', ['doctor', '--models-dir', 'nowhere'], /There is no such folder/],
    ['an unknown step', ['transcribe', 'talk.wav', '--skip', 'asr'], /invalid\. "asr" is not one of diarize/],
  ];
  it.each(usage)('refuses %s', async (_name, args, text) => {
    const { code, stderr } = await run(...args);
    expect(stderr).toMatch(text);
    expect(code).toBe(2);
  });
});

const RATE = 16_000;

function wavHeader(channels: number, bytes: number): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + bytes, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(RATE, 24);
  header.writeUInt32LE(RATE * channels * 2, 28);
  header.writeUInt16LE(channels * 2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(bytes, 40);
  return header;
}

/** 440 Hz at an eighth of full scale. */
function toneWav(channels: number, seconds: number): Buffer {
  const samples = Int16Array.from(
    { length: RATE * seconds },
    (_, at) => 4096 * Math.sin((2 * Math.PI * 440 * at) / RATE),
  );
  return Buffer.concat([wavHeader(channels, samples.byteLength), Buffer.from(samples.buffer)]);
}

/** A mono 16-bit WAV file with a 44-byte header as stereo with two equal channels. */
function doubled(mono: Buffer): Buffer {
  const samples = mono.subarray(44);
  const stereo = Buffer.alloc(samples.length * 2);
  for (let at = 0; at + 1 < samples.length; at += 2) {
    samples.copy(stereo, at * 2, at, at + 2);
    samples.copy(stereo, at * 2 + 2, at, at + 2);
  }
  return Buffer.concat([wavHeader(2, stereo.length), stereo]);
}
