import { useMemo } from 'react';
import type { TranslationTrack } from '../../../../core/document/notes/translation-track.ts';
import type { VoxlaneDocument } from '../../../../core/document/types.ts';
import { store, useStored } from '../../../state/store.ts';
import { useDocument } from '../session-context.tsx';

/** Which languages the page shows beside the text. It holds for every document that has them. */
interface TargetLanguages {
  readonly hidden: readonly string[];
  /** The one that is worked on; the first one shown where a document does not have it. */
  readonly chosen?: string | undefined;
}

const KEY = 'voxlane.editor.languages';
const NONE: readonly TranslationTrack[] = [];

function remembered(): TargetLanguages {
  try {
    const { hidden, chosen } = JSON.parse(globalThis.localStorage?.getItem(KEY) ?? '{}') as Record<string, unknown>;
    return {
      hidden: Array.isArray(hidden) ? hidden.filter((each) => typeof each === 'string') : [],
      chosen: typeof chosen === 'string' ? chosen : undefined,
    };
  } catch {
    return { hidden: [] };
  }
}

export const targetLanguages = store<TargetLanguages>(remembered());

function change(next: Partial<TargetLanguages>): void {
  targetLanguages.setState(next);
  globalThis.localStorage?.setItem(KEY, JSON.stringify(targetLanguages.getState()));
}

/** Works on a language from now on. */
export function chooseLanguage(chosen: string): void {
  change({ chosen });
}

/** Shows or hides the columns of languages. */
export function showLanguages(languages: readonly string[], shown: boolean): void {
  const { hidden } = targetLanguages.getState();
  const others = hidden.filter((language) => !languages.includes(language));
  change({ hidden: shown ? others : [...others, ...languages] });
}

/** The language that is worked on in a document; undefined when it has none. */
export function currentLanguage(
  { translations = NONE }: Pick<VoxlaneDocument, 'translations'>,
  { hidden, chosen }: TargetLanguages = targetLanguages.getState(),
): string | undefined {
  if (translations.some(({ language }) => language === chosen)) return chosen;
  return (translations.find(({ language }) => !hidden.includes(language)) ?? translations[0])?.language;
}

/** The languages whose translations are looked at: those with a column, and the one that is worked on. */
export function checkedLanguages(
  document: Pick<VoxlaneDocument, 'translations'>,
  state: TargetLanguages = targetLanguages.getState(),
): readonly string[] {
  const current = currentLanguage(document, state);
  return (document.translations ?? NONE)
    .map(({ language }) => language)
    .filter((language) => language === current || !state.hidden.includes(language));
}

/** The languages of the open document: all, those with a column, and the one that is worked on. */
export function useTargetLanguages(): {
  readonly tracks: readonly TranslationTrack[];
  readonly shown: readonly string[];
  readonly current: string | undefined;
} {
  const tracks = useDocument((document) => document.translations) ?? NONE;
  const state = useStored(targetLanguages, (now) => now);
  return useMemo(() => {
    const shown = tracks.map(({ language }) => language).filter((language) => !state.hidden.includes(language));
    return { tracks, shown, current: currentLanguage({ translations: tracks }, state) };
  }, [tracks, state]);
}

/** The languages of the open document whose translations are looked at. */
export function useCheckedLanguages(): readonly string[] {
  const translations = useDocument((document) => document.translations);
  const state = useStored(targetLanguages, (now) => now);
  return useMemo(
    () => checkedLanguages(translations === undefined ? {} : { translations }, state),
    [translations, state],
  );
}
