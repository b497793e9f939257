import { ShieldCheck, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InstalledModel } from '../../../core/models/manifest.ts';
import { AppError } from '../../../shared/app-error.ts';
import { byteSize } from '../../app/byte-size.ts';
import { ask } from '../../client/ask.ts';
import { useHost } from '../../client/studio-context.tsx';
import { tell, tellError } from '../../state/notices.ts';
import { queueStore } from '../../state/queue.ts';
import { useStored } from '../../state/store.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { deviceName } from '../../ui/device-name.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Languages } from './languages.tsx';
import { speedOf } from './model-facts.ts';

/** What is on this machine: can be checked and removed. */
export function InstalledModels({
  models,
  onChange,
}: {
  readonly models: readonly InstalledModel[];
  readonly onChange: () => void;
}) {
  const { t } = useTranslation('models');
  const { api } = useHost();
  const [checking, setChecking] = useState(false);
  const [removing, setRemoving] = useState<InstalledModel>();
  const verify = async (ids: readonly string[]): Promise<void> => {
    setChecking(true);
    try {
      const outcomes = await ask(api, 'models.verify', { ids: [...ids] });
      for (const outcome of outcomes) if (outcome.kind === 'failed') tellError(AppError.fromData(outcome.error));
      const count = outcomes.filter(({ kind }) => kind === 'done').length;
      if (count > 0) tell({ tone: 'info', text: t('verified', { count }) });
    } catch (error) {
      tellError(error);
    } finally {
      setChecking(false);
      onChange();
    }
  };
  return (
    <section>
      <div className="mb-1 flex flex-wrap items-center gap-2">
        <h2 className="flex-1 text-base font-semibold">{t('installed')}</h2>
        <Button icon={ShieldCheck} disabled={checking || models.length === 0} onClick={() => void verify([])}>
          {checking ? t('verifying') : t('verifyAll')}
        </Button>
      </div>
      {models.every(({ bundled }) => bundled) && <p className="text-muted">{t('installedNone')}</p>}
      <ul>
        {models.map((model) => (
          <InstalledRow
            key={model.manifest.id}
            model={model}
            checking={checking}
            onVerify={() => void verify([model.manifest.id])}
            onRemove={() => setRemoving(model)}
          />
        ))}
      </ul>
      {removing !== undefined && (
        <RemoveDialog
          model={removing}
          onClose={(removed) => {
            setRemoving(undefined);
            if (removed) onChange();
          }}
        />
      )}
    </section>
  );
}

function bytesOf({ manifest }: InstalledModel): number {
  return manifest.files.reduce((sum, file) => sum + file.bytes, 0);
}

function InstalledRow({
  model,
  checking,
  onVerify,
  onRemove,
}: {
  readonly model: InstalledModel;
  readonly checking: boolean;
  readonly onVerify: () => void;
  readonly onRemove: () => void;
}) {
  const { t, i18n } = useTranslation('models');
  const { manifest, bundled, problem } = model;
  const { name } = manifest;
  const speeds = useStored(queueStore, ({ queue }) => queue?.speeds);
  const speed = speedOf(manifest.id, speeds ?? []);
  const number = new Intl.NumberFormat(i18n.language, { maximumSignificantDigits: 2 });
  return (
    <li className="flex items-start gap-3 border-b border-line py-2">
      <div className="min-w-0 flex-1">
        <p className="font-medium break-words">{name}</p>
        <p className="text-xs text-muted">
          {[t(`task_${manifest.task}`), byteSize(bytesOf(model), i18n.language), manifest.licence].join(' · ')} ·{' '}
          <Languages codes={manifest.languages} />
        </p>
        {speed !== undefined && (
          <p className="text-xs text-good">
            {t('measured', { speed: number.format(speed.audioSecondsPerSecond), device: deviceName(speed.device) })}
          </p>
        )}
        {manifest.fixture && <p className="text-xs text-doubt">{t('fixture')}</p>}
        {problem !== undefined && <p className="text-xs text-danger">{problem}</p>}
      </div>
      {bundled && <span className="py-1.5 text-xs text-muted">{t('bundled')}</span>}
      <IconButton label={t('verify', { name })} icon={ShieldCheck} disabled={checking} onClick={onVerify} />
      {!bundled && <IconButton label={t('remove', { name })} icon={Trash2} onClick={onRemove} />}
    </li>
  );
}

function RemoveDialog({
  model,
  onClose,
}: {
  readonly model: InstalledModel;
  readonly onClose: (removed: boolean) => void;
}) {
  const { t, i18n } = useTranslation('models');
  const { api } = useHost();
  const [busy, setBusy] = useState(false);
  const { id, name } = model.manifest;
  const remove = async (): Promise<void> => {
    setBusy(true);
    try {
      const { bytes } = await ask(api, 'models.remove', { id });
      tell({ tone: 'info', text: t('removed', { name, size: byteSize(bytes, i18n.language) }) });
      onClose(true);
    } catch (error) {
      tellError(error);
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onClose={() => onClose(false)}
      title={t('removeTitle', { name })}
      footer={
        <>
          <Button onClick={() => onClose(false)}>{t('cancel')}</Button>
          <Button tone="danger" disabled={busy} onClick={() => void remove()}>
            {t('removeDo')}
          </Button>
        </>
      }
    >
      <p>{t('removeText', { size: byteSize(bytesOf(model), i18n.language) })}</p>
    </Dialog>
  );
}
