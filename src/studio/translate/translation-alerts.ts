import type { ErrorData } from '../../shared/app-error.ts';
import type { Alert } from '../../shared/alert.ts';

/** What is said of a language that a recording was translated to. */
export interface TranslationEnd {
  readonly language: string;
  readonly untranslated: number;
  readonly problem?: ErrorData | undefined;
}

/** Tells what is missing of a translation, and how to get it; empty when nothing is. */
export function translationAlerts({ language, untranslated, problem }: TranslationEnd): readonly Alert[] {
  if (problem !== undefined) {
    const message = `The translation to ${language} is not finished: ${problem.what} What there is of it is kept; translate the document again in the editor, or run \`voxlane translate\` on its subtitles, once that is mended.`;
    return [{ code: 'translation-failed', severity: 'warning', message, values: { language, reason: problem.what } }];
  }
  if (untranslated === 0) return [];
  const [what, their] = untranslated === 1 ? ['1 cue has', 'its'] : [`${untranslated} cues have`, 'their'];
  const message = `${what} no usable translation to ${language} and ${their} own text instead.`;
  return [{ code: 'translation-incomplete', severity: 'warning', message, values: { language, count: untranslated } }];
}

/** Tells that a recording is in a wished language already. */
export function notNeededAlert(language: string): Alert {
  const message = `The recording is in ${language} already, so it was not translated to that.`;
  return { code: 'translation-not-needed', severity: 'info', message, values: { language } };
}
