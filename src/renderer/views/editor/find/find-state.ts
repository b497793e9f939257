import type { FindHit } from '../../../../core/document/find/find-cues.ts';
import { compileFind, type FindQuery } from '../../../../core/document/find/query.ts';
import { store } from '../../../state/store.ts';

/** Where text is looked for: what was said, what stands for it in the language that is worked on, or both. */
type FindSide = 'source' | 'target' | 'both';

/** A cue with places that were found, in its text or in another language. */
export interface SideHit extends FindHit {
  readonly language?: string;
}

/** What is looked for, and what was found. It stays while other panels are shown. */
export interface FindState {
  readonly text: string;
  readonly replacement: string;
  readonly mode: FindQuery['mode'];
  readonly caseSensitive: boolean;
  readonly wholeWord: boolean;
  /** Only these cues; undefined: all. */
  readonly within?: ReadonlySet<string> | undefined;
  readonly side: FindSide;
  readonly hits: readonly SideHit[];
  readonly skipped: number;
  readonly searching: boolean;
  /** The place gone to last. */
  readonly place?: LastPlace | undefined;
  /** Hits left out of replacing, as `hitKey` names them. */
  readonly unchecked: ReadonlySet<string>;
}

const NOTHING_FOUND: FindState = {
  text: '',
  replacement: '',
  mode: 'plain',
  caseSensitive: false,
  wholeWord: false,
  side: 'both',
  hits: [],
  skipped: 0,
  searching: false,
  unchecked: new Set(),
};

/** The place gone to last. */
export interface LastPlace {
  readonly cue: string;
  readonly match: number;
  readonly language?: string | undefined;
}

/** Names a hit among all: a cue can be found in several languages. */
export function hitKey({ cue, language }: { readonly cue: string; readonly language?: string | undefined }): string {
  return language === undefined ? cue : `${cue} ${language}`;
}

export const findState = store<FindState>(NOTHING_FOUND);

/** Forgets what names cues of a document that is left: another one has the same ids. What is looked for stays. */
export function forgetPlaces(): void {
  const { hits, skipped, unchecked } = NOTHING_FOUND;
  findState.setState({ hits, skipped, unchecked, within: undefined, place: undefined });
}

export type CompiledQuery = ReturnType<typeof compileFind>;

/** The query of the state, prepared. */
export function compileState(state: FindState, language: string | undefined): CompiledQuery {
  const { text, mode, caseSensitive, wholeWord } = state;
  return compileFind({ text, mode, caseSensitive, wholeWord, language });
}

/** Id of the field for what is looked for. */
export const FIND_FIELD = 'find-query';
export const REPLACE_FIELD = 'find-replacement';
