import type { Alert } from '../../shared/alert.ts';
import type { Device, DeviceWish } from '../../shared/device.ts';

/** What is known of a device: it ran a model, it is not part of this installation, or it was tried and failed. */
export type DeviceVerdict =
  | { readonly state: 'works' }
  | { readonly state: 'absent'; readonly reason: string }
  | { readonly state: 'failed'; readonly reason: string };

export interface DeviceChoice {
  readonly device: Device;
  /** Why it is not the one that was asked for, or the better one that is there. */
  readonly alert?: Alert;
}

/** Best first. Not WebGPU: it may be emulated by the processor, which is slower than the processor itself. */
const BEST_FIRST: readonly Device[] = ['cuda', 'dml', 'coreml'];

/**
 * Takes the device that was asked for, or with `auto` the best that works; the processor otherwise, and never without
 * saying why. A device that is not part of the installation needs no word with `auto`.
 */
export async function chooseDevice(
  wish: DeviceWish,
  verdictOf: (device: Device) => Promise<DeviceVerdict>,
): Promise<DeviceChoice> {
  if (wish === 'cpu') return { device: 'cpu' };
  const failures: string[] = [];
  for (const device of wish === 'auto' ? BEST_FIRST : [wish]) {
    const verdict = await verdictOf(device);
    if (verdict.state === 'works') return { device };
    if (wish === 'auto' && verdict.state === 'failed') failures.push(`${device} does not work: ${verdict.reason}`);
    if (wish !== 'auto') return { device: 'cpu', alert: refused(wish, verdict.reason) };
  }
  return failures.length === 0 ? { device: 'cpu' } : { device: 'cpu', alert: unusable(failures) };
}

function refused(wish: Device, reason: string): Alert {
  return {
    code: 'downgrade-device',
    severity: 'warning',
    message: `Asked for ${wish}, used cpu because ${reason} See \`voxlane doctor\`.`,
    values: { variant: 'asked', wish, reason },
  };
}

function unusable(failures: readonly string[]): Alert {
  return {
    code: 'downgrade-device',
    severity: 'info',
    message: `Used cpu, because ${failures.join(' ')} See \`voxlane doctor\`; with --device cpu nothing else is tried.`,
    values: { reason: failures.join(' ') },
  };
}
