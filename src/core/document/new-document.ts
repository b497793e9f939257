import type { VoxlaneDocument } from './types.ts';

/** Profile id of documents whose cues came from a file instead of the cue builder. */
const IMPORTED_PROFILE = 'imported';

/**
 * A document with every list empty except those given. `media.durationMs` defaults to the latest end in the parts.
 * Pure; `parts` is not changed.
 */
export function newDocument(parts: Partial<Omit<VoxlaneDocument, 'format' | 'version'>> = {}): VoxlaneDocument {
  let durationMs = 0;
  for (const list of [parts.cues, parts.words, parts.turns, parts.exclusiveTurns]) {
    for (const span of list ?? []) durationMs = Math.max(durationMs, span.startMs, span.endMs);
  }
  return {
    format: 'voxlane-document',
    version: 1,
    media: parts.media ?? { name: '', contentId: '', durationMs, channels: 1 },
    ...(parts.source === undefined ? {} : { source: parts.source }),
    ...(parts.chapters === undefined ? {} : { chapters: parts.chapters }),
    ...(parts.bookmarks === undefined ? {} : { bookmarks: parts.bookmarks }),
    ...(parts.language === undefined ? {} : { language: parts.language }),
    profile: parts.profile ?? IMPORTED_PROFILE,
    speakers: parts.speakers ?? [],
    words: parts.words ?? [],
    turns: parts.turns ?? [],
    exclusiveTurns: parts.exclusiveTurns ?? [],
    cues: parts.cues ?? [],
    dropped: parts.dropped ?? [],
    alerts: parts.alerts ?? [],
    provenance: parts.provenance ?? [],
    ...(parts.reviewed === undefined ? {} : { reviewed: parts.reviewed }),
    ...(parts.translations === undefined ? {} : { translations: parts.translations }),
    ...(parts.classSchemas === undefined ? {} : { classSchemas: parts.classSchemas }),
    ...(parts.summaries === undefined ? {} : { summaries: parts.summaries }),
    ...(parts.imported === undefined ? {} : { imported: parts.imported }),
  };
}
