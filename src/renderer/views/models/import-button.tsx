import { Upload } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../../client/ask.ts';
import { useHost } from '../../client/studio-context.tsx';
import { tell, tellError } from '../../state/notices.ts';
import { Button } from '../../ui/button.tsx';

/** Installs a model from a file of this machine; in a browser it is sent to the studio first. */
export function ImportButton({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation('models');
  const host = useHost();
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const take = async (pathsOf: () => Promise<readonly string[]>): Promise<void> => {
    setBusy(true);
    try {
      for (const path of await pathsOf()) {
        const { name } = await ask(host.api, 'models.import', { path });
        tell({ tone: 'info', text: t('imported', { name }) });
      }
    } catch (error) {
      tellError(error);
    } finally {
      setBusy(false);
      onDone();
    }
  };
  return (
    <>
      <Button
        icon={Upload}
        disabled={busy}
        onClick={() => {
          if (host.kind === 'browser') input.current?.click();
          else void take(() => host.pick({ what: 'model', title: t('importFile') }));
        }}
      >
        {busy ? t('importing') : t('importFile')}
      </Button>
      <input
        ref={input}
        type="file"
        aria-label={t('importFile')}
        tabIndex={-1}
        className="hidden"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = '';
          const signal = new AbortController().signal;
          if (files.length > 0) void take(() => host.takeFiles(files, { signal, onProgress: () => undefined }));
        }}
      />
    </>
  );
}
