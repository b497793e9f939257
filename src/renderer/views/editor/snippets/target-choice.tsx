import { FolderOpen } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHost } from '../../../client/studio-context.tsx';
import { useReadOnly } from '../../../client/use-read-only.ts';
import { tellError } from '../../../state/notices.ts';
import { Button } from '../../../ui/button.tsx';
import { Field, Switch, TextInput } from '../../../ui/field.tsx';
import { BrowseDialog } from '../../home/browse-dialog.tsx';
import { Line } from '../export/export-options.tsx';
import type { CutTarget } from './use-cutting.ts';

/** Where the snippets are to go, as far as it is chosen. */
export interface TargetDraft {
  readonly kind: CutTarget['kind'];
  readonly folder: string;
  readonly force: boolean;
}

/** The target, once it is one. */
export function targetOf({ kind, folder, force }: TargetDraft, readOnly: boolean): CutTarget | undefined {
  if (kind === 'zip') return { kind };
  const path = folder.trim();
  return path === '' || readOnly ? undefined : { kind, folder: path, force };
}

interface Props {
  readonly draft: TargetDraft;
  readonly onChange: (draft: TargetDraft) => void;
}

/** On a desktop a folder of its own; in a browser a ZIP, or a folder of the machine that the studio runs on. */
export function TargetChoice({ draft, onChange }: Props) {
  const { t } = useTranslation('snippets');
  const host = useHost();
  const readOnly = useReadOnly();
  return (
    <section aria-label={t('target')} className="flex flex-col gap-2">
      <h3 className="text-sm font-semibold">{t('target')}</h3>
      {host.kind === 'browser' && (
        <fieldset>
          <legend className="sr-only">{t('target')}</legend>
          {(['zip', 'folder'] as const).map((kind) => (
            <label
              key={kind}
              className="flex items-center gap-2 rounded-md px-2 text-sm hover:bg-hover"
              title={kind === 'folder' && readOnly ? t('needsPen') : undefined}
            >
              <input
                type="radio"
                name="snippet-target"
                checked={draft.kind === kind}
                disabled={kind === 'folder' && readOnly}
                onChange={() => onChange({ ...draft, kind })}
                className="size-6 shrink-0 scale-75 accent-(--accent)"
              />
              {t(`target_${kind}`)}
            </label>
          ))}
        </fieldset>
      )}
      {draft.kind === 'folder' && (
        <>
          {host.kind === 'browser' ? (
            <ServerFolder draft={draft} onChange={onChange} />
          ) : (
            <OwnFolder draft={draft} onChange={onChange} />
          )}
          <Line label={t('replace')}>
            {(id) => <Switch id={id} checked={draft.force} onChange={(force) => onChange({ ...draft, force })} />}
          </Line>
        </>
      )}
    </section>
  );
}

function OwnFolder({ draft, onChange }: Props) {
  const { t } = useTranslation('snippets');
  const host = useHost();
  const pick = async (): Promise<void> => {
    const [folder] = await host.pick({ what: 'folder', title: t('browseTitle') });
    if (folder !== undefined) onChange({ ...draft, folder });
  };
  return (
    <div className="flex items-center gap-2">
      <span className="min-w-0 flex-1 text-sm break-all">
        {draft.folder === '' ? <span className="text-muted">{t('noFolder')}</span> : draft.folder}
      </span>
      <Button icon={FolderOpen} onClick={() => void pick().catch(tellError)}>
        {t('chooseFolder')}
      </Button>
    </div>
  );
}

function ServerFolder({ draft, onChange }: Props) {
  const { t } = useTranslation('snippets');
  const [browsing, setBrowsing] = useState(false);
  return (
    <>
      <Field label={t('folder')} help={t('folderHelp')}>
        {(ids) => (
          <div className="flex gap-2">
            <TextInput
              {...ids}
              spellCheck={false}
              autoComplete="off"
              value={draft.folder}
              onChange={(event) => onChange({ ...draft, folder: event.target.value })}
              className="flex-1 font-mono"
            />
            <Button icon={FolderOpen} onClick={() => setBrowsing(true)}>
              {t('chooseFolder')}
            </Button>
          </div>
        )}
      </Field>
      {browsing && (
        <BrowseDialog
          folder={{
            title: t('browseTitle'),
            action: t('browseAction'),
            ...(draft.folder.trim() === '' ? {} : { startPath: draft.folder.trim() }),
          }}
          onClose={() => setBrowsing(false)}
          onChoose={([folder = '']) => {
            setBrowsing(false);
            onChange({ ...draft, folder });
          }}
        />
      )}
    </>
  );
}
