import type { FindHit } from '../../../../core/document/find/find-cues.ts';
import { compileFind, type FindQuery } from '../../../../core/document/find/query.ts';
import { store } from '../../../state/store.ts';

/** What is looked for, and what was found. It stays while other panels are shown. */
export interface FindState {
  readonly text: string;
  readonly replacement: string;
  readonly mode: FindQuery['mode'];
  readonly caseSensitive: boolean;
  readonly wholeWord: boolean;
  /** Only these cues; undefined: all. */
  readonly within?: ReadonlySet<string> | undefined;
  readonly hits: readonly FindHit[];
  readonly skipped: number;
  readonly searching: boolean;
  /** The place gone to last. */
  readonly place?: { readonly cue: string; readonly match: number } | undefined;
  /** Cues left out of replacing. */
  readonly unchecked: ReadonlySet<string>;
}

export const NOTHING_FOUND: FindState = {
  text: '',
  replacement: '',
  mode: 'plain',
  caseSensitive: false,
  wholeWord: false,
  hits: [],
  skipped: 0,
  searching: false,
  unchecked: new Set(),
};

export const findState = store<FindState>(NOTHING_FOUND);

export type CompiledQuery = ReturnType<typeof compileFind>;

/** The query of the state, prepared. */
export function compileState(state: FindState, language: string | undefined): CompiledQuery {
  const { text, mode, caseSensitive, wholeWord } = state;
  return compileFind({ text, mode, caseSensitive, wholeWord, language });
}

/** Id of the field for what is looked for. */
export const FIND_FIELD = 'find-query';
export const REPLACE_FIELD = 'find-replacement';
