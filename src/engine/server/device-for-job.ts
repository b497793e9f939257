import { chooseDevice, type DeviceChoice, type DeviceVerdict } from '../../core/devices/choose-device.ts';
import type { Downgrade } from '../../core/devices/downgrade.ts';
import { createStageRuntime, type StageRuntime } from '../../core/devices/stage-runtime.ts';
import type { InferenceRuntime } from '../../core/ports/inference.ts';
import type { OpenedRung } from '../../core/stages/asr/cascade/cascade.ts';
import { createOnnxRuntime } from '../../platform/onnx/runtime.ts';
import { workCores } from '../../platform/system/cores.ts';
import type { Alert } from '../../shared/alert.ts';
import type { Device, DeviceWish } from '../../shared/device.ts';
import type { Logger } from '../../shared/logger.ts';
import type { AsrSpec } from '../protocol/asr-jobs.ts';
import type { TranscribeInput } from '../protocol/jobs.ts';
import type { ProcessOwner } from './asr/model-process.ts';
import { openAsrProcess } from './asr/open-asr-process.ts';
import { deviceVerdict } from './device-verdict.ts';

/** The devices of this machine. */
export interface Hardware {
  verdictOf(device: Device, signal: AbortSignal): Promise<DeviceVerdict>;
  runtimeOn(device: Device, threads: number): InferenceRuntime;
  /** Opens a recogniser on its device alone, or rejects. */
  openAsr(spec: AsrSpec, owner: ProcessOwner): Promise<OpenedRung>;
}

export const thisMachine: Hardware = {
  verdictOf: (device, signal) => deviceVerdict(device, signal),
  runtimeOn: (device, threads) => createOnnxRuntime(threads, device),
  openAsr: openAsrProcess,
};

interface JobDevice {
  /** What the models of most stages start on. */
  readonly chosen: Device;
  /** A runtime for the models of one stage. */
  readonly runtimeOf: (stage: string) => StageRuntime;
  /** Why the device is not the one that was asked for. */
  readonly notices: readonly Alert[];
  /** The steps down of all stages so far. */
  readonly downgrades: readonly Downgrade[];
  /** Adds a step that a stage took by itself. */
  readonly tell: (downgrade: Downgrade) => void;
}

/** Chooses what the models of a job run on. A look at unfinished work runs none, so it tries no device. */
export async function deviceForJob(
  input: Pick<TranscribeInput, 'threads' | 'partial' | 'afterDeath'>,
  wish: DeviceWish,
  { signal, log }: { readonly signal: AbortSignal; readonly log: Logger },
  hardware: Hardware,
): Promise<JobDevice> {
  const chosen = await chooseDevice(input.partial === true ? 'cpu' : wish, (device) =>
    hardware.verdictOf(device, signal),
  );
  const choice = input.afterDeath === true ? withoutSuspect(chosen) : chosen;
  const threads = input.threads ?? workCores();
  const downgrades: Downgrade[] = [];
  const tell = (downgrade: Downgrade): void => {
    downgrades.push(downgrade);
    log.warn(`a model stepped from ${downgrade.from} to ${downgrade.to}`, { ...downgrade });
  };
  return {
    chosen: choice.device,
    downgrades,
    tell,
    notices: choice.alert === undefined ? [] : [choice.alert],
    runtimeOf: (stage) =>
      createStageRuntime({
        stage,
        device: deviceOf(stage, choice.device),
        onDevice: hardware.runtimeOn(deviceOf(stage, choice.device), threads),
        onCpu: hardware.runtimeOn('cpu', threads),
        onDowngrade: tell,
      }),
  };
}

/** A driver that takes the process with it would do so again. */
function withoutSuspect(chosen: DeviceChoice): DeviceChoice {
  if (chosen.device === 'cpu') return chosen;
  const values = { variant: 'died', from: chosen.device };
  const message =
    `The engine process died while ${chosen.device} was in use, so the rest of the job ran on cpu. ` +
    'If this happens again, update the driver or use --device cpu.';
  return { device: 'cpu', alert: { code: 'downgrade-device', severity: 'warning', message, values } };
}

/** The speech detector takes 32 ms at a time: to hand each step to another device would take longer than the step. */
function deviceOf(stage: string, chosen: Device): Device {
  return stage === 'vad' ? 'cpu' : chosen;
}
