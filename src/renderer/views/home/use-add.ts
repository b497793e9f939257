import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useHost } from '../../client/studio-context.tsx';
import { bringRecordings } from '../../state/bring-recordings.ts';
import { addInputs, showNewJobs } from '../../state/new-jobs.ts';
import { tell, tellError } from '../../state/notices.ts';
import { settingsStore } from '../../state/settings.ts';
import { offerCaptions } from './confirm-captions.tsx';
import { type DropPlan, planFiles, planText, splitEmpty } from './drop-plan.ts';
import type { DroppedFiles } from './dropped-items.ts';

/** Ways to add recordings; each tells by itself what it refuses. */
export interface Adding {
  files(dropped: DroppedFiles, project?: number): void;
  text(text: string): void;
  /** Paths that the user picked. */
  paths(paths: readonly string[]): void;
}

/** Takes recordings, addresses and subtitles in, whatever way they come. */
export function useAdd(): Adding {
  const host = useHost();
  const { t, i18n } = useTranslation('home');
  return useMemo(() => {
    const refuse = (text: string): void => void tell({ tone: 'warning', text });
    const carryOut = async (plan: DropPlan): Promise<void> => {
      if (host.readOnly) return refuse(t('refusedReadOnly'));
      switch (plan.kind) {
        case 'refused':
          return refuse(t(`refused_${plan.reason}`));
        case 'addresses':
          if (settingsStore.getState().values?.offline === true) return refuse(t('refusedOffline'));
          showNewJobs();
          return addInputs(host.api, plan.urls);
        case 'recordings':
          return bringRecordings(host, plan.files);
        case 'captions':
          return offerCaptions(plan);
      }
    };
    const start = (plan: DropPlan): void => void carryOut(plan).catch(tellError);
    return {
      files: ({ files, fromFolder }, project) => {
        // On the desktop a folder may look like an empty file, and nothing is sent.
        const { filled, empty } =
          host.kind === 'desktop' ? { filled: files, empty: [] } : splitEmpty(files, fromFolder);
        if (empty.length > 0) {
          const names = new Intl.ListFormat(i18n.language).format(empty.map(({ name }) => name));
          refuse(t('refusedEmpty', { names, count: empty.length }));
        }
        if (filled.length > 0 || empty.length === 0) start(planFiles(filled, project, fromFolder));
      },
      text: (text) => start(planText(text)),
      paths: (paths) => {
        if (paths.length === 0) return;
        if (host.readOnly) return refuse(t('refusedReadOnly'));
        showNewJobs();
        addInputs(host.api, paths);
      },
    };
  }, [host, t, i18n]);
}
