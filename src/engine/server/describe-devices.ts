import type { DeviceVerdict } from '../../core/devices/choose-device.ts';
import { type Device, DEVICES } from '../../shared/device.ts';
import type { Finding } from '../../shared/finding.ts';
import { deviceVerdict } from './device-verdict.ts';

/** What each device other than the processor is good for here. With `anew` all are tried, whatever is remembered. */
export async function describeDevices(signal: AbortSignal, anew: boolean): Promise<Finding[]> {
  const findings: Finding[] = [];
  // One after the other: two drivers that start at once can disturb each other.
  for (const device of DEVICES) {
    if (device !== 'cpu') findings.push(findingOf(device, await deviceVerdict(device, signal, anew)));
  }
  return findings;
}

function findingOf(device: Device, verdict: DeviceVerdict): Finding {
  const base = { topic: 'machine', name: `Device ${device}` } as const;
  switch (verdict.state) {
    case 'works':
      return device === 'webgpu'
        ? { ...base, state: 'ok', value: 'works; used with --device webgpu', code: 'works-when-asked' }
        : { ...base, state: 'ok', value: 'works', code: 'works' };
    case 'absent':
      return {
        ...base,
        state: 'ok',
        value: `not there, not needed: ${verdict.reason}`,
        code: 'device-absent',
        values: { reason: verdict.reason },
      };
    case 'failed':
      // Nobody who has not asked for it misses WebGPU.
      return device === 'webgpu'
        ? {
            ...base,
            state: 'ok',
            value: `does not work, not needed: ${verdict.reason}`,
            code: 'device-failed-unneeded',
            values: { reason: verdict.reason },
          }
        : {
            ...base,
            state: 'warn',
            value: `does not work: ${verdict.reason}`,
            action: 'Update its driver and run `voxlane doctor --retry-gpu`; until then models run on the CPU.',
            code: 'device-failed',
            help: 'device-driver',
            values: { reason: verdict.reason },
          };
  }
}
