import { basename, join } from 'node:path';
import { createPeaksBuilder, encodePeaks, type PeaksBuilder } from '../../core/audio/peaks.ts';
import type { MediaInfo } from '../../core/timeline/media.ts';
import { makeFolder } from '../../platform/storage/make-folder.ts';
import { writeFileAtomic } from '../../platform/text/atomic-write.ts';

export interface ArtifactSink {
  /** Absent when nothing is kept. */
  readonly onAudio: ((track: number, samples: Float32Array) => void) | undefined;
  readonly onSpeechProbabilities: (track: number, probabilities: Uint8Array) => void;
  write(): Promise<void>;
}

/** Collects waveform peaks and speech probabilities per track and writes them for the editor; does nothing without a folder. */
export function createArtifactSink(folder: string | undefined, media: MediaInfo): ArtifactSink {
  if (folder === undefined) {
    return { onAudio: undefined, onSpeechProbabilities: () => undefined, write: () => Promise.resolve() };
  }
  const peaks = new Map<number, PeaksBuilder>();
  const speech = new Map<number, Uint8Array>();
  return {
    onAudio(track, samples) {
      const builder = peaks.get(track) ?? createPeaksBuilder();
      peaks.set(track, builder);
      builder.push(samples);
    },
    onSpeechProbabilities(track, probabilities) {
      speech.set(track, probabilities);
    },
    async write() {
      await makeFolder(folder);
      // Inputs of one run may share a name; their contents tell them apart.
      const stem = `${basename(media.path).slice(0, 60)}.${media.contentId.slice(0, 8)}`;
      for (const [track, builder] of peaks)
        await writeFileAtomic(join(folder, `${stem}.track${track}.peaks`), encodePeaks(builder.finish()));
      for (const [track, bytes] of speech) await writeFileAtomic(join(folder, `${stem}.track${track}.vad`), bytes);
    },
  };
}
