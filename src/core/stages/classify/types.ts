import type { Span } from '../../timeline/span.ts';
import type { CueClass } from '../../timeline/cue-notes.ts';
import type { ClassSchema } from '../../document/notes/class-schema.ts';

/** A cue as the classification reads it. Nothing here is ever changed by it. */
export interface ClassLine extends Span {
  readonly id: string;
  /** Shown name of who speaks. */
  readonly speaker?: string;
  /** Display lines, with the formatting tags of the file. */
  readonly lines: readonly string[];
  /** False: it is only shown to the model where it explains others. */
  readonly asked: boolean;
}

export interface ClassifyOptions {
  readonly schema: ClassSchema;
  /** Characters that are known from the start, by the shown name of their player. */
  readonly cast: ReadonlyMap<string, readonly string[]>;
}

/** What a person should look at. Under all but `long` the class is missing, or the schema's `otherwise` with confidence 0. */
export const CLASS_FLAGS = [
  /** No usable answer came, also when the line was asked for alone. */
  'not-classified',
  'refused',
  /** The answers kept looking as if they belonged to other lines. */
  'misaligned',
  /** Only the beginning of the cue was read. */
  'long',
] as const;

export type ClassFlag = (typeof CLASS_FLAGS)[number];

/** What became of an asked cue. A cue that says nothing has neither class nor flag. */
export interface ClassifiedLine {
  readonly id: string;
  readonly class?: CueClass;
  readonly flag?: ClassFlag;
}
