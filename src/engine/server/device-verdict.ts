import type { DeviceVerdict } from '../../core/devices/choose-device.ts';
import { verdictOf } from '../../platform/devices/verdict-of.ts';
import { providerState } from '../../platform/onnx/providers.ts';
import { onnxRuntimeVersion } from '../../platform/onnx/runtime.ts';
import type { Device } from '../../shared/device.ts';

/** Whether a device runs models with the installed runtime; tried once, then remembered. Throws `cancelled`. */
export function deviceVerdict(device: Device, signal: AbortSignal, anew = false): Promise<DeviceVerdict> {
  return verdictOf(device, { signal, anew, provider: providerState(device), runtimeVersion: onnxRuntimeVersion() });
}
