import type { GgufBackend } from '../../core/models/asr-candidate.ts';
import type { AsrChoice } from '../../core/models/asr-choice.ts';
import type { MachineNow } from '../../core/models/asr-settled.ts';
import { chooseForJob, type RecogniserFacts } from '../../core/models/choose-for-job.ts';
import type { InstalledModel } from '../../core/models/manifest.ts';
import { memoryBudgetOf } from '../../core/models/needs.ts';
import { fixedBy } from '../../core/devices/performance.ts';
import type { TranscribeOptions } from '../../core/pipeline/options.ts';
import { claimableGpuMemory } from '../../platform/devices/gpu-leases.ts';
import { readCatalogue } from '../../platform/models/catalogue-file.ts';
import { footprintsOf, type ModelMeasure, readMeasures, speedsOf } from '../../platform/models/model-measures.ts';
import { workCores } from '../../platform/system/cores.ts';
import { usableMemory } from '../../platform/system/machine.ts';
import type { Device, DeviceWish } from '../../shared/device.ts';
import type { TranscribeInput } from '../protocol/jobs.ts';
import { measuredContent, measuredVersions } from './measured-versions.ts';

/** Recognisers for a job, best first, with what was passed over and why. Only the machine is asked; nothing is loaded. */
export async function chooseRecogniser(
  input: Pick<TranscribeInput, 'preset' | 'asr' | 'speeds' | 'threads'>,
  options: Pick<TranscribeOptions, 'language' | 'languages' | 'quality' | 'performance' | 'device'>,
  installed: readonly InstalledModel[],
  device: Device,
  begun?: string,
): Promise<AsrChoice> {
  const order = { wish: options.device, performance: options.performance, threads: input.threads ?? workCores() };
  const facts = await recogniserFacts(installed, device, order);
  const { precision, batchSize } = fixedBy(options.performance, device);
  const isFixed = batchSize !== undefined;
  return chooseForJob(
    installed,
    { ...options, ...input, begun, precision, isFixed, speeds: input.speeds ?? [] },
    facts,
  );
}

/** What choices of recognisers rest on when models of ONNX Runtime run on `device`, and `wish` was asked for. */
export async function recogniserFacts(
  installed: readonly InstalledModel[],
  device: Device,
  order: {
    readonly wish: DeviceWish;
    readonly performance: TranscribeOptions['performance'];
    readonly threads: number;
  },
): Promise<RecogniserFacts> {
  const { wish, performance, threads } = order;
  const [catalogue, measures, machine] = await Promise.all([
    // Models work without their catalogue entries; who asks for these hears that the file is broken.
    readCatalogue().catch(() => undefined),
    measuresOf(installed, performance),
    recogniserMachine(device, wish, threads),
  ]);
  return {
    machine,
    entries: catalogue?.models ?? [],
    speeds: speedsOf(measures, threads),
    footprints: footprintsOf(measures),
  };
}

/** What was measured of these very models with this profile. */
async function measuresOf(
  installed: readonly InstalledModel[],
  profile: TranscribeOptions['performance'],
): Promise<readonly ModelMeasure[]> {
  const measures = await readMeasures(measuredVersions(), profile);
  const whole = await Promise.all(
    measures.map(async (measure) => {
      const model = installed.find(({ manifest }) => manifest.id === measure.model);
      return model !== undefined && (await measuredContent(model)) === measure.content;
    }),
  );
  return measures.filter((_, i) => whole[i]);
}

/** What this machine has for recognisers when models of ONNX Runtime run on `device`, and `wish` was asked for. */
async function recogniserMachine(device: Device, wish: DeviceWish, threads: number): Promise<MachineNow> {
  const onnx: readonly Device[] = device === 'cpu' ? ['cpu'] : [device, 'cpu'];
  const gpus = wish === 'cpu' ? [] : await claimableGpuMemory();
  return {
    memoryBytes: memoryBudgetOf(usableMemory()),
    physicalCores: threads,
    gpus,
    places: {
      'whisper-onnx': onnx,
      'ctc-onnx': onnx,
      'transcribe-cpp': [...ggufBackends(wish, gpus.length > 0), 'cpu'],
    },
  };
}

/** The backends besides the processor that the packages of transcribe.cpp bring along for this system. */
function ggufBackends(wish: DeviceWish, hasGpu: boolean): readonly GgufBackend[] {
  if (wish === 'cpu') return [];
  if (process.platform === 'darwin') return process.arch === 'arm64' ? ['metal'] : [];
  return hasGpu ? ['vulkan'] : [];
}
