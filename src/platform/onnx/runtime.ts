import { availableParallelism } from 'node:os';
import { access } from 'node:fs/promises';
import * as ort from 'onnxruntime-node';
import type {
  InferenceRuntime,
  InferenceSession,
  SessionOptions,
  Tensor,
  TensorInfo,
} from '../../core/ports/inference.ts';
import { classifyNativeFailure } from '../../core/devices/native-failure.ts';
import { AppError, describeUnknown } from '../../shared/app-error.ts';
import { loadOnThread } from './thread-session.ts';
import type { Device } from '../../shared/device.ts';

/** Cores this process may use: `VOXLANE_THREADS` if set, otherwise what the operating system grants. */
export function usableCores(): number {
  const wanted = Number(process.env['VOXLANE_THREADS']);
  return Number.isInteger(wanted) && wanted > 0 ? wanted : availableParallelism();
}

/** Version of the native runtime in use. */
export function onnxRuntimeVersion(): string {
  return ort.env.versions.node ?? ort.env.versions.common;
}

/**
 * The ONNX Runtime door: sessions on one device, sequential execution. `threads` limits the cores a session may use below
 * `usableCores`. On a device other than the processor, steps of a model that it cannot do run on the processor; with
 * `wholly` such a model fails to load instead.
 */
export function createOnnxRuntime(threads = Infinity, device: Device = 'cpu', wholly = false): InferenceRuntime {
  const cores = threads >= 1 ? Math.min(usableCores(), Math.floor(threads)) : 1;
  const parallel = device === 'cpu' ? Math.min(cores, MOST_PARALLEL) : 1;
  return {
    cores,
    parallel,
    load: (path, options) =>
      options.ownThread === true && parallel > 1
        ? loadOnThread(path, { ...options, threads: Math.min(options.threads, cores) })
        : load(path, {
            ...options,
            threads: Math.min(options.threads, cores),
            device,
            wholly: wholly && device !== 'cpu',
          }),
  };
}

/** Each has its own copy of the model in memory. */
const MOST_PARALLEL = 8;

interface LoadOptions extends SessionOptions {
  readonly device: Device;
  readonly wholly: boolean;
}

/** What ONNX Runtime says on stderr: warnings and worse. The host of the process shows each once. */
const LOG_WARNINGS = 2;

async function load(path: string, options: LoadOptions): Promise<InferenceSession> {
  await access(path).catch((cause: unknown) => {
    throw new AppError(
      'model-missing',
      {
        what: `The model file ${path} is not there.`,
        meaning: 'This stage cannot run without it.',
        action: 'Check `voxlane models list`, or reinstall the model.',
      },
      { cause },
    );
  });
  const session = await ort.InferenceSession.create(path, {
    // Alone: from a longer list the library drops what it does not have, and only the console hears of it.
    executionProviders: [options.device],
    intraOpNumThreads: options.threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    logSeverityLevel: LOG_WARNINGS,
    // Spinning threads steal the cores from ffmpeg and from parallel sessions.
    extra: {
      session: {
        intra_op: { allow_spinning: '0' },
        ...(options.wholly ? { disable_cpu_ep_fallback: '1' } : {}),
      },
    },
  }).catch((cause: unknown) => {
    if (options.device !== 'cpu') throw deviceRefused(path, options.device, cause);
    throw new AppError(
      'model-corrupt',
      {
        what: `The model file ${path} could not be loaded (${describeUnknown(cause)}).`,
        meaning: 'The file is damaged or is not a model this version understands.',
        action: 'Remove it and install the model again.',
      },
      { cause },
    );
  });
  return wrap(session, path);
}

function wrap(session: ort.InferenceSession, path: string): InferenceSession {
  return {
    inputs: session.inputMetadata.map(tensorInfo),
    outputs: session.outputMetadata.map(tensorInfo),
    async run(feeds, fetches) {
      const native: Record<string, ort.Tensor> = {};
      for (const [name, tensor] of Object.entries(feeds)) native[name] = toNative(tensor);
      try {
        const results = fetches === undefined ? await session.run(native) : await session.run(native, fetches);
        return results as unknown as Record<string, Tensor>;
      } catch (cause) {
        throw inferenceError(path, cause);
      }
    },
    dispose: () => session.release(),
  };
}

/** Runtime-owned tensors pass through untouched, so a KV cache goes back in without a copy. */
function toNative(tensor: Tensor): ort.Tensor {
  if (tensor.type === 'float16') return toNativeHalf(tensor);
  if (tensor instanceof ort.Tensor) return tensor;
  return new ort.Tensor(tensor.type as 'float32', tensor.data as Float32Array, tensor.dims);
}

/**
 * Where JavaScript has Float16Array (Node 24), the library turns half floats into one, but its native side (1.30) reads
 * such data as empty and accepts only 16-bit integers. So the same memory goes in as uint16, labelled float16.
 */
function toNativeHalf(tensor: Tensor): ort.Tensor {
  const { buffer, byteOffset, length } = tensor.data;
  const bits = new Uint16Array(buffer, byteOffset, length);
  return Object.assign(new ort.Tensor('uint16', bits, tensor.dims), { type: 'float16' });
}

function tensorInfo(meta: ort.InferenceSession.ValueMetadata): TensorInfo {
  return meta.isTensor
    ? { name: meta.name, type: meta.type, shape: meta.shape }
    : { name: meta.name, type: '?', shape: [] };
}

function deviceRefused(path: string, device: Device, cause: unknown): AppError {
  return new AppError(
    'inference-failed',
    {
      what: `The model file ${path} could not be loaded on ${device} (${describeUnknown(cause)}).`,
      meaning: 'The device or its driver is not there, is busy, or cannot run this model.',
      action: 'Run `voxlane doctor`, or use --device cpu.',
    },
    { cause },
  );
}

function inferenceError(path: string, cause: unknown): AppError {
  const text = describeUnknown(cause);
  const outOfMemory = classifyNativeFailure(text) === 'out-of-memory';
  return new AppError(
    outOfMemory ? 'out-of-memory' : 'inference-failed',
    {
      what: `The model ${path} failed while running (${text}).`,
      meaning: outOfMemory ? 'The machine ran out of memory.' : 'The model and its input do not fit together.',
      action: outOfMemory
        ? 'Close other programs or choose a smaller model.'
        : 'Check the model with `voxlane models list`.',
    },
    { cause },
  );
}
