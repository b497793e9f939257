import { statfs } from 'node:fs/promises';
import { arch, cpus, freemem, release, totalmem, type } from 'node:os';
import { modelBytes } from '../../core/models/choose.ts';
import type { InstalledModel } from '../../core/models/manifest.ts';
import { resolveFfmpeg } from '../../platform/ffmpeg/resolve.ts';
import { listInstalledModels, verifyModel } from '../../platform/models/model-store.ts';
import { createOnnxRuntime, onnxRuntimeVersion, usableCores } from '../../platform/onnx/runtime.ts';
import { findFolderProblem, makeFolder } from '../../platform/storage/make-folder.ts';
import { listGpus } from '../../platform/system/gpu.ts';
import { findYtdlp } from '../../platform/ytdlp/resolve.ts';
import { STALE_DAYS } from '../../platform/ytdlp/version.ts';
import { describeUnknown, toAppError } from '../../shared/app-error.ts';
import type { Finding } from '../../shared/finding.ts';
import type { DoctorInput } from '../protocol/jobs.ts';
import { describeDevices } from './describe-devices.ts';
import { describeGguf } from './describe-gguf.ts';
import { describeLlm } from './describe-llm.ts';
import { triageGpu } from './gpu-triage.ts';
import { loadVadStage } from './load-stages.ts';

const GIB = 1024 ** 3;

/** Examines what the main job needs on this machine: runtime, tools, processor, memory, GPU, models and storage. */
export async function examineMachine(input: DoctorInput, signal: AbortSignal): Promise<Finding[]> {
  if (input.gpuOnly === true) return triageGpu(signal);
  const models = await listInstalledModels(input.modelFolders);
  const checked = await Promise.all(models.map((model) => describeModel(model, models)));
  return [
    { topic: 'runtime', name: 'Node.js', state: 'ok', value: process.version },
    await describeInference(models),
    await describeGguf(signal),
    await describeLlm(models, signal),
    ...(await describeTools()),
    await describeDownloader(signal),
    ...describeMachine(),
    ...(await describeGpus(signal)),
    ...(await describeDevices(signal, input.retryGpu === true)),
    ...checked,
    ...adviseOnModels(models, input),
    await describeStorage(input.jobsFolder),
  ];
}

async function describeInference(models: readonly InstalledModel[]): Promise<Finding> {
  const base = { topic: 'runtime', name: 'ONNX Runtime' } as const;
  const vad = models.find((model) => model.manifest.task === 'vad' && model.problem === undefined);
  if (vad === undefined) {
    return {
      ...base,
      state: 'bad',
      value: 'no speech detector to test it with',
      action: 'Run `npm run build` again.',
      code: 'no-detector',
      help: 'build-again',
    };
  }
  try {
    const loaded = await loadVadStage(createOnnxRuntime(), vad);
    await loaded.dispose();
    return {
      ...base,
      state: 'ok',
      value: `${onnxRuntimeVersion()} (loads and runs models on the CPU)`,
      code: 'onnx-works',
      values: { version: onnxRuntimeVersion() },
    };
  } catch (error) {
    const value = describeUnknown(error);
    return {
      ...base,
      state: 'bad',
      value,
      action: 'Install Voxlane again.',
      code: 'tool-failed',
      help: 'install-again',
      values: { reason: value },
    };
  }
}

async function describeTools(): Promise<Finding[]> {
  const base = { topic: 'tools', name: 'ffmpeg' } as const;
  try {
    const tools = await resolveFfmpeg();
    if (tools === undefined) {
      const action = 'Install ffmpeg (Debian: apt install ffmpeg), or set VOXLANE_FFMPEG to its path.';
      return [
        {
          ...base,
          state: 'warn',
          value: 'not found: only PCM WAV files can be read',
          action,
          code: 'ffmpeg-missing',
          help: 'ffmpeg',
        },
      ];
    }
    const { version, ffmpegPath: path, source } = tools;
    return [
      {
        ...base,
        state: 'ok',
        value: `${version} at ${path} (${source})`,
        code: 'tool-found',
        values: { version, path, source },
      },
    ];
  } catch (error) {
    const { parts } = toAppError(error);
    return [
      {
        ...base,
        state: 'bad',
        value: parts.what,
        action: parts.action,
        code: 'tool-failed',
        values: { reason: parts.what },
      },
    ];
  }
}

async function describeDownloader(signal: AbortSignal): Promise<Finding> {
  const base = { topic: 'tools', name: 'yt-dlp' } as const;
  const update = { action: 'Run `voxlane tools update`.', help: 'ytdlp' } as const;
  try {
    const tool = await findYtdlp(signal);
    if (tool === undefined)
      return {
        ...base,
        state: 'warn',
        value: 'not found: nothing can be downloaded from the web',
        code: 'ytdlp-missing',
        ...update,
      };
    const { version, path, source, ageDays = 0 } = tool;
    const value = `${version} at ${path} (${source})`;
    const values = { version, path, source, days: ageDays };
    if (tool.belowFloor)
      return {
        ...base,
        state: 'warn',
        value: `${value} has known security holes and is not used`,
        code: 'ytdlp-unsafe',
        values,
        ...update,
      };
    return ageDays > STALE_DAYS
      ? { ...base, state: 'warn', value: `${value} is ${ageDays} days old`, code: 'ytdlp-old', values, ...update }
      : { ...base, state: 'ok', value, code: 'tool-found', values };
  } catch (error) {
    const { code, parts } = toAppError(error);
    if (code === 'cancelled') throw error;
    return {
      ...base,
      state: 'warn',
      value: parts.what,
      action: parts.action,
      code: 'tool-failed',
      values: { reason: parts.what },
    };
  }
}

