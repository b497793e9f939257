import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { bundledModel, repoPath } from '../tests/support/fixtures.ts';
import { modelServer } from '../tests/support/model-server.ts';
import { jsonLines, runCli, startCli } from '../tests/support/run-cli.ts';
import { scratchFolder } from '../tests/support/scratch.ts';

const bundled = JSON.parse(readFileSync(bundledModel('whisper-digits/manifest.json'), 'utf8')) as {
  files: { path: string; bytes: number; sha256: string }[];
};
const ENCODER = 'org/digits/resolve/main/onnx/encoder_model.onnx';
/** A file system of its own, without being root. */
const canMount = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0;

describe('voxlane models', () => {
  const scratch = scratchFolder();
  const server = modelServer();
  let count = 0;
  let env: Record<string, string> = {};
  let folder = '';

  beforeEach(() => {
    folder = scratch.at(`models-${++count}`);
    const entry = {
      id: 'whisper-pulled',
      name: 'Digits from a mirror',
      task: 'asr',
      layout: 'whisper-onnx',
      repository: 'org/digits',
      files: bundled.files.map((file, index) => (index % 2 === 0 ? file : { path: file.path })),
      licence: 'CC-BY-SA-4.0',
      languages: ['en'],
      signature: { inputs: ['input_features'], outputs: ['last_hidden_state'] },
    };
    writeFileSync(scratch.at('catalogue.json'), JSON.stringify({ schema: 1, models: [entry] }));
    env = {
      VOXLANE_CATALOGUE: scratch.at('catalogue.json'),
      VOXLANE_MODEL_MIRROR: server.url,
      VOXLANE_MODELS: folder,
      VOXLANE_CACHE: scratch.at('cache'),
    };
    for (const { path } of bundled.files)
      server.files.set(`org/digits/resolve/main/${path}`, readFileSync(bundledModel(`whisper-digits/${path}`)));
  });

  it('pulls, lists, verifies, transcribes with and removes a model', async () => {
    const pull = await runCli(['models', 'pull', 'whisper-pulled'], { env });
    expect(pull).toMatchObject({ code: 0 });
    expect(pull.stdout).toMatch(/^OK {6}whisper-pulled: 3\.3 MiB installed in /);
    expect(pull.stderr).toMatch(/whisper-pulled █{24} 3\.3 MiB \/ 3\.3 MiB/);

    const list = await runCli(['models', 'list', '--all'], { env });
    expect(list.stdout).toMatch(/whisper-pulled .*ready/);
    expect(list.stdout).toMatch(/whisper-pulled .*installed/);

    expect((await runCli(['models', 'verify'], { env })).code).toBe(0);

    const input = repoPath('resources/demo/two-speakers.wav');
    const run = ['transcribe', input, '--out', scratch.at('out'), '--formats', 'json', '--jsonl'];
    expect(await runCli(run, { env })).toMatchObject({ code: 0 });
    const text = readFileSync(scratch.at('out', 'two-speakers.json'), 'utf8');
    expect(text).toContain('whisper-pulled');
    const words = (JSON.parse(text) as { words: { text: string }[] }).words;
    expect(words.length).toBeGreaterThan(10);

    const encoder = `${folder}/whisper-pulled/onnx/encoder_model.onnx`;
    const bytes = readFileSync(encoder);
    bytes[bytes.length - 1000] = (bytes[bytes.length - 1000] ?? 0) ^ 1;
    writeFileSync(encoder, bytes);
    const verify = await runCli(['models', 'verify', 'whisper-pulled'], { env });
    expect(verify).toMatchObject({ code: 4 });
    expect(verify.stdout).toMatch(/FAILED {2}whisper-pulled: \[model-corrupt\] .*SHA-256/);

    const remove = await runCli(['models', 'remove', 'whisper-pulled'], { env });
    expect(remove.stdout).toMatch(/^OK {6}whisper-pulled: removed, 3\.3 MiB freed/);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('--preset says what it picks and why, pulls that, and pulls nothing twice', async () => {
    const bytes = (id: string): number =>
      (JSON.parse(readFileSync(bundledModel(`${id}/manifest.json`), 'utf8')) as typeof bundled).files.reduce(
        (sum, file) => sum + file.bytes,
        0,
      );
    const model = (id: string, task: string, layout: string, paths: string[]) => ({
      id: `${id}-pulled`,
      name: id,
      task,
      layout,
      repository: `org/${id}`,
      files: paths.map((path) => ({ path })),
      approxBytes: bytes(id),
      licence: 'CC-BY-SA-4.0',
    });
    const whisper = model(
      'whisper-digits',
      'asr',
      'whisper-onnx',
      bundled.files.map((file) => file.path),
    );
    const models = [
      { ...whisper, id: 'too-large', tier: 1, memoryBytes: 1e15 },
      { ...whisper, languages: ['en'], tier: 5 },
      model('segmentation-digits', 'segmentation', 'pyannote-segmentation-onnx', ['model.onnx']),
      model('speaker-embedding-small', 'embedding', 'wespeaker-onnx', ['model.onnx']),
    ];
    writeFileSync(scratch.at('catalogue.json'), JSON.stringify({ schema: 1, models }));
    for (const { repository, files } of models)
      for (const { path } of files)
        server.files.set(
          `${repository}/resolve/main/${path}`,
          readFileSync(bundledModel(`${repository.slice(4)}/${path}`)),
        );

    const wish = ['models', 'pull', '--preset', 'best', '--language', 'en'];
    const dry = await runCli([...wish, '--dry-run'], { env });
    expect(dry).toMatchObject({ code: 0 });
    expect(dry.stdout).toMatch(/^This machine: .*\ntoo-large is left out: it needs about .* of memory/);
    expect(dry.stdout).toMatch(/whisper-digits-pulled: the best recogniser for --preset best here; it needs about/);
    expect(server.requests).toEqual([]);
    expect(existsSync(folder)).toBe(false);

    expect(await runCli([...wish, '-q'], { env })).toMatchObject({ code: 0 });
    const installed = ['segmentation-digits-pulled', 'speaker-embedding-small-pulled', 'whisper-digits-pulled'];
    expect(readdirSync(folder).sort()).toEqual(installed);
    server.requests.length = 0;
    const again = await runCli(wish, { env });
    expect(again).toMatchObject({ code: 0 });
    expect(again.stdout.match(/already installed/g)).toHaveLength(3);
    expect(server.requests).toEqual([]);

    const french = await runCli(['models', 'pull', '--preset', 'best', '--language', 'fr', '--dry-run'], { env });
    expect(french.code).toBe(4);
    expect(french.stdout).toMatch(/does not know "fr".*No recogniser fits/s);
    const list = await runCli(['models', 'list', '--all'], { env });
    expect(list.stdout).toMatch(/too-large .*needs .* of memory/);
    expect(list.stdout).toMatch(/whisper-digits-pulled .*installed; fits this machine/);
  });

  it('Ctrl-C ends within 2 s with 130, keeps what arrived, and the next pull continues', async () => {
    server.faults.set(ENCODER, { delayMs: 60_000 });
    const run = startCli(['models', 'pull', 'whisper-pulled', '--jsonl'], { env });
    let interruptedAt = 0;
    run.onJsonLine((line) => {
      const { receivedBytes } = JSON.parse(line) as { receivedBytes?: number };
      if (interruptedAt !== 0 || (receivedBytes ?? 0) < 2_500_000) return;
      interruptedAt = performance.now();
      run.process.kill('SIGINT');
    });
    // The decoder and half of the encoder are there; nothing more arrives until the signal.
    const nudge = setInterval(() => {
      const part = `${folder}/.pull-whisper-pulled/onnx/encoder_model.onnx.part`;
      if (interruptedAt !== 0 || !existsSync(part) || statSync(part).size < 600_000) return;
      interruptedAt = performance.now();
      run.process.kill('SIGINT');
    }, 50);
    const { code, stderr } = await run.result;
    clearInterval(nudge);
    expect(code).toBe(130);
    expect(performance.now() - interruptedAt).toBeLessThan(2_000);
    expect(jsonLines(stderr).at(-1)).toMatchObject({ event: 'error', error: { code: 'cancelled' } });
    expect(existsSync(`${folder}/whisper-pulled`)).toBe(false);
    server.faults.clear();
    server.requests.length = 0;
    expect((await runCli(['models', 'pull', 'whisper-pulled'], { env })).code).toBe(0);
    expect(server.requests.find((request) => request.path === ENCODER)?.range).toMatch(/^bytes=\d+-$/);
    expect(readFileSync(`${folder}/whisper-pulled/onnx/encoder_model.onnx`)).toEqual(
      readFileSync(bundledModel('whisper-digits/onnx/encoder_model.onnx')),
    );
  });

  it('kill -9 at any time leaves no model, and the next pull takes the lock over', async () => {
    server.faults.set(ENCODER, { delayMs: 60_000 });
    const run = startCli(['models', 'pull', 'whisper-pulled', '-q'], { env });
    await expect.poll(() => existsSync(`${folder}/.pull-whisper-pulled/config.json`), { timeout: 60_000 }).toBe(true);
    // The launcher may run the command in a process of its own: the lock names the one that works.
    process.kill(Number(readFileSync(`${folder}/.lock-whisper-pulled`, 'utf8')), 'SIGKILL');
    await run.result;
    expect(existsSync(`${folder}/whisper-pulled`)).toBe(false);
    server.faults.clear();
    expect((await runCli(['models', 'pull', 'whisper-pulled'], { env })).code).toBe(0);
  });

  it('imports without internet', async () => {
    const offline = { ...env, VOXLANE_MODEL_MIRROR: 'https://127.0.0.1:9' };
    const run = await runCli(['models', 'import', bundledModel('whisper-digits')], { env: offline });
    expect(run).toMatchObject({ code: 0 });
    expect(existsSync(`${folder}/whisper-digits/manifest.json`)).toBe(true);
    expect(server.requests).toEqual([]);
  });

  it.each([
    [['pull', 'no-such-model'], 4, /\[model-missing\] There is no model "no-such-model" in the catalogue/],
    [['verify', 'no-such-model'], 4, /\[model-missing\]/],
    [['remove', 'whisper-digits'], 4, /\[model-missing\].*not removed by this command/s],
    [['import', '/no/such/folder'], 4, /\[model-missing\]/],
    [['pull'], 2, /either model ids or --preset/],
    [['pull', 'whisper-pulled', '--preset', 'best'], 2, /either model ids or --preset/],
    [['pull', '--preset', 'huge'], 2, /best, balanced, fast/],
    [['pull', 'whisper-pulled', '--language', 'en'], 2, /--language needs --preset/],
  ])('%j ends with %d and says why', async (args, code, text) => {
    mkdirSync(folder);
    const run = await runCli(['models', ...args], { env });
    expect(run.code).toBe(code);
    expect(run.stderr).toMatch(text);
  });

  it("says what is wrong with a catalogue of one's own", async () => {
    writeFileSync(scratch.at('catalogue.json'), '{"schema":1,"models":[{"id":"x"}]}');
    const run = await runCli(['models', 'pull', 'x'], { env });
    expect(run.code).toBe(2);
    expect(run.stderr).toMatch(/VOXLANE_CATALOGUE/);
  });

  it.skipIf(!canMount)('a disk that fills up is named, and with space the pull continues (needs unshare)', async () => {
    const mount = scratch.at('small');
    mkdirSync(mount);
    const model = readFileSync(bundledModel('speaker-embedding-small/model.onnx'));
    const entry = { id: 'big', name: 'Big', task: 'embedding', layout: 'wespeaker-onnx', licence: 'MIT' };
    const models = [{ ...entry, repository: 'org/big', files: [{ path: 'model.onnx' }] }];
    writeFileSync(scratch.at('catalogue.json'), JSON.stringify({ schema: 1, models }));
    server.files.set('org/big/resolve/main/model.onnx', model);
    // No length, so the space cannot be checked beforehand: the write itself fails.
    server.faults.set('org/big/resolve/main/model.onnx', { noLength: true });
    const script = [
      'mount -t tmpfs -o size=512k none "$VOXLANE_MODELS"',
      '"$@"; echo "code $?"; ls -A "$VOXLANE_MODELS"',
      'mount -o remount,size=8m "$VOXLANE_MODELS"',
      '"$@"; echo "code $?"; ls -A "$VOXLANE_MODELS"; cmp "$EXPECTED" "$VOXLANE_MODELS/big/model.onnx" && echo same',
    ].join('\n');
    const command = [process.execPath, repoPath('bin/voxlane.mjs'), 'models', 'pull', 'big', '-q'];
    const child = spawn('unshare', ['-rm', 'sh', '-c', script, 'sh', ...command], {
      env: {
        ...process.env,
        ...env,
        VOXLANE_MODELS: mount,
        EXPECTED: bundledModel('speaker-embedding-small/model.onnx'),
      },
    });
    let output = '';
    child.stdout.on('data', (text: Buffer) => (output += text.toString()));
    child.stderr.on('data', (text: Buffer) => (output += text.toString()));
    await new Promise((resolve) => child.on('close', resolve));
    expect(output).toMatch(/FAILED {2}big: \[disk-full\] .*model\.onnx.*\ncode 1\n\.pull-big\n/);
    expect(output).toMatch(/OK {6}big: 1\.1 MiB installed.*\ncode 0\nbig\nsame\n/s);
  });
});
