import type { AsrReason } from '../core/models/asr-reason.ts';
import { t } from './i18n/translate.ts';
import { formatBytes, printable } from './terminal-text.ts';

const languageNames = new Intl.DisplayNames(['en'], { type: 'language' });
const list = new Intl.ListFormat('en', { type: 'disjunction' });

/** The sentence that says which recogniser is used and why, e.g. `Whisper small, since Voxtral does not know Turkish`. */
export function choiceText(reason: AsrReason): string {
  return t(`choice.${reason.kind}`, {
    name: printable(reason.name),
    ...('other' in reason ? { other: printable(reason.other) } : {}),
    ...('languages' in reason ? { languages: list.format(reason.languages.map(languageName)) } : {}),
    ...('needBytes' in reason ? { need: formatBytes(reason.needBytes), have: formatBytes(reason.haveBytes) } : {}),
    ...('speed' in reason ? { speed: Number(reason.speed.toPrecision(2)) } : {}),
    ...('wanted' in reason ? { wanted: reason.wanted } : {}),
  });
}

function languageName(code: string): string {
  try {
    return languageNames.of(code) ?? code;
  } catch {
    return printable(code);
  }
}
