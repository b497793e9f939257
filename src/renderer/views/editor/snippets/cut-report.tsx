import { CircleAlert, CircleCheck, Download, FolderOpen, TriangleAlert } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { SnippetNote } from '../../../../contract/snippet-calls.ts';
import { byteSize } from '../../../app/byte-size.ts';
import { useHost } from '../../../client/studio-context.tsx';
import { tellError } from '../../../state/notices.ts';
import { Button } from '../../../ui/button.tsx';
import { useErrorTexts } from '../../../ui/use-error-texts.ts';
import type { CutResult } from './use-cutting.ts';

interface Props {
  readonly result: CutResult;
  readonly zipName: string;
}

/** What came out, what could not be cut and why, and what is worth knowing. A ZIP begins to be downloaded. */
export function CutReport({ result, zipName }: Props) {
  const { t, i18n } = useTranslation('snippets');
  const { download } = useHost();
  const errorTexts = useErrorTexts();
  const { snippets, failed, notes } = result;
  const count = snippets.length;
  const archive = 'archive' in result ? result.archive : undefined;
  const token = archive?.token;
  useEffect(() => {
    if (token !== undefined) download?.({ token, name: zipName });
  }, [download, token, zipName]);
  const place =
    'folder' in result
      ? t('cutIn', { count, folder: result.folder })
      : t('cutZip', { count, name: zipName, size: byteSize(archive?.bytes ?? 0, i18n.language) });
  return (
    <div className="flex flex-col gap-3 text-sm">
      <div role="status" className="flex gap-2">
        {count > 0 ? (
          <CircleCheck size={16} aria-hidden className="mt-0.5 shrink-0 text-good" />
        ) : (
          <CircleAlert size={16} aria-hidden className="mt-0.5 shrink-0 text-danger" />
        )}
        <span className="min-w-0 break-words">{count > 0 ? place : t('cutNone')}</span>
      </div>
      {count > 0 && (
        <p className="text-xs text-muted">
          {archive !== undefined && `${t('zipHelp')} `}
          {t('lists')}
        </p>
      )}
      {failed.length > 0 && (
        <section aria-label={t('failed', { count: failed.length })}>
          <h3 className="font-semibold">{t('failed', { count: failed.length })}</h3>
          <ul tabIndex={0} aria-label={t('failed', { count: failed.length })} className="max-h-56 overflow-auto">
            {failed.map(({ file, error }) => {
              const { what, action } = errorTexts(error);
              return (
                <li key={file} className="flex gap-2 py-1">
                  <CircleAlert size={16} aria-hidden className="mt-0.5 shrink-0 text-danger" />
                  <span className="min-w-0">
                    <span className="block font-mono text-xs break-all">{file}</span>
                    <span className="block break-words">
                      {what} {action}
                    </span>
                  </span>
                </li>
              );
            })}
          </ul>
        </section>
      )}
      {notes.length > 0 && (
        <section aria-label={t('notes')}>
          <h3 className="font-semibold">{t('notes')}</h3>
          <ul tabIndex={0} aria-label={t('notes')} className="max-h-40 overflow-auto">
            {notes.map((note) => (
              <Note key={JSON.stringify(note)} note={note} />
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function Note({ note }: { readonly note: SnippetNote }) {
  const { t } = useTranslation('snippets');
  const text =
    note.kind === 'ends-early' || note.kind === 'other-recording'
      ? t(`note_${note.kind}`, { file: note.file })
      : note.kind === 'beyond-end'
        ? t('note_beyond-end', { count: note.pieces })
        : t(`note_${note.kind}`, { count: note.cues });
  return (
    <li className="flex gap-2 py-0.5">
      <TriangleAlert size={16} aria-hidden className="mt-0.5 shrink-0 text-doubt" />
      <span className="min-w-0 break-words">{text}</span>
    </li>
  );
}

/** What can be done with what came out. */
export function CutReportButtons({
  result,
  zipName,
  onAgain,
  onClose,
}: Props & { readonly onAgain: () => void; readonly onClose: () => void }) {
  const { t } = useTranslation(['snippets', 'app']);
  const { download, reveal } = useHost();
  const token = 'archive' in result ? result.archive?.token : undefined;
  const shown = 'folder' in result ? (result.manifests[0] ?? result.folder) : undefined;
  return (
    <>
      <Button onClick={onAgain}>{t('snippets:others')}</Button>
      {token !== undefined && download !== undefined && (
        <Button icon={Download} onClick={() => download({ token, name: zipName })}>
          {t('snippets:download')}
        </Button>
      )}
      {shown !== undefined && reveal !== undefined && (
        <Button icon={FolderOpen} onClick={() => void reveal(shown).catch(tellError)}>
          {t('snippets:show')}
        </Button>
      )}
      <Button tone="primary" data-focus onClick={onClose}>
        {t('app:close')}
      </Button>
    </>
  );
}
