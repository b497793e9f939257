import { selection } from '../../../state/selection.ts';
import { useStored } from '../../../state/store.ts';
import { useListedCues } from '../classes/class-filter.ts';
import { findState } from '../find/find-state.ts';
import { useDocument } from '../session-context.tsx';
import type { SnippetSource } from './snippet-choice.ts';

/** Ids of the cues behind each source. `listed` and `found` are absent where nothing is filtered or looked for. */
export type SourceCues = { readonly [Source in SnippetSource]?: readonly string[] };

/** What is selected, listed and found now, in the order of the document. */
export function useSources(): SourceCues {
  const cues = useDocument((document) => document.cues);
  const selected = useStored(selection, ({ cueIds }) => cueIds);
  const listed = useListedCues();
  const searched = useStored(findState, ({ text }) => text);
  const hits = useStored(findState, (state) => state.hits);
  const found = new Set(hits.map(({ cue }) => cue));
  const idsIn = (wanted: ReadonlySet<string>): string[] => cues.filter(({ id }) => wanted.has(id)).map(({ id }) => id);
  return {
    all: cues.map(({ id }) => id),
    ...(selected.size === 0 ? {} : { selected: idsIn(selected) }),
    ...(listed.places === undefined ? {} : { listed: listed.cues.map(({ id }) => id) }),
    ...(searched === '' ? {} : { found: idsIn(found) }),
  };
}
