import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { repoPath } from '../tests/support/fixtures.ts';
import { jsonLines, runCli } from '../tests/support/run-cli.ts';
import { scratchFolder } from '../tests/support/scratch.ts';
import { writeShortWav } from '../tests/support/short-wav.ts';

const recording = repoPath('resources/demo/two-speakers.wav');

describe('voxlane', () => {
  const scratch = scratchFolder();
  let env: NodeJS.ProcessEnv;
  beforeAll(() => {
    env = { VOXLANE_CACHE: scratch.at('cache'), VOXLANE_MODELS: scratch.at('models') };
  });
  const run = (...args: string[]) => runCli(args, { cwd: scratch.path, env });

  it('demo writes five files with speakers, shows stages with progress, prints the SRT and where the files are', async () => {
    const { code, stdout, stderr } = await run('demo', '--out', 'demo');
    expect(code).toBe(0);
    expect(readdirSync(scratch.at('demo')).sort()).toEqual(
      ['json', 'rttm', 'srt', 'txt', 'vtt'].map((extension) => `two-speakers.${extension}`),
    );
    const srt = readFileSync(scratch.at('demo', 'two-speakers.srt'), 'utf8');
    expect(stdout).toContain(srt.trim());
    for (const name of readdirSync(scratch.at('demo'))) expect(stdout).toContain(scratch.at('demo', name));
    expect(srt).toMatch(/^1\n00:00:00,\d{3} --> 00:00:0\d,\d{3}\nSpeaker 1: /);
    expect(srt).toContain('Speaker 2: ');
    expect(readFileSync(scratch.at('demo', 'two-speakers.vtt'), 'utf8')).toContain('<v Speaker 2>');
    for (const stage of ['Find speech', 'Transcribe', 'Tell speakers apart', 'Make subtitles'])
      expect(stderr).toMatch(new RegExp(`${stage}.*100 %`));
    expect(stderr).toContain('test fixture: knows spoken digits only');
  });

  it('gives every input one result line, exits 5 when some fail, and says which and why', async () => {
    writeFileSync(scratch.at('empty.mp3'), '');
    writeFileSync(scratch.at('noise.mp4'), Buffer.alloc(4000, 7));
    const { code, stdout } = await run(
      'transcribe',
      recording,
      'empty.mp3',
      'noise.mp4',
      'nowhere.wav',
      '--preset',
      'demo',
      '--out',
      'mixed',
      '--formats',
      'srt',
      '-q',
    );
    expect(code).toBe(5);
    const lines = stdout.trim().split('\n');
    expect(lines[0]).toMatch(/^OK +two-speakers\.wav: 7\d words, 2 speakers, 1 min 00 s of audio/);
    expect(lines[1]).toMatch(/^FAILED +empty\.mp3: \[input-empty\]/);
    expect(lines[2]).toMatch(/^FAILED +noise\.mp4: \[(input-not-media|decoder-missing)\]/);
    expect(lines[3]).toMatch(/^FAILED +nowhere\.wav: \[input-not-found\]/);
    expect(lines[4]).toBe('1 of 4 done, 3 failed.');
    expect(readdirSync(scratch.at('mixed'))).toEqual(['two-speakers.srt']);
  });

  it('keeps stdout for results and writes machine progress as JSON lines that never fall and end at 1', async () => {
    const { code, stdout, stderr } = await run(
      'transcribe',
      recording,
      '--preset',
      'demo',
      '--out',
      'jsonl',
      '--formats',
      'txt',
      '--jsonl',
    );
    expect(code).toBe(0);
    expect(stdout.trim().split('\n')).toHaveLength(1);
    const lines = jsonLines(stderr);
    expect(lines).toHaveLength(stderr.trim().split('\n').length);
    const fractions = lines
      .filter((line) => line['event'] === 'progress')
      .map((line) => Number(line['overallFraction']));
    expect([...fractions].sort((a, b) => a - b)).toEqual(fractions);
    expect(fractions.at(-1)).toBe(1);
    const done = lines.find((line) => line['event'] === 'done');
    expect(done).toMatchObject({ audio_length: 60_000, speakers: 2, restarts: 0 });
  });

  it('works in timing-only mode without a recogniser and says how to get one', async () => {
    const { code, stdout, stderr } = await run('transcribe', recording, '--out', 'timing', '--formats', 'json,srt');
    expect(code).toBe(0);
    expect(stdout).toMatch(/0 words, 2 speakers/);
    expect(stderr).toContain('No speech recognition model is installed');
    const document = JSON.parse(readFileSync(scratch.at('timing', 'two-speakers.json'), 'utf8')) as {
      cues: { lines: string[]; speaker?: string }[];
      dropped: { reason: string }[];
    };
    expect(document.cues.length).toBeGreaterThan(10);
    expect(document.cues.every((cue) => cue.lines.join('') === '' && cue.speaker !== undefined)).toBe(true);
    expect(document.dropped.every((drop) => drop.reason === 'no-asr-model')).toBe(true);
  });

  it('takes folders and lists', async () => {
    mkdirSync(scratch.at('season'), { recursive: true });
    writeShortWav(scratch.at('season', 'one.wav'), 6);
    writeFileSync(scratch.at('list.txt'), 'season/one.wav\n');
    const folder = await run('transcribe', 'season', '--preset', 'demo', '-q', '--formats', 'srt');
    expect(folder.code).toBe(0);
    expect(existsSync(scratch.at('season', 'one.srt'))).toBe(true);
    const list = await run('transcribe', 'list.txt', '--preset', 'demo', '-q', '--formats', 'srt', '--out', 'listed');
    expect(list.code).toBe(0);
    expect(readFileSync(scratch.at('listed', 'one.srt'))).toEqual(readFileSync(scratch.at('season', 'one.srt')));
  });

  it('works with names that other tools trip over', async () => {
    const names = [
      'two words.wav',
      `quote's "here".wav`,
      '🎙 emoji.wav',
      'مقابلة‏.wav',
      '-dash.wav',
      'http:x.wav',
      'a:b.wav',
      'concat:a|b.wav',
      '%d.wav',
      `${'n'.repeat(251)}.wav`,
    ];
    for (const name of names) writeShortWav(scratch.at(name), 6);
    const { code, stdout } = await run(
      'transcribe',
      '--preset',
      'demo',
      '-q',
      '--formats',
      'txt',
      '--out',
      'names',
      '--',
      ...names,
    );
    expect(stdout).toContain(`${names.length} of ${names.length} done`);
    expect(code).toBe(0);
    expect(readdirSync(scratch.at('names'))).toHaveLength(names.length);
  });

  it('doctor and models list describe the machine and label the fixtures', async () => {
    const doctor = await run('doctor');
    expect(doctor.code).toBe(0);
    for (const text of ['Node.js', 'ONNX Runtime', 'ffmpeg', 'Memory', 'GPU', 'whisper-digits', 'Work folder'])
      expect(doctor.stdout).toContain(text);
    const models = await run('models', 'list');
    expect(models.code).toBe(0);
    expect(models.stdout).toMatch(/silero-vad-v6 +vad/);
    expect(models.stdout).toMatch(/whisper-digits .*test fixture: knows spoken digits only/);
  });

  it('converts between formats and reports what the target cannot hold', async () => {
    await run('transcribe', recording, '--preset', 'demo', '-q', '--out', 'convert', '--formats', 'json');
    const { code, stdout, stderr } = await run('convert', 'convert/two-speakers.json', 'convert/out.srt');
    expect(code).toBe(0);
    expect(stdout).toContain('OK');
    expect(stderr).toContain('cannot hold everything');
    expect(readFileSync(scratch.at('convert', 'out.srt'), 'utf8')).toMatch(/^1\n/);
  });
});

