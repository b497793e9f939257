import { arch, platform } from 'node:os';
import { onnxRuntimeVersion } from '../../platform/onnx/runtime.ts';

/** Versions that a measure of a recogniser depends on. */
export function measuredVersions(): string {
  return `onnxruntime ${onnxRuntimeVersion()}, ${platform()} ${arch()}`;
}
