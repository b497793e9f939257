import { basename, join } from 'node:path';
import { createPeaksBuilder, decodePeaks, encodePeaks } from '../../core/audio/peaks.ts';
import type { PipelineParts } from '../../core/pipeline/parts.ts';
import { damagedArtifact } from '../../core/pipeline/run-stage.ts';
import type { MediaInfo } from '../../core/timeline/media.ts';
import { makeFolder } from '../../platform/storage/make-folder.ts';
import { writeFileAtomic } from '../../platform/text/atomic-write.ts';
import type { StageFiles } from './stage-files.ts';

export interface EditorFilesOptions {
  readonly media: MediaInfo;
  readonly files: StageFiles;
  readonly peaksKey: (track: number) => string;
  /** Make waveform peaks unless they are stored already. */
  readonly keepPeaks: boolean;
  /** Where to leave peaks and speech probabilities as files with readable names; absent = nowhere. */
  readonly folder: string | undefined;
}

export interface EditorFiles extends Pick<PipelineParts, 'watchAudio'> {
  readonly onSpeechProbabilities: (track: number, probabilities: Uint8Array) => void;
  /** Fills the folder. */
  write(): Promise<void>;
}

/** Waveform peaks and speech probabilities per track, for an editor. */
export function createEditorFiles({ media, files, peaksKey, keepPeaks, folder }: EditorFilesOptions): EditorFiles {
  const peaks = new Map<number, Uint8Array>();
  const speech = new Map<number, Uint8Array>();
  return {
    async watchAudio(track, raise) {
      if (!keepPeaks && folder === undefined) return undefined;
      const place = { key: peaksKey(track), stage: 'peaks', track, file: 'done.peaks' };
      const stored = await files.find(place, (bytes) => (decodePeaks(bytes).kind === 'peaks' ? bytes : undefined));
      if (stored.damaged) raise(damagedArtifact(place.stage));
      if (stored.value !== undefined) {
        peaks.set(track, stored.value);
        return undefined;
      }
      const builder = createPeaksBuilder();
      return {
        push: (samples) => builder.push(samples),
        async finish() {
          const bytes = encodePeaks(builder.finish());
          peaks.set(track, bytes);
          await files.keep(place, bytes);
        },
      };
    },
    onSpeechProbabilities(track, probabilities) {
      if (folder !== undefined) speech.set(track, probabilities);
    },
    async write() {
      if (folder === undefined) return;
      await makeFolder(folder);
      // Inputs of one run may share a name; their contents tell them apart.
      const stem = `${basename(media.path).slice(0, 60)}.${media.contentId.slice(0, 8)}`;
      for (const [track, bytes] of peaks) await writeFileAtomic(join(folder, `${stem}.track${track}.peaks`), bytes);
      for (const [track, bytes] of speech) await writeFileAtomic(join(folder, `${stem}.track${track}.vad`), bytes);
    },
  };
}
