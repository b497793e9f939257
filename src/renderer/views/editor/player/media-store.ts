import type { MediaOpening, MediaSource } from '../../../../contract/media-calls.ts';
import { store } from '../../../state/store.ts';

/** What is known of the recording of the open document, and the element that plays it. */
export interface MediaState {
  /** Whose recording it is. */
  readonly document?: number;
  /** Absent while it is being looked for. */
  readonly opening?: MediaOpening;
  /** What is played: the recording, or sound made for the page. */
  readonly source?: MediaSource;
  /** The error of the last try to open or play it. */
  readonly failed?: unknown;
  /** Sound for the page is being made: 0..1. */
  readonly proxyFraction?: number;
  /** The user is choosing the file of a track that was moved; where it was last. */
  readonly relinking?: { readonly track: number; readonly path: string };
  /** How often the recording was found again since the document was opened. */
  readonly relinks?: number;
  readonly element?: HTMLMediaElement;
}

export const mediaStore = store<MediaState>({});
