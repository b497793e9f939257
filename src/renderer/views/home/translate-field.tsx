import { Upload } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { RETIMES } from '../../../core/document/notes/retime.ts';
import { type JobChoices, glossaryFault } from '../../state/job-options.ts';
import { usableModels } from '../../state/language-models.ts';
import { settingsStore } from '../../state/settings.ts';
import { tellError } from '../../state/notices.ts';
import { useStored } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Select, TextInput } from '../../ui/field.tsx';
import { TargetLanguages } from '../settings/llm/target-languages.tsx';

/** Glossaries are lists of terms, not books. */
const MOST_BYTES = 1_000_000;
const RETIME_CHOICES: readonly JobChoices['translateRetime'][] = ['keep', ...RETIMES];

/** The languages that recordings are translated to, and how; only where a language model may be asked. */
export function TranslateField({
  choices,
  onChange,
  onLeave,
  isThere,
}: {
  readonly choices: JobChoices;
  readonly onChange: (change: Partial<JobChoices>) => void;
  readonly onLeave: () => void;
  /** The jobs may have a glossary already, which is not shown. */
  readonly isThere: boolean;
}) {
  const { t } = useTranslation(['home', 'llms']);
  const settings = useStored(settingsStore, ({ values }) => values);
  const ready = settings !== undefined && usableModels(settings).length > 0;
  const reason = settings?.languageModels.length === 0 ? 'none' : settings?.offline === true ? 'offline' : 'not-agreed';
  const chosen = choices.translate ?? settings?.defaultTranslate ?? [];
  return (
    <div className="flex flex-col gap-3 sm:col-span-2 lg:col-span-3">
      <Field label={t('translateTo')} help={ready ? undefined : t(`translate_${reason}`)}>
        {(ids) => (
          <TargetLanguages
            {...ids}
            value={ready ? chosen : []}
            disabled={!ready}
            onChange={(translate) => onChange({ translate: [...translate] })}
          />
        )}
      </Field>
      {!ready && (
        <a href="#/settings/llms" onClick={onLeave} className="-mt-2 self-start text-sm text-accent underline">
          {t('translateSetUp')}
        </a>
      )}
      {ready && chosen.length > 0 && <HowFields choices={choices} onChange={onChange} isThere={isThere} />}
    </div>
  );
}

/** In which words: a style for the model, and terms that are always said the same way. */
function HowFields({
  choices: { translateStyle, translateRetime, glossary },
  onChange,
  isThere,
}: {
  readonly choices: JobChoices;
  readonly onChange: (change: Partial<JobChoices>) => void;
  readonly isThere: boolean;
}) {
  const { t } = useTranslation(['home', 'llms', 'options']);
  const file = useRef<HTMLInputElement>(null);
  const isWrong = glossaryFault(glossary);
  const take = async (picked: File | undefined): Promise<void> => {
    if (picked !== undefined) onChange({ glossary: (await picked.slice(0, MOST_BYTES).text()).trim() });
    if (file.current !== null) file.current.value = '';
  };
  return (
    <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
      <Field label={t('translateStyle')} help={t('translateStyle_help')}>
        {(ids) => (
          <TextInput
            {...ids}
            maxLength={500}
            value={translateStyle}
            onChange={(event) => onChange({ translateStyle: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('llms:tooLong')}>
        {({ id }) => (
          <Select
            id={id}
            value={translateRetime}
            onChange={(value) => onChange({ translateRetime: value })}
            options={RETIME_CHOICES.map((value) => ({ value, label: t(`llms:tooLong_${value}`) }))}
          />
        )}
      </Field>
      <Field label={t('glossary')} help={isWrong ? t('glossary_wrong') : t('glossary_help')}>
        {(ids) => (
          <div className="flex items-start gap-2">
            <textarea
              {...ids}
              rows={2}
              value={glossary}
              spellCheck={false}
              placeholder={isThere ? t('options:glossaryKept') : undefined}
              aria-invalid={isWrong}
              onChange={(event) => onChange({ glossary: event.target.value })}
              className="min-w-0 flex-1 rounded-md border border-line-strong bg-surface p-2 text-sm"
            />
            <Button icon={Upload} onClick={() => file.current?.click()}>
              {t('glossaryFile')}
            </Button>
            <input
              ref={file}
              type="file"
              hidden
              accept=".csv,.tsv,.txt,.json"
              onChange={(event) => void take(event.target.files?.[0]).catch(tellError)}
            />
          </div>
        )}
      </Field>
    </div>
  );
}