describe('exit codes', () => {
  const scratch = scratchFolder();
  const cases: readonly [string, readonly string[], number, RegExp][] = [
    ['unknown option', ['transcribe', 'x.wav', '--nonsense'], 2, /unknown option/],
    ['bad number', ['transcribe', 'x.wav', '--speakers', 'many'], 2, /whole number from 1 to 50/],
    ['contradiction', ['transcribe', 'x.wav', '--speakers', '2', '--max-speakers', '3'], 2, /cannot be used together/],
    ['misspelt command', ['transcibe', 'x.wav'], 2, /Did you mean transcribe/],
    ['unknown format', ['transcribe', 'x.wav', '--formats', 'srt,doc'], 2, /one of srt, vtt, json, rttm, txt/],
    ['no such file', ['transcribe', 'nowhere.wav'], 3, /input-not-found/],
    ['no such model', ['transcribe', recording, '--asr', 'whisper-nowhere'], 4, /model-missing/],
    ['help', ['--help'], 0, /Exit codes: 0 done/],
  ];
  it.each(cases)('%s', async (_name, args, code, text) => {
    const result = await runCli(args, { env: { VOXLANE_CACHE: scratch.at('cache') } });
    expect(`${result.stdout}${result.stderr}`).toMatch(text);
    expect(result.code).toBe(code);
  });
});
