const NAMES: Readonly<Record<string, string>> = {
  cpu: 'CPU',
  cuda: 'CUDA',
  dml: 'DirectML',
  coreml: 'Core ML',
  webgpu: 'WebGPU',
  vulkan: 'Vulkan',
  metal: 'Metal',
};

/** A device that models run on, as people write it: `CPU`, `Core ML`. An unknown one stays as it is. */
export function deviceName(device: string): string {
  return NAMES[device] ?? device;
}
