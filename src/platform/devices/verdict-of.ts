import type { DeviceVerdict } from '../../core/devices/choose-device.ts';
import type { Device } from '../../shared/device.ts';
import { deviceSignature } from './device-signature.ts';
import { probeDevice, type ProbeOptions } from './probe-device.ts';
import { rememberedVerdict, rememberVerdict } from './verdict-cache.ts';

export interface VerdictOptions extends ProbeOptions {
  /** Whether the installed runtime has this device at all. */
  readonly provider: 'included' | 'missing' | 'unknown';
  readonly runtimeVersion: string;
  /** Try again even if an earlier verdict is still believed. */
  readonly anew?: boolean;
  readonly nowMs?: () => number;
}

/**
 * Whether a device runs models: as remembered, or tried now in a process of its own and remembered. Throws `cancelled`
 * only.
 */
export async function verdictOf(device: Device, options: VerdictOptions): Promise<DeviceVerdict> {
  if (device === 'cpu') return { state: 'works' };
  if (options.provider !== 'included') return { state: 'absent', reason: ABSENT[options.provider](device) };
  const nowMs = options.nowMs ?? Date.now;
  const signature = await deviceSignature(device, options.runtimeVersion, options.signal);
  const known = options.anew === true ? undefined : await rememberedVerdict(device, signature, nowMs());
  if (known !== undefined) return known;
  const verdict = await probeDevice(device, options);
  await rememberVerdict(device, signature, verdict, nowMs());
  return verdict;
}

const ABSENT = {
  unknown: (device: Device) => `this build of ONNX Runtime for this system has no ${device}.`,
  missing: (device: Device) => `the ${device} library of ONNX Runtime is not installed.`,
};
