import { FolderOpen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { byteSize } from '../../app/byte-size.ts';
import { useHost } from '../../client/studio-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { tellError } from '../../state/notices.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorBox } from '../../ui/error-box.tsx';
import { Switch } from '../../ui/field.tsx';
import { SettingBlock, SettingRow, useSetting } from './setting-row.tsx';

/** How much room the library takes and what for. */
export function StorageSection() {
  const { t, i18n } = useTranslation(['settings', 'app']);
  const host = useHost();
  const { value, error, again } = useAnswer('library.info', {});
  const [keep, setKeep] = useSetting('keepArtifacts');
  const size = (bytes: number): string => byteSize(bytes, i18n.language);
  const { reveal } = host;
  return (
    <>
      <SettingRow row="keepArtifacts" label={t('keepArtifacts')} help={t('keepArtifacts_help')}>
        {(ids) => <Switch id={ids.id} checked={keep} onChange={setKeep} />}
      </SettingRow>
      <SettingBlock
        row="library"
        title={t('library')}
        actions={
          reveal !== undefined &&
          value !== undefined && (
            <Button icon={FolderOpen} onClick={() => void reveal(value.folder).catch(tellError)}>
              {t('showFolder')}
            </Button>
          )
        }
      >
        {error !== undefined && <ErrorBox error={error} action={<Button onClick={again}>{t('app:retry')}</Button>} />}
        {value !== undefined && (
          <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1.5">
            <Fact name={t('library_folder')} value={value.folder} mono />
            <Fact name={t('library_documents')} value={String(value.documents)} />
            <Fact name={t('library_jobs')} value={String(value.jobs)} />
            <Fact name={t('library_database')} value={size(value.database_bytes)} />
            <Fact name={t('library_artifacts')} value={size(value.artifact_bytes)} />
            {host.kind === 'browser' && <Fact name={t('library_uploads')} value={size(value.upload_bytes)} />}
            <Fact name={t('library_work')} value={size(value.work_bytes)} />
            <Fact name={t('library_reserve')} value={size(value.reserve_bytes)} />
          </dl>
        )}
      </SettingBlock>
    </>
  );
}

function Fact({
  name,
  value,
  mono = false,
}: {
  readonly name: string;
  readonly value: string;
  readonly mono?: boolean;
}) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className={mono ? 'font-mono break-all' : 'tabular'}>{value}</dd>
    </>
  );
}
