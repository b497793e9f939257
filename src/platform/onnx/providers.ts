import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { listSupportedBackends } from 'onnxruntime-node';
import type { Device } from '../../shared/device.ts';

/** Whether the installed runtime can drive a device at all: `included`, `unknown` to this build, or its library is `missing`. */
export type ProviderState = 'included' | 'missing' | 'unknown';

/** Asks the installed runtime about a device. Loads no driver, so it cannot crash. */
export function providerState(device: Device): ProviderState {
  const backend = listSupportedBackends().find(({ name }) => name === device);
  if (backend === undefined) return 'unknown';
  return backend.bundled || existsSync(libraryOf(device)) ? 'included' : 'missing';
}

/** Providers that are not bundled are a library beside the runtime's own; the package's installer may have fetched it. */
function libraryOf(device: Device): string {
  const folder = join(dirname(createRequire(import.meta.url).resolve('onnxruntime-node')), '..', 'bin', 'napi-v6');
  const name = `onnxruntime_providers_${device}`;
  const file = process.platform === 'win32' ? `${name}.dll` : `lib${name}.so`;
  return join(folder, process.platform, process.arch, file);
}
