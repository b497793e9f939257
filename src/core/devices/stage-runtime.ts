import type { Alert } from '../../shared/alert.ts';
import { toAppError } from '../../shared/app-error.ts';
import type { Device } from '../../shared/device.ts';
import type { InferenceRuntime, InferenceSession, SessionOptions } from '../ports/inference.ts';
import { type Downgrade, downgradeAlert } from './downgrade.ts';
import { reasonOf, ResilientSession } from './resilient-session.ts';

export interface StageRuntimeParts {
  readonly stage: string;
  readonly device: Device;
  /** Runs models on the device. */
  readonly onDevice: InferenceRuntime;
  readonly onCpu: InferenceRuntime;
  /** Told at once of every step down. */
  readonly onDowngrade?: (downgrade: Downgrade) => void;
}

/** Runs the models of one stage on a device and keeps going when that fails; remembers what really ran. */
export interface StageRuntime extends InferenceRuntime {
  /** Where the stage's models run: the device, `cpu` after a step down, or both as `cuda+cpu`. */
  readonly device: string;
  /** Alerts about the steps down since the last call. */
  takeAlerts(): readonly Alert[];
}

/** A runtime whose sessions step down instead of failing (see `ResilientSession`); a model the device refuses is loaded on the processor. */
export function createStageRuntime(parts: StageRuntimeParts): StageRuntime {
  const { stage, device, onDevice, onCpu } = parts;
  let alerts: Alert[] = [];
  let loaded = 0;
  let moved = 0;
  const tell = (downgrade: Downgrade): void => {
    if (downgrade.kind === 'device') moved++;
    alerts.push(downgradeAlert(downgrade));
    parts.onDowngrade?.(downgrade);
  };

  const open = async (path: string, options: SessionOptions): Promise<[InferenceSession, Device]> => {
    try {
      return [await onDevice.load(path, options), device];
    } catch (thrown) {
      const error = toAppError(thrown);
      if (device === 'cpu' || error.code === 'model-missing' || error.code === 'cancelled') throw error;
      // If the file is at fault the processor says so; then there was no step down.
      const session = await onCpu.load(path, options);
      tell({ kind: 'device', stage, from: device, to: 'cpu', reason: reasonOf(error) });
      return [session, 'cpu'];
    }
  };

  return {
    cores: onCpu.cores,
    parallel: onDevice.parallel,
    get device() {
      if (moved === 0) return device;
      return moved < loaded ? `${device}+cpu` : 'cpu';
    },
    takeAlerts() {
      const taken = alerts;
      alerts = [];
      return taken;
    },
    async load(path, options) {
      const [session, at] = await open(path, options);
      loaded++;
      return new ResilientSession({
        session,
        device: at,
        loadOnCpu: () => onCpu.load(path, options),
        divisible: options.divisible === true,
        onStep: (step) => tell({ ...step, stage }),
      });
    },
  };
}
