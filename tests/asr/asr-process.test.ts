import { afterEach, expect, it } from 'vitest';
import type { AsrRequest } from '../../src/core/ports/asr-engine.ts';
import type { AsrProcess } from '../../src/engine/server/asr/open-asr-process.ts';
import { openAsrProcess } from '../../src/engine/server/asr/open-asr-process.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import { installed } from '../support/bundled-stage.ts';
import { failure } from '../engine/harness.ts';
import { audioFixture } from '../support/fixtures.ts';
import { decodePcm } from '../support/pcm.ts';
import { loadDigitsWhisper } from '../support/transcribe-speech.ts';
import { truthWindows } from '../support/truth-windows.ts';

const never = new AbortController().signal;
const request: AsrRequest = { language: 'en', beamSize: 1, batchSize: 2 };
const owner = { signal: never, log: silentLogger };

let asr: AsrProcess | undefined;
afterEach(async () => {
  await asr?.dispose();
});

it('hears in a process of its own what it hears in this one', async () => {
  const samples = decodePcm(audioFixture('digits-mono-20s.flac'));
  // Two windows that share their buffer, as those of a reader may.
  const [window] = truthWindows('digits-mono-20s', samples);
  if (window === undefined) throw new Error('no window');
  const windows = [window, { ...window, index: 1, samples: samples.subarray(0, window.samples.length) }];
  const here = await loadDigitsWhisper();
  const expected = await here.transcribe(windows, request, never);
  const { id, capabilities } = here;
  await here.dispose();
  expect(expected[0]?.words.length).toBeGreaterThan(10);

  const fractions: number[] = [];
  let peak = 0;
  asr = await openAsrProcess(
    { kind: 'whisper-onnx', model: installed('whisper-digits'), device: 'cpu', threads: 2 },
    { ...owner, onPeakRss: (bytes) => (peak = bytes) },
  );
  expect({ id: asr.id, capabilities: asr.capabilities, device: asr.device }).toEqual({
    id,
    capabilities,
    device: 'cpu',
  });
  const results = await asr.transcribe(windows, request, never, (fraction) => fractions.push(fraction));
  expect(results).toEqual(expected);
  expect(fractions.length).toBeGreaterThan(2);
  expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
  expect(fractions.at(-1)).toBe(1);
  expect(peak).toBeGreaterThan(50 * 1024 ** 2);
});

it('says why a model cannot be loaded', async () => {
  const model = installed('whisper-digits');
  const open = (folder: string) =>
    failure(openAsrProcess({ kind: 'whisper-onnx', model: { ...model, folder }, device: 'cpu', threads: 1 }, owner));
  expect((await open('/nonexistent')).code).toMatch(/^model-/);
  expect((await open(installed('ctc-digits').folder)).code).toMatch(/^model-/);
});
