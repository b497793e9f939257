import { arch, platform } from 'node:os';
import type { InstalledModel } from '../../core/models/manifest.ts';
import { modelIdentity } from '../../platform/models/model-identity.ts';
import { onnxRuntimeVersion } from '../../platform/onnx/runtime.ts';
import { stageKey } from '../../platform/storage/stage-key.ts';

/** Versions that a measure of a recogniser depends on. */
export function measuredVersions(): string {
  return `onnxruntime ${onnxRuntimeVersion()}, ${platform()} ${arch()}`;
}

/** Tells the files of a model from others that have or had its id. */
export async function measuredContent(model: InstalledModel): Promise<string> {
  return stageKey({ measured: await modelIdentity(model) });
}
