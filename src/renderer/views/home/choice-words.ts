import type { TFunction } from 'i18next';
import type { ChoiceWarning } from '../../../contract/model-calls.ts';
import type { AsrReason } from '../../../core/models/asr-reason.ts';
import { deviceName } from '../../ui/device-name.ts';
import { languageName, sizeText } from './names.ts';

/** Why a recogniser is the one that is used, e.g. `since Voxtral does not know Turkish`, in the language of the page. */
export function whyText(t: TFunction<'home'>, reason: AsrReason, language: string): string {
  return t(`why_${reason.kind}`, {
    other: 'other' in reason ? reason.other : '',
    languages: 'languages' in reason ? languageList(reason.languages, language) : '',
    need: 'needBytes' in reason ? sizeText(reason.needBytes, language) : '',
    have: 'haveBytes' in reason ? sizeText(reason.haveBytes, language) : '',
    speed:
      'speed' in reason ? new Intl.NumberFormat(language, { maximumSignificantDigits: 2 }).format(reason.speed) : '',
    wanted: 'wanted' in reason ? reason.wanted : '',
  });
}

/** What does not go as the user may expect. */
export function warningText(t: TFunction<'home'>, warning: ChoiceWarning, language: string): string {
  switch (warning.kind) {
    case 'missing':
      return t('warn_missing', { model: warning.model });
    case 'device':
      return t('warn_device', { wanted: deviceName(warning.wanted), used: deviceName(warning.used) });
    case 'drifts':
      return t('warn_drifts', { languages: languageList(warning.languages, language) });
  }
}

function languageList(codes: readonly string[], language: string): string {
  const list = new Intl.ListFormat(language, { type: 'disjunction' });
  return list.format(codes.map((code) => languageName(code, language)));
}
