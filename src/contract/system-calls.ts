import { z } from 'zod';
import type { ErrorData } from '../shared/app-error.ts';
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
}

const name = z.string().min(1).max(200);

/** The machine around the work: tools, secrets, an examination. None of these needs a library. */
export const systemCalls = {
  'tools.list': call<readonly ToolView[]>()(z.object({})),
  /** Installs the newest yt-dlp. */
  'tools.update': call<{ readonly path: string; readonly version: string }>()(z.object({})),
  'keys.list': call<readonly KeyView[]>()(z.object({})),
  'keys.set': call<{ readonly stored: true }>()(z.object({ name, value: z.string().max(10_000) })),
  'keys.remove': call<{ readonly removed: boolean }>()(z.object({ name })),
  'system.doctor': call<readonly Finding[]>()(
    z.object({ modelFolders: z.array(z.string()), retryGpu: z.boolean().optional(), gpuOnly: z.boolean().optional() }),
  ),
} as const;
