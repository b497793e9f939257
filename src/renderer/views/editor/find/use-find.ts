import { useEffect } from 'react';
import { previewReplace, replaceCues } from '../../../../core/document/find/replace-cues.ts';
import { noAction } from '../../../../core/document/cue-actions/action.ts';
import { useCommands } from '../../../commands/use-command.ts';
import { tellError } from '../../../state/notices.ts';
import { selectCue } from '../../../state/selection.ts';
import { CUE_FIELD } from '../text/cue-field.ts';
import { currentIndex, seekIfStill } from '../text/cue-steps.ts';
import { usePerform } from '../text/use-perform.ts';
import { useDocument, useSession } from '../session-context.tsx';
import { useStored } from '../../../state/store.ts';
import { setLayout } from '../layout.ts';
import { compileState, FIND_FIELD, findState, REPLACE_FIELD } from './find-state.ts';
import { nextPlace, type Place } from './places.ts';
import { searchDocument } from './search.ts';

/** Typing settles for so long before a search begins. */
const SETTLE_MS = 120;

/** Keeps what was found in step with what is looked for and with the cues. */
function useLiveSearch(): void {
  const session = useSession();
  const cues = useDocument((document) => document.cues);
  const text = useStored(findState, (state) => state.text);
  const mode = useStored(findState, (state) => state.mode);
  const caseSensitive = useStored(findState, (state) => state.caseSensitive);
  const wholeWord = useStored(findState, (state) => state.wholeWord);
  const within = useStored(findState, (state) => state.within);
  useEffect(() => {
    const compiled = compileState(findState.getState(), session.document.language);
    if (compiled.kind === 'invalid') {
      findState.setState({ hits: [], skipped: 0, searching: false });
      return undefined;
    }
    const stop = new AbortController();
    findState.setState({ searching: true });
    const timer = setTimeout(() => {
      searchDocument(session.document, compiled.matcher, within, stop.signal).then(
        (found) => found && findState.setState({ ...found, searching: false }),
        tellError,
      );
    }, SETTLE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [session, cues, text, mode, caseSensitive, wholeWord, within]);
}

/** What can be done with the places found. */
export interface FindActions {
  readonly goTo: (place: Place | undefined) => void;
  readonly step: (by: 1 | -1) => void;
  readonly replaceOne: () => void;
  readonly replaceChecked: () => void;
}

export function useFindActions(): FindActions {
  const session = useSession();
  const perform = usePerform();
  const goTo = (place: Place | undefined): void => {
    if (place === undefined) return;
    const cue = session.document.cues.find(({ id }) => id === place.cue);
    if (cue === undefined) return;
    findState.setState({ place: { cue: place.cue, match: place.match } });
    selectCue(cue.id);
    seekIfStill(cue.startMs);
    // The field shows the other cue once it is drawn.
    requestAnimationFrame(() => {
      const field = document.getElementById(CUE_FIELD);
      if (field instanceof HTMLTextAreaElement) field.setSelectionRange(place.range.start, place.range.end);
    });
  };
  const step = (by: 1 | -1): void => {
    const { hits, place } = findState.getState();
    const index = currentIndex(session.document.cues);
    goTo(nextPlace(hits, by, place, { cue: session.document.cues[index]?.id, index: Math.max(0, index) }));
  };
  const replaceOne = (): void => {
    const { place, replacement } = findState.getState();
    if (place === undefined) return step(1);
    const done = perform((document) => {
      const compiled = compileState(findState.getState(), document.language);
      if (compiled.kind === 'invalid') return noAction('unchanged');
      const from = document.cues.findIndex(({ id }) => id === place.cue);
      const options = { from: Math.max(0, from), only: place, isOver: () => true };
      return replaceCues(document, previewReplace(document, compiled.matcher, replacement, options).hits);
    });
    if (done) findState.setState({ place: undefined });
    return undefined;
  };
  const replaceChecked = (): void => {
    perform((document) => {
      const { replacement, unchecked, within } = findState.getState();
      const compiled = compileState(findState.getState(), document.language);
      if (compiled.kind === 'invalid') return noAction('unchanged');
      const { hits } = previewReplace(document, compiled.matcher, replacement);
      const chosen = hits.filter(({ cue }) => !unchecked.has(cue) && (within === undefined || within.has(cue)));
      return replaceCues(document, chosen);
    });
  };
  return { goTo, step, replaceOne, replaceChecked };
}

/** The keys of finding; they work while another panel is shown, too. */
export function useFindCommands(): void {
  const actions = useFindActions();
  useLiveSearch();
  useCommands({
    'edit.find': () => showFind(FIND_FIELD),
    // There is nothing to replace before there is something to find.
    'edit.replace': () => showFind(findState.getState().text === '' ? FIND_FIELD : REPLACE_FIELD),
    'edit.findNext': () => actions.step(1),
    'edit.findPrevious': () => actions.step(-1),
  });
}

/** Shows the panel with the cursor in one of its fields; what is selected in the text is what is looked for. */
function showFind(field: string): void {
  const from = document.activeElement;
  if (from instanceof HTMLTextAreaElement && from.id === CUE_FIELD) {
    const chosen = from.value.slice(from.selectionStart, from.selectionEnd);
    if (chosen.trim() !== '' && !chosen.includes('\n')) findState.setState({ text: chosen, place: undefined });
  }
  setLayout({ side: 'find' });
  requestAnimationFrame(() => {
    const input = document.getElementById(field);
    if (input instanceof HTMLInputElement) {
      input.focus();
      input.select();
    }
  });
}
