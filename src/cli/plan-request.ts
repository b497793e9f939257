import { resolve } from 'node:path';
import type { CallInput } from '../contract/contract.ts';
import type { JobTranslateWish } from '../core/queue/translate-wish.ts';
import { DEFAULT_SOURCE_FLAGS, type SourceFlags } from './source-options.ts';
import { readTranscribeWish, type TranscribeFlags } from './transcribe-options.ts';

/** What the user asked for, as a request for a plan. Throws `options-invalid`. */
export function planRequest(
  inputs: readonly string[],
  flags: TranscribeFlags & Partial<SourceFlags> & { readonly tracks?: boolean },
  command: string,
  lookUp: boolean,
  translate?: JobTranslateWish,
): CallInput<'queue.plan'> {
  const wish = readTranscribeWish(flags, inputs, command);
  const sources = { ...DEFAULT_SOURCE_FLAGS, ...flags };
  return {
    inputs: [...inputs],
    wish: {
      ...wish,
      modelFolders: [...wish.modelFolders],
      formats: [...flags.formats],
      ...(translate === undefined ? {} : { translate }),
    },
    ...(flags.out === undefined ? {} : { folder: resolve(flags.out) }),
    sources: {
      playlist: sources.playlist === true,
      audioOnly: sources.audioOnly === true,
      captions: sources.captions === true,
      allowLocalNetwork: sources.allowLocalNetwork === true,
      allowOldYtdlp: sources.allowOldYtdlp === true,
      maxBytes: sources.maxSize * 1024 * 1024,
    },
    lookUp,
    tracks: flags.tracks === true,
  };
}
