import { ScanSearch } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../../client/ask.ts';
import { useHost } from '../../client/studio-context.tsx';
import { tell, tellError } from '../../state/notices.ts';
import { Button } from '../../ui/button.tsx';

/** Looks for known people in everything that was transcribed. */
export function RecogniseButton() {
  const { t } = useTranslation('voices');
  const { api } = useHost();
  const [busy, setBusy] = useState(false);
  const recognise = async (): Promise<void> => {
    setBusy(true);
    try {
      const ids = (await ask(api, 'documents.list', {})).map(({ job }) => job);
      if (ids.length === 0) {
        tell({ tone: 'info', text: t('noDocuments') });
        return;
      }
      const results = await ask(api, 'voices.recognise', { ids });
      const done = results.flatMap((result) => (result.kind === 'done' ? [result] : []));
      const named = done.reduce((sum, { renamed }) => sum + renamed.length, 0);
      const suggested = done.reduce((sum, result) => sum + result.suggested.length, 0);
      tell({
        tone: 'info',
        text: t('recognised', {
          speakers: t('speakerCount', { count: named }),
          suggested,
          documents: t('documentCount', { count: done.length }),
        }),
      });
      const failed = results.find((result) => result.kind === 'failed');
      const count = results.length - done.length;
      if (failed !== undefined) tell({ tone: 'warning', text: t('recogniseFailed', { count }), error: failed.error });
    } catch (error) {
      tellError(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="flex flex-wrap items-center gap-3">
      <p className="min-w-48 flex-1 text-muted">{t('recogniseHelp')}</p>
      <Button icon={ScanSearch} disabled={busy} onClick={() => void recognise()}>
        {busy ? t('recognising') : t('recognise')}
      </Button>
    </div>
  );
}
