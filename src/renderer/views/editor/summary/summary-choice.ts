import type { Summary } from '../../../../core/document/notes/summary.ts';
import type { VoxlaneDocument } from '../../../../core/document/types.ts';
import { store } from '../../../state/store.ts';

/** What was chosen for the summary of the open document. */
export interface SummaryChoice {
  /** The one that is shown, by its language; the newest one where there is none of that. */
  readonly shown?: string | undefined;
  /** What the next one is written in; that of the recording when left out. */
  readonly language?: string | undefined;
  /** Whether the next one comes with chapters; where there are none yet when left out. */
  readonly chapters?: boolean | undefined;
}

export const summaryChoice = store<SummaryChoice>({});

/** The summary that is shown. */
export function shownSummary(
  summaries: readonly Summary[],
  { shown }: Pick<SummaryChoice, 'shown'>,
): Summary | undefined {
  return summaries.find(({ language }) => language === shown) ?? summaries.at(-1);
}

/** What the next summary is asked for with. */
export function summaryWish(
  { chapters = [] }: Pick<VoxlaneDocument, 'chapters'>,
  choice: SummaryChoice,
): { readonly language?: string; readonly chapters: boolean } {
  return {
    chapters: choice.chapters ?? chapters.length === 0,
    ...(choice.language === undefined ? {} : { language: choice.language }),
  };
}
