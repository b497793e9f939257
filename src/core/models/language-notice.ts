import type { Alert } from '../../shared/alert.ts';
import type { InstalledModel } from './manifest.ts';

/**
 * The warning for a language that the chosen recogniser does not list; empty when it does, lists none, or is left to
 * detect. Whisper's graph takes any language token, so the run would go on and write something.
 */
export function languageNotice(model: InstalledModel | undefined, language: string | undefined): Alert[] {
  const known = model?.manifest.languages ?? [];
  if (model === undefined || language === undefined || known.length === 0 || known.includes(language)) return [];
  const shown = known.length > 5 ? `${known.length} other languages` : known.join(', ');
  return [
    {
      code: 'language-not-listed',
      severity: 'warning',
      message: `The model ${model.manifest.id} is made for ${shown}, not for "${language}". Expect wrong text.`,
      values: { model: model.manifest.id, language },
    },
  ];
}
