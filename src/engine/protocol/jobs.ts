import type { VoxlaneDocument } from '../../core/document/types.ts';
import type { MediaInfo } from '../../core/timeline/media.ts';
import type { Preset } from '../../core/models/choose.ts';
import type { InstalledModel } from '../../core/models/manifest.ts';
import type { TranscribeOptions } from '../../core/pipeline/options.ts';
import type { PipelineEvent, StageTiming } from '../../core/pipeline/parts.ts';

export interface TranscribeInput {
  /** Absolute path of the media file. */
  readonly path: string;
  readonly modelFolders: readonly string[];
  readonly preset: Preset;
  /** Model id of the recogniser; absent = the preset decides. */
  readonly asr?: string;
  readonly options: TranscribeOptions;
  /** Folder for checkpoints of unfinished jobs; one subfolder per job, removed by the host when the job is done. */
  readonly jobsFolder: string;
  /** Where to leave waveform peaks and speech probabilities for the editor; absent = not kept. */
  readonly artifactsFolder?: string;
}

export type TranscribeEvent =
  | PipelineEvent
  | { readonly type: 'media'; readonly media: MediaInfo }
  | { readonly type: 'job-folder'; readonly folder: string };

export interface TranscribeOutput {
  readonly document: VoxlaneDocument;
  readonly timings: readonly StageTiming[];
  readonly resumedStages: readonly string[];
}

/** One finding of `doctor`: `bad` stops the main job, `warn` limits it. `action` says what to do. */
export interface DoctorFinding {
  readonly topic: 'runtime' | 'machine' | 'tools' | 'models' | 'storage';
  readonly name: string;
  readonly state: 'ok' | 'warn' | 'bad';
  readonly value: string;
  readonly action?: string;
}

interface ModelsInput {
  readonly modelFolders: readonly string[];
}

export interface DoctorInput extends ModelsInput {
  readonly jobsFolder: string;
}

/** The jobs of the engine: the whole contract between a host and the process that holds the models. */
export interface EngineJobs {
  transcribe(input: TranscribeInput, emit: (event: TranscribeEvent) => void): TranscribeOutput;
  probe(input: { readonly path: string }): MediaInfo;
  models(input: ModelsInput): readonly InstalledModel[];
  doctor(input: DoctorInput): readonly DoctorFinding[];
}
