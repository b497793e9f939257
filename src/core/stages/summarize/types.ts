import type { Summary } from '../../document/notes/summary.ts';
import type { Span } from '../../timeline/span.ts';

/** A cue as a summary reads it. */
export interface SummaryLine extends Span {
  readonly id: string;
  /** Shown name of who speaks. */
  readonly speaker?: string;
  readonly lines: readonly string[];
}

export interface SummarizeOptions {
  /** ISO 639 code of the summary and the titles; that of the recording when left out. */
  readonly language?: string | undefined;
  /** Titles of sections are asked for too. */
  readonly chapters: boolean;
}

/** A part of the recording that no model would summarise. */
export interface MissingPart extends Span {
  readonly refused: boolean;
}

/** A moment worth going to. */
export type Highlight = Summary['highlights'][number];
