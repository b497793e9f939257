import type { InstalledModel } from '../../core/models/manifest.ts';
import type { AsrCapabilities, AsrRequest, AsrWindow, AsrWindowResult, AsrWord } from '../../core/ports/asr-engine.ts';
import type { Device } from '../../shared/device.ts';

/** What a recogniser process is told to load. Plain data: it crosses a process boundary. */
export type AsrSpec =
  | {
      readonly kind: 'whisper-onnx' | 'ctc-onnx';
      readonly model: InstalledModel;
      readonly device: Device;
      readonly threads: number;
    }
  | {
      readonly kind: 'transcribe-cpp';
      readonly model: InstalledModel;
      /** `auto` takes the best backend that works. */
      readonly backend: 'auto' | 'cpu' | 'vulkan' | 'metal' | 'cuda';
      readonly threads: number;
    };

/** What was loaded. */
export interface AsrOpened {
  readonly id: string;
  readonly capabilities: AsrCapabilities;
  /** Where it runs really, e.g. `cpu`, `vulkan`. */
  readonly device: string;
}

/** The jobs of a process that holds one recogniser (or one aligner). */
export interface AsrJobs {
  open(input: { readonly spec: AsrSpec }): AsrOpened;
  transcribe(
    input: { readonly windows: readonly AsrWindow[]; readonly request: AsrRequest },
    emit: (event: { readonly fraction: number }) => void,
  ): readonly AsrWindowResult[];
  openAligner(input: { readonly model: InstalledModel; readonly threads: number }): {
    readonly id: string;
    readonly languages: readonly string[] | 'any';
  };
  align(input: {
    readonly window: AsrWindow;
    readonly words: readonly AsrWord[];
    readonly language: string | undefined;
  }): readonly AsrWord[] | undefined;
  /** Most memory that the process had in use so far, in bytes. */
  memory(input: Record<string, never>): { readonly peakRssBytes: number };
}
