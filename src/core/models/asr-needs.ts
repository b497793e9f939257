import { bytesFor, memoryModel } from './asr-batch.ts';
import type { AsrFacts } from './asr-facts.ts';
import { modelBytes } from './choose.ts';
import type { InstalledModel } from './manifest.ts';

/** What a model really took, as a process that ran it measured. */
export interface Footprint {
  /** Id of the model; each quantisation has its own. */
  readonly model: string;
  /** Where it ran, e.g. `cpu`, `vulkan`. */
  readonly backend: string;
  /** Windows decoded at a time. */
  readonly batch: number;
  /** Most that it took: resident memory of its process, or what was missing on the GPU. */
  readonly bytes: number;
}

/** Beside the weights: what was heard and written, and the scratch memory of one window. */
const GENERATING_BYTES = 500_000_000;
/** A context on a GPU, and the megabytes that ggml and drivers want to stay free. */
const GPU_CONTEXT_BYTES = 600_000_000;
const GPU_MARGIN_BYTES = 1_073_741_824;
/** What was measured may be a little more the next time. */
const MEASURED_MARGIN = 1.1;

/**
 * Memory that a recogniser needs in bytes to decode one window at a time: as measured here before, else as the catalogue
 * states, else from its size.
 */
export function asrNeed(
  model: InstalledModel,
  facts: AsrFacts,
  backend: string,
  footprints: readonly Footprint[],
): number {
  const measured = footprints.filter((one) => one.model === model.manifest.id && one.backend === backend);
  if (measured.length > 0) {
    const memory = memoryModel({ weightBytes: modelBytes(model), needBytes: 0, footprints: measured });
    return Math.ceil(bytesFor(memory, 1) * MEASURED_MARGIN);
  }
  if (facts.entry?.memoryBytes !== undefined) return facts.entry.memoryBytes;
  const bytes = modelBytes(model);
  if (backend !== 'cpu') return Math.ceil(bytes * 1.05) + GPU_CONTEXT_BYTES + GPU_MARGIN_BYTES;
  // ONNX Runtime took 1.97 times a full-precision file to load it; engines of GGUF files map them.
  return Math.ceil(bytes * (model.manifest.layout === 'gguf' ? 1.05 : 2)) + GENERATING_BYTES;
}
