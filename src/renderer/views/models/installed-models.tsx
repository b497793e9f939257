import { ShieldCheck, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecogniserChoice } from '../../../contract/model-calls.ts';
import { catalogueBytes, type CatalogueEntry } from '../../../core/models/catalogue.ts';
import { isRunnable } from '../../../core/models/choose.ts';
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
import { MeasureButton } from './measure-button.tsx';
import { groupsOf, speedOf } from './model-facts.ts';
import { RecogniserFigures } from './recogniser-figures.tsx';

/** What is on this machine: can be checked and removed. */
export function InstalledModels({
  models,
  entries,
  choice,
  onChange,
}: {
  readonly models: readonly InstalledModel[];
  readonly entries: readonly CatalogueEntry[];
  /** What would be used for the choice on this page; absent until it is known. */
  readonly choice: RecogniserChoice | undefined;
  readonly onChange: () => void;
}) {
  const { t } = useTranslation('models');
  const { api } = useHost();
  const [checking, setChecking] = useState(false);
  const [removing, setRemoving] = useState<InstalledModel>();
  const tiers = new Map(choice?.known.map(({ model, tier }) => [model, tier]));
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
      {groupsOf(models, tiers).map(({ tier, list }) => (
        <div key={tier}>
          <h3 className="mt-4 text-xs font-semibold text-muted">{t(`tier_${tier}`)}</h3>
          <ul>
            {list.map((model) => (
              <InstalledRow
                key={model.manifest.id}
                model={model}
                entry={entries.find(({ id }) => id === model.manifest.id)}
                choice={choice}
                checking={checking}
                onVerify={() => void verify([model.manifest.id])}
                onRemove={() => setRemoving(model)}
              />
            ))}
          </ul>
        </div>
      ))}
      {removing !== undefined && (
        <RemoveDialog
          model={removing}
          onClose={(removed) => {
            // An answer that is late must not close the dialog of another model.
            setRemoving((now) => (now === removing ? undefined : now));
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
  entry,
  choice,
  checking,
  onVerify,
  onRemove,
}: {
  readonly model: InstalledModel;
  readonly entry: CatalogueEntry | undefined;
  readonly choice: RecogniserChoice | undefined;
  readonly checking: boolean;
  readonly onVerify: () => void;
  readonly onRemove: () => void;
}) {
  const { t, i18n } = useTranslation('models');
  const { manifest, bundled, problem } = model;
  const { name } = manifest;
  const view = choice?.known.find((one) => one.model === manifest.id);
  const download = entry === undefined || bundled ? undefined : catalogueBytes(entry);
  const size = (bytes: number): string => byteSize(bytes, i18n.language);
  const facts = [
    t(`task_${manifest.task}`),
    t('sizeInstalled', { size: size(bytesOf(model)) }),
    ...(download === undefined ? [] : [t('sizeDownload', { size: size(download) })]),
    manifest.licence,
  ];
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-1 border-b border-line py-2">
      <div className="min-w-56 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 font-medium break-words">
          {name}
          {choice?.candidates[0]?.model === manifest.id && (
            <span className="rounded-sm bg-selected px-1.5 text-xs font-medium">{t('usedNow')}</span>
          )}
        </p>
        <p className="text-xs text-muted">
          {facts.join(' · ')} · <Languages codes={manifest.languages} />
        </p>
        {view === undefined ? (
          <OtherSpeed id={manifest.id} />
        ) : (
          <RecogniserFigures view={view} passedOver={choice?.passedOver ?? []} />
        )}
        {manifest.fixture && <p className="text-xs text-doubt">{t('fixture')}</p>}
        {problem !== undefined && <p className="text-xs text-danger">{problem}</p>}
        {problem === undefined && !isRunnable(manifest) && <p className="text-xs text-doubt">{t('not_layout')}</p>}
      </div>
      {bundled && <span className="py-1.5 text-xs text-muted">{t('bundled')}</span>}
      {view !== undefined && problem === undefined && <MeasureButton name={name} view={view} />}
      <IconButton label={t('verify', { name })} icon={ShieldCheck} disabled={checking} onClick={onVerify} />
      {!bundled && <IconButton label={t('remove', { name })} icon={Trash2} onClick={onRemove} />}
    </li>
  );
}

/** How fast a model of another stage was in jobs. */
function OtherSpeed({ id }: { readonly id: string }) {
  const { t, i18n } = useTranslation('models');
  const speed = speedOf(id, useStored(queueStore, ({ queue }) => queue?.speeds) ?? []);
  if (speed === undefined) return undefined;
  const number = new Intl.NumberFormat(i18n.language, { maximumSignificantDigits: 2 });
  const values = { speed: number.format(speed.audioSecondsPerSecond), device: deviceName(speed.device) };
  return <p className="text-xs text-good">{t('speedMeasured', values)}</p>;
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
