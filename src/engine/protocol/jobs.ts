import type { Downgrade } from '../../core/devices/downgrade.ts';
import type { VoxlaneDocument } from '../../core/document/types.ts';
import type { AsrWord } from '../../core/ports/asr-engine.ts';
import type { Span } from '../../core/timeline/span.ts';
import type { MediaInfo } from '../../core/timeline/media.ts';
import type { GgufBackend } from '../../core/models/asr-candidate.ts';
import type { Preset } from '../../core/models/choose.ts';
import type { RecogniserFacts } from '../../core/models/choose-for-job.ts';
import type { AsrReason } from '../../core/models/asr-reason.ts';
import type { InstalledModel } from '../../core/models/manifest.ts';
import type { TranscribeOptions } from '../../core/pipeline/options.ts';
import type { PipelineEvent, Position, StageTiming } from '../../core/pipeline/parts.ts';
import type { StageSpeed } from '../../core/pipeline/stage-speed.ts';
import type { ErrorData } from '../../shared/app-error.ts';
import type { Device, DeviceWish } from '../../shared/device.ts';
import type { RemoteAsr } from '../../core/remote-asr/remote-asr.ts';
import type { Finding } from '../../shared/finding.ts';
import type { PerformanceProfile } from '../../shared/performance.ts';

export interface TranscribeInput {
  /** Absolute path of the media file. */
  readonly path: string;
  /** Absolute paths of further files that are tracks of the same session, one microphone each. */
  readonly tracks?: readonly string[] | undefined;
  readonly modelFolders: readonly string[];
  readonly preset: Preset;
  /** Model id of the recogniser; absent = the preset decides. */
  readonly asr?: string;
  /** A speech server that is to recognise instead of a model of this computer. */
  readonly remote?: RemoteInput | undefined;
  readonly options: TranscribeOptions;
  /** Folder for unfinished work; one subfolder per stage and track, removed by the host when the job is done. */
  readonly jobsFolder: string;
  /** Where to leave waveform peaks and speech probabilities for the editor; absent = not kept. */
  readonly artifactsFolder?: string;
  /** Outputs of stages over this recording that are kept elsewhere. They are checked and used instead of being made again. */
  readonly artifacts?: readonly StoredArtifact[];
  /** Make waveform peaks, unless they are stored already. */
  readonly keepPeaks?: boolean;
  /** How fast stages ran before, for progress and time left. */
  readonly speeds?: readonly StageSpeed[];
  /** Windows to decode one at a time, because the process died over them. */
  readonly isolate?: Position;
  /** The process died over this job: its device is suspected, so models run on the processor. */
  readonly afterDeath?: true;
  /** Most threads a model may use; absent = all usable cores. */
  readonly threads?: number;
  /** Run nothing: give what is finished of an interrupted or still running job. Fails with `nothing-yet` before that is anything. */
  readonly partial?: true;
}

/** A speech server with the key for it. The key goes to the engine in this message alone: it is in no job file and no environment. */
export interface RemoteInput {
  readonly spec: RemoteAsr;
  readonly key?: string | undefined;
  /** Address of the HTTP proxy on the way to it. It may hold a password, so it goes the way of the key. */
  readonly proxy?: string | undefined;
}

/** A stage's output in the library. `hash` is the SHA-256 of the file at `path`. */
export interface StoredArtifact {
  readonly key: string;
  readonly hash: string;
  readonly path: string;
}

/** A stage's output that a job uses, whether it made it, found it unfinished or got it from the library. */
export interface StageArtifact extends StoredArtifact {
  readonly stage: string;
  readonly track: number;
  readonly bytes: number;
}

/** A process that holds a recogniser began or ended. `key` tells those of one engine process apart. */
export interface RecogniserProcess {
  readonly type: 'recogniser-process';
  readonly key: number;
  readonly state: 'open' | 'closed';
  readonly model: string;
  /** Where it really runs. */
  readonly device: string;
  /** Memory that it was given room for, in bytes. */
  readonly needBytes: number;
}

export type TranscribeEvent =
  | PipelineEvent
  | { readonly type: 'media'; readonly media: MediaInfo }
  /** Which recogniser is used, and why. */
  | { readonly type: 'recogniser'; readonly reason: AsrReason }
  | RecogniserProcess
  | { readonly type: 'work-folder'; readonly stage: string; readonly track: number; readonly folder: string }
  | ({ readonly type: 'artifact' } & StageArtifact);

