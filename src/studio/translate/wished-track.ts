import type { EditOperation } from '../../core/document/edits/operations.ts';
import type { GlossaryTerm } from '../../core/document/notes/glossary-term.ts';
import type { RelationSheet } from '../../core/document/notes/relation-sheet.ts';
import type { Retime } from '../../core/document/notes/retime.ts';
import type { TranslationTrack } from '../../core/document/notes/translation-track.ts';
import type { VoxlaneDocument } from '../../core/document/types.ts';

/** What is kept with a language of a document. */
export interface TrackParts {
  readonly style?: string | undefined;
  readonly glossary?: readonly GlossaryTerm[] | undefined;
  readonly relations?: RelationSheet | undefined;
  /** `null`: every line keeps the times of its cue from now on. */
  readonly retime?: Retime | null | undefined;
}

/** The track of a language, with what is wished in the place of what it says. An empty style is none. */
export function wishedTrack(document: VoxlaneDocument, language: string, wish: TrackParts): TranslationTrack {
  const { style, glossary, relations, retime } = trackOf(document, language) ?? {};
  const parts = {
    style: (wish.style ?? style) || undefined,
    glossary: wish.glossary ?? glossary,
    relations: wish.relations ?? relations,
    retime: wish.retime === null ? undefined : (wish.retime ?? retime),
  };
  const said = Object.entries(parts).filter(([, part]) => part !== undefined);
  return { language, ...Object.fromEntries(said) };
}

/** The operation that makes a track what it should be; it says only what differs, so that it may change nothing. */
export function trackOperation(document: VoxlaneDocument, track: TranslationTrack): EditOperation {
  const { language } = track;
  const before = trackOf(document, language);
  const changed = (['style', 'glossary', 'relations', 'retime'] as const).filter(
    (part) => JSON.stringify(track[part]) !== JSON.stringify(before?.[part]),
  );
  const parts = Object.fromEntries(changed.map((part) => [part, track[part] ?? null]));
  return { kind: 'set-translation-track', language, ...parts };
}

function trackOf(document: VoxlaneDocument, language: string): TranslationTrack | undefined {
  return document.translations?.find((track) => track.language === language);
}
