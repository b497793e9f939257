import type { DownloadProgress } from '../core/sources/download-lines.ts';
import type { SourceInfo } from '../core/sources/source-info.ts';
import type { NetworkPolicy } from '../core/sources/url-policy.ts';
import type { NetworkRules } from '../platform/net/filtering-proxy.ts';
import type { AppError } from '../shared/app-error.ts';

export interface DownloadOptions {
  readonly folder: string;
  readonly policy: NetworkPolicy;
  /** A URL that stands for several recordings is expanded instead of refused. */
  readonly playlist: boolean;
  readonly audioOnly: boolean;
  /** Written captions that the source offers are fetched too. */
  readonly captions: boolean;
  readonly allowOldYtdlp: boolean;
  readonly maxBytes: number;
  /** Replaces the system's resolver and the policy's judgement of addresses. */
  readonly rules?: NetworkRules;
}

/** One recording that can be downloaded by itself. */
export interface SourceEntry {
  readonly url: string;
  /** The recording is the n-th entry of the list at `url`, from 1; it has no address of its own. */
  readonly item?: number;
  readonly title?: string;
  /** Milliseconds, where the list says it. */
  readonly audio_length?: number;
  /** The whole description where it is known already; leave it out when the download comes much later. */
  readonly info?: SourceInfo;
}

export interface DownloadedEntry {
  readonly kind: 'done';
  readonly url: string;
  readonly path: string;
  readonly files: readonly string[];
  readonly info: SourceInfo;
  /** The recording was already here from an earlier run. */
  readonly reused: boolean;
}

export type DownloadResult =
  DownloadedEntry | { readonly kind: 'failed'; readonly url: string; readonly error: AppError };

export type EntryEvent =
  | { readonly type: 'started'; readonly url: string; readonly title: string }
  | { readonly type: 'progress'; readonly url: string; readonly progress: DownloadProgress };

/** An entry's events with its place among those of the same URL. */
export type DownloadEvent = EntryEvent & { readonly item: number; readonly items: number };
