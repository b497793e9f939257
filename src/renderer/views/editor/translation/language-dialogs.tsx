import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field, Select } from '../../../ui/field.tsx';
import { languageName } from '../../home/names.ts';
import { languageOptions } from '../../settings/languages.ts';
import { useDocument } from '../session-context.tsx';
import { useTargetLanguages } from './target-languages.ts';
import { closeNoteDialog } from './translation-dialogs.ts';
import { useTranslationEdits } from './use-translation-edits.ts';

/** Languages offered first where the document has none of them: those most studios translate to. */
const LIKELY: readonly string[] = ['fr', 'en', 'tr', 'es', 'de'];

/** Chooses a language that the document is translated to from now on. */
export function AddLanguageDialog() {
  const { t, i18n } = useTranslation(['translation', 'app']);
  const edits = useTranslationEdits();
  const { tracks } = useTargetLanguages();
  const source = useDocument((document) => document.language);
  const options = useMemo(() => {
    const taken = new Set([...tracks.map(({ language }) => language), source?.split('-')[0]]);
    return languageOptions(i18n.language).filter(({ value }) => !taken.has(value));
  }, [tracks, source, i18n.language]);
  const [language, setLanguage] = useState(
    () => LIKELY.find((code) => options.some(({ value }) => value === code)) ?? options[0]?.value ?? 'en',
  );
  return (
    <Dialog
      open
      onClose={closeNoteDialog}
      title={t('translation:addTitle')}
      footer={
        <>
          <Button onClick={closeNoteDialog}>{t('app:cancel')}</Button>
          <Button
            tone="primary"
            onClick={() => {
              closeNoteDialog();
              edits.add(language);
            }}
          >
            {t('translation:addDo', { language: languageName(language, i18n.language) })}
          </Button>
        </>
      }
    >
      <Field label={t('translation:language')}>
        {({ id }) => <Select id={id} value={language} onChange={setLanguage} options={options} />}
      </Field>
    </Dialog>
  );
}

/** Takes a language and all its lines away, once that was confirmed. */
export function RemoveLanguageDialog() {
  const { t, i18n } = useTranslation(['translation', 'app']);
  const edits = useTranslationEdits();
  const { current } = useTargetLanguages();
  const cues = useDocument((document) => document.cues);
  if (current === undefined) return undefined;
  const language = languageName(current, i18n.language);
  const count = cues.filter((cue) => cue.translations?.[current] !== undefined).length;
  return (
    <Dialog
      open
      onClose={closeNoteDialog}
      title={t('translation:removeTitle', { language })}
      description={t('translation:removeText', { count })}
      footer={
        <>
          <Button onClick={closeNoteDialog}>{t('app:cancel')}</Button>
          <Button
            tone="danger"
            onClick={() => {
              closeNoteDialog();
              edits.remove(current);
            }}
          >
            {t('translation:removeDo')}
          </Button>
        </>
      }
    >
      <p className="text-sm">{language}</p>
    </Dialog>
  );
}