export interface TranscribeOutput {
  readonly document: VoxlaneDocument;
  readonly timings: readonly StageTiming[];
  readonly resumedStages: readonly string[];
  /** Steps down to another device or to smaller batches in this run. */
  readonly downgrades: readonly Downgrade[];
  /** Most memory that the engine process had in use since it started, or one of its recognisers if that was more, in bytes. */
  readonly peakRssBytes: number;
}

/** Stretches of one sound to transcribe again. Times are media milliseconds. */
export interface RedecodeInput {
  /** Absolute path of the media file. */
  readonly path: string;
  readonly modelFolders: readonly string[];
  /** Id of an installed recogniser. */
  readonly model: string;
  /** 0-based among the file's audio streams. */
  readonly stream: number;
  readonly channel: number | 'mix';
  readonly spans: readonly Span[];
  /** ISO 639-1 code; absent = detect. */
  readonly language?: string;
  readonly threads?: number;
}

/** The first one comes once the model is loaded. */
export interface RedecodeEvent {
  readonly fraction: number;
}

/** What was heard in each stretch, in the order given; `undefined` where the model failed before it came to it. */
export interface RedecodeOutput {
  readonly heard: readonly (readonly AsrWord[] | undefined)[];
  /** Why it is not all of them. */
  readonly failed?: ErrorData;
}

interface ModelsInput {
  readonly modelFolders: readonly string[];
}

export interface DoctorInput extends ModelsInput {
  /** Try devices again whose verdict is remembered. */
  readonly retryGpu?: boolean;
  /** Only what concerns GPUs, in full. */
  readonly gpuOnly?: boolean;
  readonly jobsFolder: string;
}

export interface MeasureInput extends ModelsInput {
  /** Id of a recogniser. */
  readonly id: string;
  readonly device: Device | GgufBackend;
}

export interface MeasureEvent {
  readonly phase: 'loading' | 'listening';
}

/** What a recogniser did with 20 s of speech. */
export interface MeasureOutput {
  readonly model: string;
  /** Where it ran really. */
  readonly device: string;
  readonly threads: number;
  /** Times real time. */
  readonly audioSecondsPerSecond: number;
  /** The most memory that it took; absent where that cannot be seen. */
  readonly bytes: number | undefined;
}

/** Of which jobs the choice of a recogniser is asked for. */
export interface FactsInput extends ModelsInput {
  readonly device: DeviceWish;
  readonly performance: PerformanceProfile;
  readonly threads: number;
}

/** What that choice rests on: the same that the job itself would look at. */
export interface FactsOutput {
  readonly installed: readonly InstalledModel[];
  /** What models of ONNX Runtime start on. */
  readonly device: Device;
  readonly facts: RecogniserFacts;
}

export type EnginesInput = Pick<FactsInput, 'device' | 'performance'>;

/** One thing that models of a family could run on, as it was tried. Sizes in bytes. */
export interface EngineBackend {
  readonly device: string;
  readonly state: 'works' | 'failed' | 'absent';
  readonly reason?: string;
  readonly name?: string;
  readonly freeBytes?: number;
}

/** What runs models of one kind of file. */
export interface EngineFamily {
  readonly family: 'onnxruntime' | 'transcribe-cpp';
  readonly version?: string;
  /** What its models start on; absent when it cannot run. */
  readonly used?: string | undefined;
  /** Why it cannot run. */
  readonly problem?: string;
  readonly backends: readonly EngineBackend[];
}

/** The jobs of the engine: the whole contract between a host and the process that holds the models. */
export interface EngineJobs {
  transcribe(input: TranscribeInput, emit: (event: TranscribeEvent) => void): TranscribeOutput;
  redecode(input: RedecodeInput, emit: (event: RedecodeEvent) => void): RedecodeOutput;
  probe(input: { readonly path: string }): MediaInfo;
  models(input: ModelsInput): readonly InstalledModel[];
  measure(input: MeasureInput, emit: (event: MeasureEvent) => void): MeasureOutput;
  facts(input: FactsInput): FactsOutput;
  engines(input: EnginesInput): readonly EngineFamily[];
  doctor(input: DoctorInput): readonly Finding[];
}
