import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type InstalledModel, modelManifestSchema } from '../../src/core/models/manifest.ts';
import { loadDiarizeStage } from '../../src/engine/server/load-stages.ts';
import { createOnnxRuntime } from '../../src/platform/onnx/runtime.ts';
import { bundledModel } from './fixtures.ts';

/** The product's own diarizer with the bundled models, as a job loads it, on so many threads. */
export function loadBundledStage(threads: number) {
  return loadDiarizeStage(
    createOnnxRuntime(threads),
    installed('segmentation-digits'),
    installed('speaker-embedding-small'),
  );
}

/** A bundled model as the engine finds it. */
export function installed(id: string): InstalledModel {
  const path = bundledModel(`${id}/manifest.json`);
  const manifest = modelManifestSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  return { manifest, folder: dirname(path), bundled: true, problem: undefined };
}