function describeMachine(): Finding[] {
  const free = freemem() / GIB;
  const values = { name: '', free, total: totalmem() / GIB };
  const memory = `${free.toFixed(1)} GiB free of ${(totalmem() / GIB).toFixed(1)} GiB`;
  return [
    { topic: 'machine', name: 'System', state: 'ok', value: `${type()} ${release()} ${arch()}` },
    {
      topic: 'machine',
      name: 'Processor',
      state: 'ok',
      value: `${cpus()[0]?.model.trim() ?? '?'}, ${usableCores()} cores`,
      code: 'processor',
      values: { name: cpus()[0]?.model.trim() ?? '?', cores: usableCores() },
    },
    free < 1
      ? {
          topic: 'machine',
          name: 'Memory',
          state: 'warn',
          value: memory,
          action: 'Close other programs before a long job.',
          code: 'memory',
          help: 'close-programs',
          values,
        }
      : { topic: 'machine', name: 'Memory', state: 'ok', value: memory, code: 'memory', values },
  ];
}

async function describeGpus(signal: AbortSignal): Promise<Finding[]> {
  const gpus = await listGpus(signal);
  if (gpus.length === 0)
    return [{ topic: 'machine', name: 'GPU', state: 'ok', value: 'none found; not needed', code: 'gpu-none' }];
  return gpus.map((gpu) => ({
    topic: 'machine',
    name: 'GPU',
    state: 'ok',
    value: `${gpu.name}, ${gpu.memoryFreeMiB} MiB free of ${gpu.memoryTotalMiB} MiB, driver ${gpu.driver}`,
    code: 'gpu-found',
    values: { name: gpu.name, free: gpu.memoryFreeMiB, total: gpu.memoryTotalMiB, driver: gpu.driver },
  }));
}

async function describeModel(model: InstalledModel, all: readonly InstalledModel[]): Promise<Finding> {
  const { manifest } = model;
  const base = { topic: 'models', name: manifest.id } as const;
  const label = manifest.label === undefined ? '' : `; ${manifest.label}`;
  try {
    await verifyModel(model, { full: true });
    const size = (modelBytes(model) / 1024 ** 2).toFixed(1);
    return {
      ...base,
      state: 'ok',
      value: `${manifest.task}, ${size} MiB, verified${label}`,
      code: 'model-verified',
      values: { task: manifest.task, size: modelBytes(model) / 1024 ** 2, label },
    };
  } catch (error) {
    const { parts } = toAppError(error);
    // A fixture stands in for nothing real.
    const spare = all.some(
      (other) =>
        other !== model &&
        other.manifest.task === manifest.task &&
        other.problem === undefined &&
        (manifest.fixture || !other.manifest.fixture),
    );
    return {
      ...base,
      state: spare ? 'warn' : 'bad',
      value: parts.what,
      action: parts.action,
      code: 'model-failed',
      values: { reason: parts.what },
    };
  }
}

function adviseOnModels(models: readonly InstalledModel[], input: DoctorInput): Finding[] {
  const real = models.some((m) => m.manifest.task === 'asr' && !m.manifest.fixture && m.problem === undefined);
  if (real) return [];
  return [
    {
      topic: 'models',
      name: 'speech recognition',
      state: 'warn',
      value:
        'only the test fixture is installed; without --preset demo the subtitles will hold times and speakers but no text',
      action: `Run \`voxlane models pull whisper-base\`, or put a Whisper ONNX export into a folder of ${input.modelFolders[0] ?? 'the models folder'}.`,
      code: 'no-recogniser',
      help: 'pull-recogniser',
    },
  ];
}

async function describeStorage(folder: string): Promise<Finding> {
  const base = { topic: 'storage', name: 'Work folder' } as const;
  try {
    await makeFolder(folder);
    const problem = await findFolderProblem(folder);
    if (problem !== undefined) throw new Error(problem);
    const { bavail, bsize } = await statfs(folder);
    const freeGiB = (bavail * bsize) / GIB;
    const value = `${folder}, ${freeGiB.toFixed(1)} GiB free`;
    const found = { ...base, value, code: 'folder-free', values: { folder, free: freeGiB } } as const;
    return freeGiB < 1
      ? { ...found, state: 'warn', action: 'Free some disk space before a long job.', help: 'free-disk' }
      : { ...found, state: 'ok' };
  } catch (error) {
    return {
      ...base,
      state: 'bad',
      value: toAppError(error).parts.what,
      action: 'Set VOXLANE_CACHE to a folder that can be written.',
      code: 'folder-failed',
      help: 'set-cache',
      values: { reason: toAppError(error).parts.what },
    };
  }
}
