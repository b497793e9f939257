import { stat } from 'node:fs/promises';
import type { MediaInfo } from '../../core/timeline/media.ts';
import { probeMedia } from '../../platform/ffmpeg/probe.ts';
import { examineFile } from '../../platform/media/input-file.ts';
import { toAppError } from '../../shared/app-error.ts';
import type { Playback } from './playback.ts';

/** What stands at a place where a recording should be. */
export type FileState =
  { readonly kind: 'there' } | { readonly kind: 'missing'; readonly code: string } | { readonly kind: 'changed' };

/**
 * Whether a file still holds what it held. A file of the same size and time of change as before is not read again.
 * Without a content id to compare, being there is enough.
 */
export async function lookAtFile(playback: Playback, path: string, contentId: string | undefined): Promise<FileState> {
  try {
    const found = await contentIdOf(playback, path);
    return contentId === undefined || found === contentId ? { kind: 'there' } : { kind: 'changed' };
  } catch (error) {
    return { kind: 'missing', code: toAppError(error).code };
  }
}

/** The content id of a file. Throws what `examineFile` throws. */
async function contentIdOf(playback: Playback, path: string): Promise<string> {
  const key = await versionOf(path);
  const known = playback.contentIds.get(key);
  if (known !== undefined) return known;
  const { contentId } = await examineFile(path);
  playback.contentIds.set(key, contentId);
  return contentId;
}

/** What is in a file; asked of ffmpeg once for each version of it. Throws what `probeMedia` throws. */
export async function probeOnce(playback: Playback, path: string, signal: AbortSignal): Promise<MediaInfo> {
  const key = await versionOf(path);
  const known = playback.probes.get(key);
  if (known !== undefined) return known;
  const media = await probeMedia(path, signal);
  playback.probes.set(key, media);
  return media;
}

async function versionOf(path: string): Promise<string> {
  const info = path.includes('\0') ? undefined : await stat(path).catch(() => undefined);
  // What cannot be looked at is examined, for the error that says why.
  return `${path}\n${info?.size ?? 'none'} ${info?.mtimeMs ?? ''} ${info?.ino ?? ''}`;
}
