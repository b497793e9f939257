import { FolderOpen, HardDrive, Plus } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TopBar } from '../../app/top-bar.tsx';
import { useHost } from '../../client/studio-context.tsx';
import { useReadOnly } from '../../client/use-read-only.ts';
import { runCommand } from '../../commands/command-table.ts';
import { followLibrary, libraryStore } from '../../state/library.ts';
import { queueStore } from '../../state/queue.ts';
import { useStored } from '../../state/store.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { ErrorBox } from '../../ui/error-box.tsx';
import { Select, TextInput } from '../../ui/field.tsx';
import { JobDialogs } from './job-dialogs.tsx';
import {
  arrange,
  LIBRARY_FILTERS,
  LIBRARY_SORTS,
  type LibraryFilter,
  libraryItems,
  type LibrarySort,
} from './library-items.ts';
import { LibraryList } from './library-list.tsx';
import { openBrowse } from './pick-inputs.tsx';
import { Welcome } from './welcome.tsx';

/** The projects, and the jobs that will become one, newest first. */
export function HomeView() {
  const app = useTranslation('app');
  const { t, i18n } = useTranslation('home');
  const { api, kind } = useHost();
  const readOnly = useReadOnly();
  useEffect(() => followLibrary(api), [api]);
  const { documents, failed, retry } = useStored(libraryStore, (state) => state);
  const jobs = useStored(queueStore, ({ queue }) => queue?.jobs);
  const [search, setSearch] = useState('');
  const [filter, setFilter] = useState<LibraryFilter>('all');
  const [sort, setSort] = useState<LibrarySort>('newest');
  const items = useMemo(() => libraryItems(documents ?? [], jobs ?? []), [documents, jobs]);
  const shown = useMemo(
    () => arrange(items, { search, filter, sort }, i18n.language),
    [items, search, filter, sort, i18n.language],
  );
  if (documents === undefined || jobs === undefined) {
    return (
      <>
        <TopBar title={app.t('library')} />
        <div className="m-auto max-w-lg p-4">
          {failed === undefined ? (
            <p className="text-muted">{app.t('loading')}</p>
          ) : (
            <ErrorBox error={failed} action={<Button onClick={retry}>{app.t('retry')}</Button>} />
          )}
        </div>
      </>
    );
  }
  return (
    <>
      <TopBar title={app.t('library')} />
      {items.length === 0 ? (
        <Welcome />
      ) : (
        <>
          <div className="flex min-h-12 shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-2">
            <TextInput
              type="search"
              value={search}
              onChange={(event) => setSearch(event.currentTarget.value)}
              aria-label={t('searchLibrary')}
              placeholder={t('searchLibrary')}
              className="w-64"
            />
            <Select
              label={t('filter')}
              value={filter}
              onChange={setFilter}
              options={LIBRARY_FILTERS.map((value) => ({ value, label: t(`library_${value}`) }))}
            />
            <Select
              label={t('sort')}
              value={sort}
              onChange={setSort}
              options={LIBRARY_SORTS.map((value) => ({ value, label: t(`sort_${value}`) }))}
            />
            <span className="tabular text-sm text-muted" role="status">
              {t('projectsCount', { count: shown.length })}
            </span>
            <div className="ml-auto flex items-center gap-1">
              {kind === 'browser' && (
                <IconButton label={t('browse')} icon={HardDrive} disabled={readOnly} onClick={openBrowse} />
              )}
              <IconButton
                label={t('addFolder')}
                icon={FolderOpen}
                disabled={readOnly}
                onClick={() => runCommand('app.openFolder')}
              />
              <Button tone="primary" icon={Plus} disabled={readOnly} onClick={() => runCommand('app.open')}>
                {t('addRecordings')}
              </Button>
            </div>
          </div>
          <LibraryList items={shown} />
          <JobDialogs />
        </>
      )}
    </>
  );
}
