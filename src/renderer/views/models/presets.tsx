import { Check, Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { catalogueBytes } from '../../../core/models/catalogue.ts';
import { INSTALL_PRESETS, type InstallPreset } from '../../../core/models/choose-preset.ts';
import { byteSize } from '../../app/byte-size.ts';
import { useHost } from '../../client/studio-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { useStored } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorBox } from '../../ui/error-box.tsx';
import { pullModels, pulls } from './pulls.ts';

/** Sets of models chosen for this machine, each to be had with one button. */
export function Presets({ offline, onDone }: { readonly offline: boolean; readonly onDone: () => void }) {
  const { t } = useTranslation('models');
  return (
    <section>
      <h2 className="mb-2 text-base font-semibold">{t('recommended')}</h2>
      <div className="grid gap-3 sm:grid-cols-3">
        {[...INSTALL_PRESETS].reverse().map((preset) => (
          <PresetCard key={preset} preset={preset} offline={offline} onDone={onDone} />
        ))}
      </div>
    </section>
  );
}

function PresetCard({
  preset,
  offline,
  onDone,
}: {
  readonly preset: InstallPreset;
  readonly offline: boolean;
  readonly onDone: () => void;
}) {
  const { t, i18n } = useTranslation(['models', 'app']);
  const { api } = useHost();
  const { value, error, again } = useAnswer('models.preset', { preset });
  const picks = value?.choice.picks ?? [];
  const missing = picks.filter(({ installed }) => !installed).map(({ entry }) => entry);
  const bytes = missing.reduce((sum, entry) => sum + (catalogueBytes(entry) ?? 0), 0);
  const busy = useStored(pulls, ({ running }) => missing.some(({ id }) => running.has(id)));
  return (
    <div className="flex flex-col gap-2 rounded-md border border-line bg-surface p-3">
      <div>
        <h3 className="text-sm font-semibold">{t(`preset_${preset}`)}</h3>
        <p className="text-xs text-muted">{t(`presetHelp_${preset}`)}</p>
      </div>
      {error !== undefined && <ErrorBox error={error} action={<Button onClick={again}>{t('app:retry')}</Button>} />}
      <ul className="flex-1 text-sm">
        {picks.map(({ entry, installed }) => (
          <li key={entry.id} className="flex items-center gap-1.5">
            {installed && <Check size={14} aria-label={t('presetHave')} className="shrink-0 text-good" />}
            <span className="min-w-0 break-words">{entry.name}</span>
          </li>
        ))}
      </ul>
      {value !== undefined && picks.length === 0 && <p className="text-muted">{t('presetNone')}</p>}
      {missing.length > 0 && (
        <Button
          icon={Download}
          disabled={offline || busy}
          onClick={() =>
            void pullModels(
              api,
              missing.map(({ id }) => id),
              (name) => t('gotIt', { name }),
            ).then(() => {
              again();
              onDone();
            })
          }
        >
          {t('presetGet', { size: byteSize(bytes, i18n.language) })}
        </Button>
      )}
    </div>
  );
}
