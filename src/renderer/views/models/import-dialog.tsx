import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CatalogueEntry } from '../../../core/models/catalogue.ts';
import { isRunnable } from '../../../core/models/choose.ts';
import { type ErrorData, toAppError } from '../../../shared/app-error.ts';
import { ask } from '../../client/ask.ts';
import { useHost } from '../../client/studio-context.tsx';
import { tell } from '../../state/notices.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorBox } from '../../ui/error-box.tsx';
import { Field, Select, TextInput } from '../../ui/field.tsx';
import { percentText } from '../../ui/time.ts';
import { entryOfFile } from './model-facts.ts';

/** Stands for no entry: a folder that says itself which model it is. */
const AUTO = 'auto';

/** Installs a model from a folder or a file of the studio's machine; a browser can send a file there first. */
export function ImportDialog({
  entries,
  onDone,
  onClose,
}: {
  readonly entries: readonly CatalogueEntry[];
  readonly onDone: () => void;
  readonly onClose: () => void;
}) {
  const { t, i18n } = useTranslation(['models', 'app']);
  const host = useHost();
  const input = useRef<HTMLInputElement>(null);
  const work = useRef<AbortController>(undefined);
  const [path, setPath] = useState('');
  const [as, setAs] = useState(AUTO);
  const [error, setError] = useState<ErrorData>();
  /** Sent so far, 0..1; 1 while the model is checked. */
  const [sent, setSent] = useState<number>();
  useEffect(() => () => work.current?.abort(), []);
  const busy = sent !== undefined;
  const ready = !busy && path.trim() !== '';

  const attempt = async (job: (signal: AbortSignal) => Promise<void>): Promise<void> => {
    const abort = new AbortController();
    work.current = abort;
    setError(undefined);
    try {
      await job(abort.signal);
    } catch (problem) {
      if (!abort.signal.aborted) setError(toAppError(problem).toData());
    } finally {
      setSent(undefined);
    }
  };
  const take = (chosen: string | undefined, name: string): void => {
    if (chosen === undefined) return;
    setPath(chosen);
    setAs(entryOfFile(name, entries) ?? AUTO);
  };
  const send = (file: File): Promise<void> =>
    attempt(async (signal) => {
      setSent(0);
      const [chosen] = await host.takeFiles([file], {
        signal,
        onProgress: ({ sentBytes, totalBytes }) => setSent(sentBytes / totalBytes),
      });
      take(chosen, file.name);
    });
  const install = (): Promise<void> =>
    attempt(async (signal) => {
      setSent(1);
      const wish = { path: path.trim(), ...(as === AUTO ? {} : { as }) };
      const { name } = await ask(host.api, 'models.import', wish, { signal });
      tell({ tone: 'info', text: t('models:imported', { name }) });
      onDone();
      onClose();
    });

  return (
    <Dialog
      open
      onClose={onClose}
      title={t('models:importTitle')}
      description={t('models:importText')}
      footer={
        <>
          <Button onClick={onClose}>{t('models:cancel')}</Button>
          <Button tone="primary" disabled={!ready} onClick={() => void install()}>
            {sent === 1 ? t('models:importing') : t('models:importDo')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field label={t('models:importPath')} help={t('models:importPathHelp')}>
          {(ids) => (
            <div className="flex flex-wrap gap-2">
              <TextInput
                {...ids}
                spellCheck={false}
                value={path}
                disabled={busy}
                onChange={(event) => setPath(event.target.value)}
                className="min-w-48 flex-1"
              />
              <Button
                disabled={busy}
                onClick={() => {
                  if (host.kind === 'browser') input.current?.click();
                  else
                    void attempt(async () =>
                      take((await host.pick({ what: 'model', title: t('models:importTitle') }))[0], ''),
                    );
                }}
              >
                {busy && sent < 1
                  ? t('models:importSending', { percent: percentText(sent, i18n.language) })
                  : host.kind === 'browser'
                    ? t('models:importSend')
                    : t('models:importChoose')}
              </Button>
            </div>
          )}
        </Field>
        <Field label={t('models:importAs')} help={t('models:importAsHelp')}>
          {(ids) => (
            <Select
              {...ids}
              value={as}
              onChange={setAs}
              disabled={busy}
              options={[
                { value: AUTO, label: t('models:importAuto') },
                ...entries.filter(isRunnable).map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
          )}
        </Field>
        {error !== undefined && <ErrorBox error={error} />}
      </div>
      <input
        ref={input}
        type="file"
        aria-label={t('models:importSend')}
        tabIndex={-1}
        className="hidden"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file !== undefined) void send(file);
        }}
      />
    </Dialog>
  );
}
