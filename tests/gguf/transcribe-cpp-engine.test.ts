import { createHash } from 'node:crypto';
import { truncate, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { scratchFolder } from '../support/scratch.ts';
import { scriptedWhisperGguf, type WhisperGgufOptions } from '../support/whisper-gguf.ts';
import type { InstalledModel } from '../../src/core/models/manifest.ts';
import type { AsrWindow } from '../../src/core/ports/asr-engine.ts';
import { openAsrProcess } from '../../src/engine/server/asr/open-asr-process.ts';
import { loadBinding } from '../../src/platform/gguf/binding.ts';
import { probeGguf } from '../../src/platform/gguf/probe-gguf.ts';
import { loadTranscribeCppEngine } from '../../src/platform/gguf/transcribe-cpp-engine.ts';
import { runScript } from '../../src/platform/process/run-script.ts';
import { silentLogger } from '../../src/shared/logger.ts';

const scratch = scratchFolder();
const never = new AbortController().signal;
const REQUEST = { language: 'en', beamSize: 1, batchSize: 4 };
/** Two phrases; the second begins with what the model heard. */
const SCRIPT: WhisperGgufOptions['script'] = [
  '<|0.00|>',
  ' one',
  ' two',
  '<|1.00|>',
  '<|2.00|>',
  { sound: ' three', silence: ' four' },
  ' five',
  '<|3.00|>',
];

function installed(file: string): InstalledModel {
  return {
    manifest: {
      schema: 1,
      id: 'scripted',
      name: 'Scripted',
      task: 'asr',
      layout: 'gguf',
      fixture: true,
      licence: 'none',
      languages: [],
      files: [{ path: file, bytes: 1, sha256: '0'.repeat(64) }],
      signature: { inputs: [], outputs: [] },
    },
    folder: scratch.path,
    bundled: false,
    problem: undefined,
  };
}

async function write(file: string, options: Partial<WhisperGgufOptions> = {}): Promise<void> {
  await writeFile(scratch.at(file), scriptedWhisperGguf({ script: SCRIPT, ...options }));
}

async function load(file: string) {
  const loaded = await loadTranscribeCppEngine({ model: installed(file), backend: 'cpu', threads: 2 });
  onTestFinished(() => loaded.engine.dispose());
  return loaded;
}

/** Four seconds, all of them speech to the VAD: a tone, or nothing. */
function windowOf(index: number, sounds: boolean): AsrWindow {
  const startMs = index * 4000;
  const samples = Float32Array.from({ length: 64_000 }, (_, i) => (sounds ? 0.3 * Math.sin(i * 0.4) : 0));
  return { index, startMs, endMs: startMs + 4000, samples, speech: [{ startMs, endMs: startMs + 4000 }] };
}

describe('the real library on the processor', () => {
  beforeAll(() => write('scripted.gguf'));

  it('runs a model, hears the samples and times the words inside their phrase', async () => {
    const { engine, device } = await load('scripted.gguf');
    expect(device).toBe('cpu');
    expect(engine.capabilities).toEqual({
      wordTimes: 'interpolated',
      languages: ['en', 'fr', 'tr'],
      maxSeconds: 30,
      batchMax: 8,
    });
    const [loud] = await engine.transcribe([windowOf(0, true)], REQUEST, never);
    expect(loud.words.map(({ text, startMs, endMs }) => [text, startMs, endMs])).toEqual([
      ['one', 0, 500],
      ['two', 500, 1000],
      ['three', 2000, 2545],
      ['five', 2545, 3000],
    ]);
    expect(loud).toMatchObject({ text: 'one two three five', language: 'en', drops: [], notes: [] });
    const [silent] = await engine.transcribe([windowOf(1, false)], REQUEST, never);
    expect(silent.text).toBe('one two four five');
    expect(silent.words[0]).toMatchObject({ startMs: 4000, timing: 'interpolated' });
  });

  it('runs a batch as it runs one, detects the language where none is named, and does it again', async () => {
    const { engine } = await load('scripted.gguf');
    const windows = [windowOf(0, true), windowOf(1, false), windowOf(2, true)];
    const fractions: number[] = [];
    const together = await engine.transcribe(windows, { ...REQUEST, language: undefined }, never, (done) =>
      fractions.push(done),
    );
    expect(together.map((result) => result.text)).toEqual([
      'one two three five',
      'one two four five',
      'one two three five',
    ]);
    expect(together.map((result) => result.language)).toEqual(['en', 'en', 'en']);
    expect(fractions.at(-1)).toBe(1);
    expect(await engine.transcribe(windows, { ...REQUEST, language: undefined, batchSize: 1 }, never)).toEqual(
      together,
    );
  });

  it('refuses a language the model lacks', async () => {
    const { engine } = await load('scripted.gguf');
    await expect(engine.transcribe([windowOf(0, true)], { ...REQUEST, language: 'de' }, never)).rejects.toMatchObject({
      code: 'options-invalid',
    });
  });

  it('stops when cancelled, and is ready for the next run', async () => {
    await write('long.gguf', { script: ['<|0.00|>', ...Array.from({ length: 30 }, () => ' nine')] });
    const { engine } = await load('long.gguf');
    const controller = new AbortController();
    const running = engine.transcribe([windowOf(0, true)], REQUEST, controller.signal);
    controller.abort();
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    const [result] = await engine.transcribe([windowOf(0, true)], REQUEST, never);
    expect(result.text).toBe('nine');
    expect(result.drops[0]).toMatchObject({ reason: 'repetition-loop' });
  });
});

describe('models that do not fit', () => {
  const refused = (file: string, backend: 'cpu' | 'cuda' = 'cpu') =>
    loadTranscribeCppEngine({ model: installed(file), backend, threads: 1 }).then(
      () => 'loaded',
      (error: unknown) => error,
    );

  it('names a file that is not there', async () => {
    expect(await refused('absent.gguf')).toMatchObject({ code: 'model-missing' });
  });

  it('names a file that is no GGUF', async () => {
    await writeFile(scratch.at('page.gguf'), '<!doctype html><title>Not found</title>');
    expect(await refused('page.gguf')).toMatchObject({ code: 'model-corrupt' });
  });

  it('names a file that was cut off, in its header and in its weights', async () => {
    for (const bytes of [2000, 600_000]) {
      await write('cut.gguf');
      await truncate(scratch.at('cut.gguf'), bytes);
      expect(await refused('cut.gguf')).toMatchObject({ code: 'model-corrupt' });
    }
  });

  it('names an architecture that nobody runs', async () => {
    await write('llama.gguf', { pairs: { 'general.architecture': { type: 'string', value: 'llama' } } });
    expect(await refused('llama.gguf')).toMatchObject({
      code: 'model-unsupported',
      message: expect.stringContaining('architecture') as string,
    });
  });

  it('passes on what the library says about a setting or weights that are missing or of another shape', async () => {
    await write('unset.gguf', { pairs: { 'stt.whisper.encoder.d_model': undefined } });
    expect(await refused('unset.gguf')).toMatchObject({
      code: 'model-unsupported',
      message: expect.stringContaining('d_model') as string,
    });
    await write('hollow.gguf', { without: ['dec.blocks.0.ffn.fc2.weight'] });
    expect(await refused('hollow.gguf')).toMatchObject({
      code: 'model-unsupported',
      message: expect.stringContaining('fc2') as string,
    });
    await write('deeper.gguf', { pairs: { 'stt.whisper.decoder.n_layers': { type: 'u32', value: 9 } } });
    expect(await refused('deeper.gguf')).toMatchObject({ code: 'model-unsupported' });
  });

  it('says that a device which is not there cannot be used', async () => {
    await write('scripted.gguf');
    expect(await refused('scripted.gguf', 'cuda')).toMatchObject({
      code: 'inference-failed',
      message: expect.stringContaining('cuda') as string,
    });
  });

  it('takes a package without its library for a tier that is not there', async () => {
    const broken = new Error('No transcribe.cpp native library found: it is not installed');
    const state = await loadBinding(() => Promise.reject(broken));
    expect(state).toEqual({ kind: 'unavailable', reason: `${broken.message}.` });
    const loading = loadTranscribeCppEngine({ model: installed('scripted.gguf'), backend: 'cpu', threads: 1 }, state);
    await expect(loading).rejects.toMatchObject({
      code: 'tool-missing',
      message: expect.stringContaining(broken.message) as string,
    });
  });
});

it('runs in the process of a recogniser', async () => {
  const bytes = scriptedWhisperGguf({ script: SCRIPT });
  await writeFile(scratch.at('apart.gguf'), bytes);
  const { manifest, ...rest } = installed('apart.gguf');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const model = { ...rest, manifest: { ...manifest, files: [{ path: 'apart.gguf', bytes: bytes.length, sha256 }] } };
  const owner = { signal: never, log: silentLogger };
  const asr = await openAsrProcess({ kind: 'transcribe-cpp', model, backend: 'cpu', threads: 1 }, owner);
  onTestFinished(() => asr.dispose());
  expect(asr).toMatchObject({ id: 'scripted', device: 'cpu', capabilities: { wordTimes: 'interpolated' } });
  const results = await asr.transcribe([windowOf(0, true), windowOf(1, false)], REQUEST, never);
  expect(results.map((result) => result.text)).toEqual(['one two three five', 'one two four five']);
});

describe('the throw-away process', () => {
  it('says which library is here and what it computes on', async () => {
    const answer = await probeGguf(never);
    expect(answer).toMatchObject({ kind: 'works', version: expect.stringMatching(/^0\.2\./) as string });
    expect(answer.kind === 'works' && answer.devices.map((device) => device.kind)).toContain('cpu');
  });

  it('says why where the library cannot be loaded', async () => {
    await writeFile(scratch.at('libbroken.so'), 'no library');
    const script = fileURLToPath(new URL('../../src/platform/gguf/probe-child.ts', import.meta.url));
    const env = { TRANSCRIBE_LIBRARY: scratch.at('libbroken.so') };
    const run = await runScript({ script, args: [], env, signal: never, wallMs: 30_000 });
    expect(run).toMatchObject({ code: 0, ended: 'itself' });
    const answer = JSON.parse(run.stdout) as { readonly kind: string; readonly reason: string };
    expect(answer.kind).toBe('failed');
    expect(answer.reason).toMatch(/libbroken|file too short|invalid ELF/);
  });
});
