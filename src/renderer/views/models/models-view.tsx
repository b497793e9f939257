import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TopBar } from '../../app/top-bar.tsx';
import { useHost } from '../../client/studio-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { byteSize } from '../../app/byte-size.ts';
import { goTo } from '../../state/navigation.ts';
import { settingsStore } from '../../state/settings.ts';
import { useStored } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorBox } from '../../ui/error-box.tsx';
import { memoryBudget } from '../../../core/models/needs.ts';
import { useChoice } from '../home/use-choice.ts';
import { ChosenModel, type ChosenWish, wishedChoice } from './chosen-model.tsx';
import { ImportButton } from './import-button.tsx';
import { InstalledModels } from './installed-models.tsx';
import { offersOf } from './model-facts.ts';
import { ModelOffers } from './model-offers.tsx';
import { Presets } from './presets.tsx';

/** Models: what is installed, what this machine has room for, and how to get them. */
export function ModelsView() {
  const { t, i18n } = useTranslation('models');
  const { api } = useHost();
  const installed = useAnswer('models.list', {});
  const available = useAnswer('models.available', {});
  const machine = useAnswer('models.machine', {});
  const offline = useStored(settingsStore, ({ values }) => values?.offline ?? false);
  const settings = useStored(settingsStore, ({ values }) => values);
  const [wish, setWish] = useState<ChosenWish>({});
  const choice = useChoice(wishedChoice(wish, settings));
  const { again: listAgain } = installed;
  const { again: offersAgain } = available;
  const refresh = (): void => {
    listAgain();
    offersAgain();
  };
  useEffect(
    () =>
      api.on('models', (event) => {
        if (event.type === 'progress' || event.type === 'measuring') return;
        listAgain();
        offersAgain();
      }),
    [api, listAgain, offersAgain],
  );
  const size = (bytes: number): string => byteSize(bytes, i18n.language);
  const has = machine.value;
  const errors = [installed, available, machine].flatMap(({ error }) => (error === undefined ? [] : [error]));
  const disk = available.value?.disk;
  return (
    <>
      <TopBar title={t('title')} />
      <div className="min-h-0 flex-1 overflow-auto">
        <div className="mx-auto flex max-w-4xl flex-col gap-6 p-6">
          <div className="flex flex-wrap items-start gap-3">
            <div className="min-w-64 flex-1">
              <p>{t('intro')}</p>
              <p className="text-muted">
                {has !== undefined &&
                  t('machine', {
                    memory: size(has.memoryBytes),
                    cores: has.physicalCores,
                    disk: size(has.freeDiskBytes),
                    gpus: has.gpus.length === 0 ? t('noGpu') : has.gpus.map(({ name }) => name).join(', '),
                  })}
              </p>
              <p className="text-muted">
                {disk !== undefined && t('disk', { size: size(disk.totalBytes) })}{' '}
                {disk !== undefined &&
                  disk.unfinishedBytes > 0 &&
                  t('unfinished', { size: size(disk.unfinishedBytes) })}
              </p>
            </div>
            <ImportButton entries={available.value?.entries ?? []} onDone={refresh} />
          </div>
          {errors.map((error) => (
            <ErrorBox
              key={`${error.code} ${error.what}`}
              error={error}
              action={<Button onClick={refresh}>{t('retry', { ns: 'app' })}</Button>}
            />
          ))}
          {offline && (
            <div
              role="status"
              className="flex flex-wrap items-center gap-3 rounded-md border border-doubt bg-doubt-soft p-3"
            >
              <p className="min-w-48 flex-1">{t('offline')}</p>
              <Button onClick={() => goTo({ view: 'settings', section: 'network' })}>{t('offlineSettings')}</Button>
            </div>
          )}
          <Presets offline={offline} onDone={refresh} />
          <ChosenModel wish={wish} onChange={(change) => setWish({ ...wish, ...change })} choice={choice} />
          <InstalledModels
            models={installed.value ?? []}
            entries={available.value?.entries ?? []}
            choice={choice.value}
            onChange={refresh}
          />
          <ModelOffers
            offers={offersOf(available.value?.entries ?? [], installed.value ?? [], has)}
            room={has === undefined ? undefined : memoryBudget(has)}
            offline={offline}
            onDone={refresh}
          />
        </div>
      </div>
    </>
  );
}
