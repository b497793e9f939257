import { useEffect } from 'react';
import { previewReplace, replaceCues } from '../../../../core/document/find/replace-cues.ts';
import { action, type CueAction, noAction } from '../../../../core/document/cue-actions/action.ts';
import type { EditOperation } from '../../../../core/document/edits/operations.ts';
import type { VoxlaneDocument } from '../../../../core/document/types.ts';
import { useCommands } from '../../../commands/use-command.ts';
import { tellError } from '../../../state/notices.ts';
import { selectCue } from '../../../state/selection.ts';
import { CUE_FIELD, TARGET_FIELD } from '../text/cue-field.ts';
import { currentIndex, seekIfStill } from '../text/cue-steps.ts';
import { usePerform } from '../text/use-perform.ts';
import { useDocument, useSession } from '../session-context.tsx';
import { chooseLanguage, currentLanguage, useTargetLanguages } from '../translation/target-languages.ts';
import { useStored } from '../../../state/store.ts';
import { setLayout } from '../layout.ts';
import {
  compileState,
  FIND_FIELD,
  findState,
  forgetPlaces,
  type FindState,
  hitKey,
  REPLACE_FIELD,
} from './find-state.ts';
import { inLanguage } from './in-language.ts';
import { nextPlace, type Place } from './places.ts';
import { searchDocument, type SearchedSide } from './search.ts';

/** Typing settles for so long before a search begins. */
const SETTLE_MS = 120;

/** The texts that are searched now, each with a matcher of its language; none where the query cannot be run. */
function sidesOf(document: VoxlaneDocument, state: FindState): readonly SearchedSide[] {
  const target = currentLanguage(document);
  const side = target === undefined ? 'source' : state.side;
  const languages = [
    ...(side === 'target' ? [] : [undefined]),
    ...(side === 'source' || target === undefined ? [] : [target]),
  ];
  return languages.flatMap((language) => {
    const compiled = compileState(state, language ?? document.language);
    if (compiled.kind === 'invalid') return [];
    return [{ matcher: compiled.matcher, ...(language === undefined ? {} : { language }) }];
  });
}

/** Keeps what was found in step with what is looked for and with the cues. */
function useLiveSearch(): void {
  const session = useSession();
  const cues = useDocument((document) => document.cues);
  const text = useStored(findState, (state) => state.text);
  const mode = useStored(findState, (state) => state.mode);
  const caseSensitive = useStored(findState, (state) => state.caseSensitive);
  const wholeWord = useStored(findState, (state) => state.wholeWord);
  const within = useStored(findState, (state) => state.within);
  const side = useStored(findState, (state) => state.side);
  const { current } = useTargetLanguages();
  useEffect(() => {
    const sides = sidesOf(session.document, findState.getState());
    if (sides.length === 0) {
      findState.setState({ hits: [], skipped: 0, searching: false });
      return undefined;
    }
    const stop = new AbortController();
    findState.setState({ searching: true });
    const timer = setTimeout(() => {
      searchDocument(session.document, sides, within, stop.signal).then(
        (found) => found && findState.setState({ ...found, searching: false }),
        tellError,
      );
    }, SETTLE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [session, cues, text, mode, caseSensitive, wholeWord, within, side, current]);
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
    findState.setState({ place: { cue: place.cue, match: place.match, language: place.language } });
    if (place.language !== undefined) chooseLanguage(place.language);
    selectCue(cue.id);
    seekIfStill(cue.startMs);
    // The field shows the other cue once it is drawn.
    requestAnimationFrame(() => {
      const field = document.getElementById(place.language === undefined ? CUE_FIELD : TARGET_FIELD);
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
      const from = document.cues.findIndex(({ id }) => id === place.cue);
      const options = { from: Math.max(0, from), only: place, isOver: () => true };
      const sides = sidesOf(document, findState.getState()).filter(({ language }) => language === place.language);
      return replaceIn(document, sides, (searched, { matcher }) =>
        previewReplace(searched, matcher, replacement, options),
      );
    });
    if (done) findState.setState({ place: undefined });
    return undefined;
  };
  const replaceChecked = (): void => {
    perform((document) => {
      const state = findState.getState();
      const { replacement, unchecked, within } = state;
      return replaceIn(document, sidesOf(document, state), (searched, { matcher, language }) => {
        const { hits } = previewReplace(searched, matcher, replacement);
        const isWanted = (cue: string): boolean =>
          !unchecked.has(hitKey({ cue, language })) && (within === undefined || within.has(cue));
        return { hits: hits.filter(({ cue }) => isWanted(cue)) };
      });
    });
  };
  return { goTo, step, replaceOne, replaceChecked };
}

/** What replacing makes of several texts, as one step. */
function replaceIn(
  document: VoxlaneDocument,
  sides: readonly SearchedSide[],
  preview: (searched: VoxlaneDocument, side: SearchedSide) => Pick<ReturnType<typeof previewReplace>, 'hits'>,
): CueAction {
  const operations = sides.flatMap((side): EditOperation[] => {
    const { language } = side;
    const { hits } = preview(inLanguage(document, language), side);
    if (language === undefined) {
      const own = replaceCues(document, hits);
      return own.kind === 'edit' ? [...own.operations] : [];
    }
    return hits
      .filter(({ blocked }) => blocked === undefined)
      .map(({ cue, after }) => ({ kind: 'set-cue-translation', cue, language, lines: [...after] }));
  });
  return operations.length === 0 ? noAction('unchanged') : action(document, 'replace-text', operations);
}

/** The keys of finding; they work while another panel is shown, too. */
export function useFindCommands(): void {
  const session = useSession();
  const actions = useFindActions();
  useLiveSearch();
  useEffect(() => forgetPlaces, [session]);
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
  if (from instanceof HTMLTextAreaElement && [CUE_FIELD, TARGET_FIELD].includes(from.id)) {
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
