import { expect, it } from 'vitest';
import { AppError } from '../../../../shared/app-error.ts';
import type { ErrorCode } from '../../../../shared/error-codes.ts';
import { failureOf, failureOfWindow } from './failure.ts';

function error(code: ErrorCode, what: string, details = {}, cause?: unknown): AppError {
  return new AppError(
    code,
    { what, meaning: 'm', action: 'a' },
    { details, ...(cause === undefined ? {} : { cause }) },
  );
}

const DIED = error('engine-crashed', 'The engine process ended (signal SIGABRT).', { signal: 'SIGABRT' });
const ALLOC = 'BFCArena::AllocateRawInternal Failed to allocate memory';

it.each([
  ['memory, in the native text', error('inference-failed', 'Failed.', {}, new Error(ALLOC)), 'cpu', 'memory'],
  ['memory, in the last words', error('engine-crashed', 'Ended.', { output: 'std::bad_alloc' }), 'cpu', 'memory'],
  ['memory suspected: death with a GPU', DIED, 'cuda', 'memory'],
  ['memory suspected: a hang with a GPU', error('engine-unresponsive', 'No sign of life.'), 'vulkan', 'memory'],
  ['its process, on the processor', DIED, 'cpu', 'process'],
  ['its process, late', error('timed-out', 'Too late.'), 'cpu', 'process'],
  [
    'the device',
    error('inference-failed', 'Failed.', {}, new Error('CUDA failure 719: launch failure')),
    'cuda',
    'device',
  ],
  ['no device where there is none', error('inference-failed', 'CUDA is absent.'), 'cpu', 'window'],
  ['the model', error('model-corrupt', 'Damaged.'), 'cuda', 'model'],
  ['the model: it lacks the language', error('options-invalid', 'Not known.'), 'cpu', 'model'],
  ['a plain fault', error('inference-failed', 'Got invalid dimensions.'), 'cuda', 'window'],
] as const)('puts a failure down to %s', (_name, thrown, device, kind) => {
  expect(failureOf(thrown, device, 'run').kind).toBe(kind);
});

it('takes a fault while loading for the model on the processor and for the device elsewhere', () => {
  const thrown = error('inference-failed', 'Protobuf parsing failed.');
  expect(failureOf(thrown, 'cpu', 'open').kind).toBe('model');
  expect(failureOf(thrown, 'cuda', 'open').kind).toBe('device');
});

it('wants a process that is gone opened again, and not one that only threw', () => {
  expect(failureOf(error('engine-protocol', 'Nonsense.', { processEnded: true }), 'cpu', 'run')).toMatchObject({
    kind: 'window',
    ended: true,
  });
  expect(failureOf(error('inference-failed', 'Got invalid dimensions.'), 'cpu', 'run').ended).toBe(false);
  expect(failureOfWindow(ALLOC, 'cpu')).toMatchObject({ kind: 'memory', ended: true });
  expect(failureOfWindow('CUDA failure 700', 'cuda').kind).toBe('device');
  expect(failureOfWindow('CUDA failure 700', 'cpu').kind).toBe('window');
});
