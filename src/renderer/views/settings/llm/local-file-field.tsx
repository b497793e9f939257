import { FolderOpen } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LlmFileCheck } from '../../../../contract/language-calls.ts';
import { useAnswer } from '../../../client/use-answer.ts';
import { useHost } from '../../../client/studio-context.tsx';
import { tellError } from '../../../state/notices.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorBox } from '../../../ui/error-box.tsx';
import { Field, Select, TextInput } from '../../../ui/field.tsx';
import { BrowseDialog } from '../../home/browse-dialog.tsx';
import { sizeText } from '../../home/names.ts';

/** Stands for a file that is not among those that are installed; no model has such an id. */
const OTHER = '/';

/** Which model of this computer: one that is installed, or a GGUF file from anywhere, and what a look into it tells. */
export function LocalFileField({
  model,
  check,
  onChange,
}: {
  readonly model: string;
  /** What is known of `model`; absent before anybody looked. */
  readonly check: LlmFileCheck | undefined;
  /** `chosen`: it is complete, not one that is still being typed. */
  readonly onChange: (model: string, chosen: boolean) => void;
}) {
  const { t, i18n } = useTranslation('llms');
  const { value, error } = useAnswer('llm.files', {});
  // A path can be given, whatever is wrong with the folder of the models.
  const files = value ?? (error === undefined ? undefined : []);
  const isInstalled = files?.some(({ id }) => id === model) === true;
  const [isOther, setOther] = useState(model !== '');
  if (files === undefined) return undefined;
  const other = !isInstalled && (isOther || files.length === 0);
  return (
    <>
      {files.length > 0 && (
        <Field label={t('installed')}>
          {({ id }) => (
            <Select
              id={id}
              value={isInstalled ? model : other ? OTHER : ''}
              placeholder={t('installed_choose')}
              onChange={(value) => {
                setOther(value === OTHER);
                onChange(value === OTHER ? '' : value, true);
              }}
              options={[
                ...files.map(({ id: value, name, bytes, problem }) => ({
                  value,
                  label: `${name} · ${problem === undefined ? sizeText(bytes, i18n.language) : t('installed_damaged')}`,
                  disabled: problem !== undefined,
                })),
                { value: OTHER, label: t('installed_other') },
              ]}
            />
          )}
        </Field>
      )}
      {other && <PathField model={model} onChange={onChange} />}
      {check?.kind === 'fits' && (
        <p role="status" className="text-xs break-words text-good">
          {t('file_fits', { name: check.name ?? model, size: sizeText(check.bytes, i18n.language) })}
        </p>
      )}
      {check?.kind === 'failed' && <ErrorBox error={check.error} />}
    </>
  );
}

/** The path of a file, typed or chosen: in a dialog of the system, or among the files of the studio's machine. */
function PathField({
  model,
  onChange,
}: {
  readonly model: string;
  readonly onChange: (model: string, chosen: boolean) => void;
}) {
  const { t } = useTranslation('llms');
  const host = useHost();
  const [browsing, setBrowsing] = useState(false);
  const pick = (): void => {
    if (host.kind === 'browser') return setBrowsing(true);
    host
      .pick({ what: 'gguf', title: t('file_pick') })
      .then(([path]) => path !== undefined && onChange(path, true), tellError);
    return undefined;
  };
  return (
    <Field label={t('file')} help={t('file_help')}>
      {(ids) => (
        <div className="flex items-start gap-2">
          <TextInput
            {...ids}
            value={model}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => onChange(event.target.value, false)}
            onBlur={(event) => onChange(event.target.value, true)}
            className="flex-1"
          />
          <Button icon={FolderOpen} onClick={pick}>
            {t('file_browse')}
          </Button>
          {browsing && (
            <BrowseDialog
              single={{
                title: t('file_pick'),
                action: t('file_use'),
                text: t('file_where'),
                wanted: /\.gguf$/i,
                startPath: folderOf(model),
              }}
              onClose={() => setBrowsing(false)}
              onChoose={([path]) => {
                setBrowsing(false);
                if (path !== undefined) onChange(path, true);
              }}
            />
          )}
        </div>
      )}
    </Field>
  );
}

function folderOf(path: string): string | undefined {
  return /^(.+)[\\/]/.exec(path)?.[1];
}
