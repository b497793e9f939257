import type { EditOperation, OperationOf } from '../../../../core/document/edits/operations.ts';
import type { Cue } from '../../../../core/timeline/types.ts';
import { draftEdit, linesOf } from './draft-lines.ts';

/** What of a cue is typed in a field: its own text, or what it says in another language. */
export interface CueSide {
  readonly id: string;
  readonly linesOf: (cue: Cue) => readonly string[];
  /** The edit a typed text asks for; undefined where the cue says so already. */
  readonly edit: (cue: Cue, draft: string) => (EditOperation & { readonly lines: readonly string[] }) | undefined;
}

export const SOURCE_SIDE: CueSide = { id: 'source', linesOf: ({ lines }) => lines, edit: draftEdit };

/** The side of a language. A text that is emptied takes the translation away. */
export function targetSide(language: string): CueSide {
  const before = (cue: Cue): readonly string[] => cue.translations?.[language]?.lines ?? [];
  return {
    id: language,
    linesOf: before,
    edit(cue, draft): OperationOf<'set-cue-translation'> | undefined {
      const lines = linesOf(draft);
      const old = before(cue);
      if (lines.length === old.length && lines.every((line, at) => line === old[at])) return undefined;
      return { kind: 'set-cue-translation', cue: cue.id, language, lines };
    },
  };
}
