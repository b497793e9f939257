import { z } from 'zod';
import type { ErrorData } from '../shared/app-error.ts';
import { DEVICE_WISHES } from '../shared/device.ts';
import { PERFORMANCE_PROFILES } from '../shared/performance.ts';
import type { KeychainFault } from '../shared/keychain-faults.ts';
import type { Finding } from '../shared/finding.ts';
import { call } from './call.ts';

/** An external program: where it is and in what state, or why it cannot be used. */
export interface ToolView {
  readonly name: 'ffmpeg' | 'yt-dlp';
  readonly version?: string;
  readonly path?: string;
  readonly source?: string;
  readonly ageDays?: number;
  /** Older versions are not used without being asked twice. */
  readonly floor?: string;
  readonly state: 'ready' | 'stale' | 'too-old' | 'missing' | 'broken';
  readonly problem?: ErrorData;
}

/** Where a secret comes from; its value is never told. */
export interface KeyView {
  readonly name: string;
  readonly purpose: string;
  readonly source: 'environment' | 'keychain' | 'none' | 'unavailable';
  /** The variable it is in. */
  readonly variable?: string;
  /** Why the keychain cannot be read. */
  readonly reason?: string;
  readonly fault?: KeychainFault;
}

/** What an engine process says of one family of engines; see `system.engines`. Sizes in bytes. */
export interface EngineFamilyView {
  readonly family: 'onnxruntime' | 'transcribe-cpp';
  readonly version?: string;
  /** What its models start on, by the settings; absent when it cannot run. */
  readonly used?: string | undefined;
  /** Why it cannot run. */
  readonly problem?: string;
  readonly backends: readonly {
    readonly device: string;
    readonly state: 'works' | 'failed' | 'absent';
    readonly reason?: string;
    readonly name?: string;
    readonly freeBytes?: number;
  }[];
}

/** A recogniser that runs in a process of its own now. */
export interface RunningRecogniser {
  readonly jobId: number;
  readonly model: string;
  /** Where it really runs. */
  readonly device: string;
  /** Memory that it was given room for, in bytes. */
  readonly needBytes: number;
}

const name = z.string().min(1).max(200);

/** The machine around the work: tools, secrets, an examination. Only `system.running` needs a library. */
export const systemCalls = {
  'tools.list': call<readonly ToolView[]>()(z.object({})),
  /** Installs the newest yt-dlp. */
  'tools.update': call<{ readonly path: string; readonly version: string }>()(z.object({})),
  /** `hosts`: those of language models, whose own keys are looked up too. */
  'keys.list': call<readonly KeyView[]>()(z.object({ hosts: z.array(z.string().min(1).max(255)).max(20).default([]) })),
  'keys.set': call<{ readonly stored: true }>()(z.object({ name, value: z.string().max(10_000) })),
  'keys.remove': call<{ readonly removed: boolean }>()(z.object({ name })),
  /** What engines really run on here: what was tried is remembered, what was not is tried. */
  'system.engines': call<readonly EngineFamilyView[]>()(
    z.object({
      device: z.enum(DEVICE_WISHES).default('auto'),
      performance: z.enum(PERFORMANCE_PROFILES).default('auto'),
    }),
  ),
  /** Recognisers of jobs that run now. */
  'system.running': call<readonly RunningRecogniser[]>()(z.object({})),
  'system.doctor': call<readonly Finding[]>()(
    z.object({ modelFolders: z.array(z.string()), retryGpu: z.boolean().optional(), gpuOnly: z.boolean().optional() }),
  ),
} as const;
