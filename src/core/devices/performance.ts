import type { DeviceWish } from '../../shared/device.ts';
import type { PerformanceProfile } from '../../shared/performance.ts';

/** What a profile fixes. */
export interface FixedByProfile {
  readonly device: DeviceWish;
  /** Only models of this precision are chosen by themselves. */
  readonly precision: 'fp32' | 'fp16' | undefined;
  /** Windows decoded at a time, whatever memory is free. */
  readonly batchSize: number | undefined;
}

const FIXED_BATCH = 8;

/** What holds for a run with this profile, when its user asks for `device`. */
export function fixedBy(profile: PerformanceProfile, device: DeviceWish): FixedByProfile {
  switch (profile) {
    case 'auto':
      return { device, precision: undefined, batchSize: undefined };
    case 'cpu':
      return { device: 'cpu', precision: undefined, batchSize: FIXED_BATCH };
    case 'gpu_fp32':
    case 'gpu_fp16':
      return {
        device: device === 'cpu' ? 'auto' : device,
        precision: profile === 'gpu_fp32' ? 'fp32' : 'fp16',
        batchSize: FIXED_BATCH,
      };
  }
}
