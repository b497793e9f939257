import type { Bilingual } from '../../../../core/document/in-language.ts';
import type { ViewOptions } from '../../../../core/formats/document-view.ts';
import type { FormatId } from './export-choice.ts';

/** How the source text goes with a translation: not at all, in the same cues, or in a file of its own. */
export const LAYOUTS = ['alone', 'above', 'below', 'files'] as const;
type Layout = (typeof LAYOUTS)[number];

/** Which part of a document is exported, and in which language. Not remembered: another document has others. */
export interface ViewChoice {
  /** None: as it was spoken. */
  readonly language?: string;
  readonly layout: Layout;
  /** None: all cues. */
  readonly schema?: string;
  /** Labels of `schema`, at least one. */
  readonly labels: readonly string[];
  readonly characters: boolean;
}

export const WHOLE: ViewChoice = { layout: 'alone', labels: [], characters: false };

/** Formats that hold what is said. */
const HAS_TEXT: ReadonlySet<FormatId> = new Set(['srt', 'vtt', 'json', 'txt']);
/** Formats of which a part can be written. */
const HAS_PARTS: ReadonlySet<FormatId> = new Set([...HAS_TEXT, 'rttm', 'activity-json', 'activity-csv']);

/** What to ask the studio for; what makes no difference to a format is left out. */
export function viewOptionsOf(format: FormatId, choice: ViewChoice): ViewOptions {
  const { language, layout, schema, labels, characters } = choice;
  const bilingual: Bilingual | undefined = layout === 'above' || layout === 'below' ? layout : undefined;
  return {
    ...(language === undefined || !HAS_TEXT.has(format)
      ? {}
      : { language, ...(bilingual === undefined ? {} : { bilingual }) }),
    ...(schema === undefined || !HAS_PARTS.has(format)
      ? {}
      : { classes: { schema, labels }, ...(characters ? { characters } : {}) }),
  };
}

/** The files of one format: two where the source text is to have its own. */
export function filesOf(format: FormatId, choice: ViewChoice): readonly ViewChoice[] {
  const { language: _language, ...spoken } = choice;
  const isApart = choice.language !== undefined && choice.layout === 'files' && HAS_TEXT.has(format);
  return isApart ? [spoken, choice] : [choice];
}

/** What stands in the file's name in front of its ending, e.g. `in.fr`; empty for the whole document as it was spoken. */
export function nameTagOf(format: FormatId, choice: ViewChoice): string {
  const { language, classes } = viewOptionsOf(format, choice);
  return [classes?.labels.join('-'), language].filter((part) => part !== undefined).join('.');
}

/** With a label more or less; the last one stays. */
export function withLabel(choice: ViewChoice, label: string, on: boolean): ViewChoice {
  const labels = on ? [...choice.labels, label] : choice.labels.filter((each) => each !== label);
  return labels.length === 0 ? choice : { ...choice, labels };
}
