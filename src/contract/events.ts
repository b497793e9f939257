import type { Alert } from '../shared/alert.ts';
import type { RedecodeProgress } from './document-calls.ts';
import type { ErrorCode } from '../shared/error-codes.ts';
import type { JobEvent } from './job-events.ts';
import type { LanguageProgress } from './language-calls.ts';
import type { MediaProgress } from './media-calls.ts';
import type { ModelEvent } from './model-calls.ts';
import type { SnippetProgress } from './snippet-calls.ts';

/** What a studio tells without being asked. Plain data. */
export interface StudioEvents {
  /** A job made progress. */
  readonly job: JobEvent;
  /** Jobs were added, changed, started or ended: look at the queue again. */
  readonly queue: { readonly ids: readonly number[] };
  /** Models are being downloaded. */
  readonly models: ModelEvent;
  /** Sound for the page is being made. */
  readonly media: MediaProgress;
  /** Cues are heard again by another model. */
  readonly redecode: RedecodeProgress;
  /** Pieces of a recording are cut. */
  readonly snippets: SnippetProgress;
  /** A language model works on a document. */
  readonly language: LanguageProgress;
  /** A document has another content now: open it again, unless `head` is known already. */
  readonly document: { readonly id: number; readonly head?: string };
  /** Something the user should know that belongs to no job. */
  readonly notice: Omit<Alert, 'code'> & { readonly code: ErrorCode };
}

export type EventName = keyof StudioEvents;
