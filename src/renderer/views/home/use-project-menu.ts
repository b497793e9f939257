import { useTranslation } from 'react-i18next';
import type { DocumentListing } from '../../../contract/document-calls.ts';
import { ask } from '../../client/ask.ts';
import { useHost } from '../../client/studio-context.tsx';
import { useReadOnly } from '../../client/use-read-only.ts';
import { goTo } from '../../state/navigation.ts';
import { tell, tellError } from '../../state/notices.ts';
import { useLossText } from '../../ui/use-loss-text.ts';
import type { MenuItem } from '../../ui/menu.tsx';
import { changeJobs } from './job-actions.ts';
import { openJobDialog } from './job-dialogs.tsx';
import type { LibraryItem } from './library-items.ts';
import { exportName } from './names.ts';

const QUICK_FORMATS = ['srt', 'vtt', 'txt'] as const;

/** Everything that can be done with a project from outside. */
export function useProjectMenu(
  item: LibraryItem,
  listing: DocumentListing,
  onRemove: (item: LibraryItem) => void,
): readonly MenuItem[] {
  const { t, i18n } = useTranslation('home');
  const lossText = useLossText();
  const host = useHost();
  const { api, reveal } = host;
  const readOnly = useReadOnly();
  const { id, job } = item;
  const exportAs = async (format: string): Promise<void> => {
    const { text, losses } = await ask(api, 'documents.export', { id, format });
    const saved = await host.saveText({ name: exportName(item.title, format), text });
    if (saved === undefined) return;
    const list = new Intl.ListFormat(i18n.language, { type: 'unit', style: 'long' }).format(losses.map(lossText));
    const lost = losses.length === 0 ? '' : t('exportedWithout', { list });
    tell({ tone: 'info', text: [t('exported', { name: saved }), lost].filter(Boolean).join(' ') });
  };
  return [
    { key: 'open', label: t('open'), keys: 'Enter', run: () => goTo({ view: 'editor', id }) },
    ...(reveal === undefined
      ? []
      : [{ key: 'reveal', label: t('reveal'), run: () => void reveal(listing.path).catch(tellError) }]),
    ...QUICK_FORMATS.map((format, index) => ({
      key: `export-${format}`,
      label: t('exportAs', { format: format.toUpperCase() }),
      separator: index === 0,
      run: () => void exportAs(format).catch(tellError),
    })),
    ...(job === undefined || job.state === 'running'
      ? []
      : [
          {
            key: 'respec',
            label: t('respec'),
            separator: true,
            enabled: !readOnly,
            run: () => openJobDialog({ kind: 'respec', ids: [id] }),
          },
          {
            key: 'duplicate',
            label: t('action_duplicate'),
            enabled: !readOnly,
            run: () => void changeJobs(api, 'duplicate', [id]).catch(tellError),
          },
        ]),
    ...(job?.state === 'done'
      ? [{ key: 'report', label: t('report'), run: () => openJobDialog({ kind: 'report', id }) }]
      : []),
    {
      key: 'remove',
      label: t('removeProject'),
      keys: 'Delete',
      separator: true,
      danger: true,
      enabled: !readOnly && job?.state !== 'running',
      run: () => onRemove(item),
    },
  ];
}
