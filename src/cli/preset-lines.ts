import { catalogueBytes } from '../core/models/catalogue.ts';
import type { InstallPreset, PresetChoice, Shortfall } from '../core/models/choose-preset.ts';
import { type Machine, memoryBudget } from '../core/models/needs.ts';
import { t } from './i18n/translate.ts';
import { formatBytes, printable } from './terminal-text.ts';

/** The machine, then one sentence per model: what is picked and why, what is passed over and why, what could come later. */
export function presetLines(
  preset: InstallPreset,
  { picks, passedOver, unfilled, later }: PresetChoice,
  machine: Machine,
): string[] {
  return [
    describeMachine(machine),
    ...passedOver.map(({ entry, why }) => describeShortfall(entry.id, why)),
    ...picks.map(({ entry, needBytes, installed }) => {
      const values = { id: entry.id, task: taskName(entry.task), preset };
      if (installed) return t('preset.pickInstalled', values);
      const size = formatBytes(catalogueBytes(entry) ?? 0);
      const have = formatBytes(memoryBudget(machine));
      return t('preset.pick', { ...values, need: formatBytes(needBytes), have, size });
    }),
    ...unfilled.map((task) => t('preset.unfilled', { task: taskName(task) })),
    ...(later === undefined ? [] : [t('preset.later', { id: later.entry.id, gpu: printable(later.gpu) })]),
  ];
}

function describeMachine({ memoryBytes, physicalCores, freeDiskBytes, gpus }: Machine): string {
  const gpuText = gpus.map((gpu) => t('preset.gpu', { name: printable(gpu.name), memory: formatBytes(gpu.freeBytes) }));
  return t('preset.machine', {
    memory: formatBytes(memoryBytes),
    cores: t('preset.cores', { count: physicalCores }),
    disk: formatBytes(freeDiskBytes),
    gpus: gpuText.join(''),
  });
}

function describeShortfall(id: string, why: Shortfall): string {
  switch (why.kind) {
    case 'memory':
    case 'disk':
      return t(`preset.passedOver.${why.kind}`, {
        id,
        need: formatBytes(why.needBytes),
        have: formatBytes(why.haveBytes),
      });
    case 'cores':
      return t('preset.passedOver.cores', { id, cores: t('preset.cores', { count: why.cores }) });
    case 'language':
      return t('preset.passedOver.language', { id, language: why.language });
  }
}

function taskName(task: string): string {
  return task === 'asr' || task === 'segmentation' || task === 'embedding' ? t(`preset.task.${task}`) : task;
}
