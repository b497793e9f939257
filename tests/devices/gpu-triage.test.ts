import { readFile } from 'node:fs/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { triageGpu } from '../../src/engine/server/gpu-triage.ts';
import { askNvidia } from '../../src/platform/system/gpu.ts';
import { fakeNvidiaSmi } from '../support/fake-nvidia-smi.ts';
import { scratchFolder } from '../support/scratch.ts';
import { scriptedWhisperGguf } from '../support/whisper-gguf.ts';

const never = new AbortController().signal;

/** What `voxlane doctor --gpu` finds on machines of all kinds. */
describe('the triage of GPUs', () => {
  const scratch = scratchFolder();
  const findings = async (body: string | undefined) => {
    vi.stubEnv('PATH', body === undefined ? scratch.at('empty') : fakeNvidiaSmi(scratch.at('bin'), body));
    vi.stubEnv('VOXLANE_CACHE', scratch.at('cache'));
    const found = await triageGpu(never);
    return (name: string) => found.filter((finding) => finding.name === name);
  };
  afterEach(() => vi.unstubAllEnvs());

  it('runs a small GGUF model on each backend that the library finds, and one of ONNX on the processor', async () => {
    const named = await findings(undefined);
    expect(named('NVIDIA driver')).toMatchObject([{ state: 'ok', value: expect.stringContaining('not needed') }]);
    expect(named('GPU memory')).toMatchObject([{ state: 'ok' }]);
    expect(named('Device cpu')).toMatchObject([{ state: 'ok', value: 'works' }]);
    expect(named('GGUF models')).toMatchObject([{ state: 'ok', value: expect.stringContaining('runs on') }]);
    expect(named('GGUF on cpu')).toMatchObject([{ state: 'ok', value: 'works' }]);
  });

  it.each([
    ['a good card', 'echo "RTX 4090, 550.54, 24564, 20000"', 'ok', 'RTX 4090, driver 550.54', undefined],
    ['an old driver', 'echo "GTX 1080, 470.82, 8192, 8000"', 'warn', '470.82', '525 or later'],
    [
      'a driver and a library of two versions',
      'echo "Failed to initialize NVML: Driver/library version mismatch" >&2; exit 18',
      'warn',
      'Driver/library version mismatch',
      'restart the computer',
    ],
    [
      'a driver that is not loaded',
      'echo "NVIDIA-SMI has failed" >&2; exit 9',
      'warn',
      'has failed',
      'install the driver',
    ],
    ['a program that hangs', 'exec sleep 60', 'warn', 'no answer within 5 s', 'Restart the computer'],
  ])('says what to do about %s', async (_title, body, state, value, action) => {
    const [driver] = (await findings(body))('NVIDIA driver');
    expect(driver).toMatchObject({ state, value: expect.stringContaining(value) });
    if (action !== undefined) expect(driver.action).toContain(action);
  });

  it('says which card has too little memory, and which libraries a card lacks', async () => {
    const named = await findings('echo "Full, 550.54, 8192, 200"; echo "Free, 550.54, 8192, 8000"');
    expect(named('GPU memory')).toMatchObject([
      { state: 'warn', value: 'Full: 0.2 GiB free of 8.0 GiB', action: expect.stringContaining('Close') },
      { state: 'ok' },
    ]);
    const [cudnn] = named('cuDNN');
    expect(cudnn).toMatchObject({ state: 'warn', action: expect.stringContaining('cuDNN 9') });
  });

  it('ends when it is cancelled', async () => {
    vi.stubEnv('PATH', fakeNvidiaSmi(scratch.at('bin'), 'exec sleep 60'));
    const stop = new AbortController();
    const answer = askNvidia(stop.signal);
    stop.abort();
    await expect(answer).resolves.toMatchObject({ kind: 'failed' });
  });

  it('runs the model that its script makes', async () => {
    const model = await readFile('resources/models/device-probe.gguf');
    expect(Buffer.compare(model, scriptedWhisperGguf({ script: ['<|0.00|>', ' one', '<|1.00|>'] }))).toBe(0);
  });
});
