import type { InstalledModel } from '../../core/models/manifest.ts';
import { readOnnxInterface } from './onnx-interface.ts';
import { findWhisperFiles } from './whisper-files.ts';

/**
 * Whether a recogniser says itself when words were said: a Whisper export does when its decoder gives its cross-attention.
 * A model that cannot be read counts as one that does; loading it tells what is wrong.
 */
export async function hasWordTimes({ folder, manifest }: InstalledModel): Promise<boolean> {
  if (manifest.layout !== 'whisper-onnx') return manifest.layout !== 'gguf';
  try {
    const { decoder } = await findWhisperFiles(folder);
    return readOnnxInterface(decoder).outputs.some((name) => name.startsWith('cross_attentions.'));
  } catch {
    return true;
  }
}
