import type { Command } from 'commander';
import { type CatalogueEntry, catalogueBytes } from '../../core/models/catalogue.ts';
import { isRunnable, modelBytes } from '../../core/models/choose.ts';
import type { InstalledModel } from '../../core/models/manifest.ts';
import type { RecogniserMeasure } from '../../contract/model-calls.ts';
import { fitOf, type Machine, memoryNeed } from '../../core/models/needs.ts';
import { modelFolders } from '../../studio/folders.ts';
import { t } from '../i18n/translate.ts';
import { existingFolder } from '../option-values.ts';
import { ask } from '../queue-access.ts';
import { formatBytes, formatTable, printable } from '../terminal-text.ts';
import { addModelsInstall } from './models-install.ts';

const LICENCE_WIDTH = 16;

/** Adds `voxlane models` with its commands. */
export function addModels(program: Command): void {
  const models = program.command('models').description(t('program.models'));
  models
    .command('list')
    .description(t('program.modelsList'))
    .option('--models-dir <folder>', t('option.modelsDir'), existingFolder)
    .option('--all', t('install.all'))
    .option('--json', t('option.json'))
    .action(async (flags: { modelsDir?: string; all?: boolean; json?: boolean }) => {
      const { modelsDir } = flags;
      const installed = await ask({}, 'models.list', { modelsDir });
      const machine = await ask({}, 'models.machine', { modelsDir });
      const available = flags.all === true ? await ask({}, 'models.available', { modelsDir }) : undefined;
      if (flags.json === true) {
        const rated = available?.entries.map((entry) => ({ ...entry, fit: fitOf(entry, machine) }));
        const shown = rated === undefined ? installed : { installed, available: rated };
        process.stdout.write(`${JSON.stringify(shown, null, 2)}\n`);
        return;
      }
      const measures = await ask({}, 'models.measures', {});
      process.stdout.write(describe(installed, modelFolders(modelsDir)[0] ?? '', measures));
      if (available === undefined) return;
      process.stdout.write(`\n${describeAvailable(available.entries, installed, machine)}`);
      const { totalBytes, unfinishedBytes } = available.disk;
      const values = { total: formatBytes(totalBytes), unfinished: formatBytes(unfinishedBytes) };
      process.stdout.write(`${t('install.diskUse', values)}\n`);
    });
  addModelsInstall(models);
}

function describeAvailable(
  entries: readonly CatalogueEntry[],
  installed: readonly InstalledModel[],
  machine: Machine,
): string {
  const header = [
    t('models.columns.id'),
    t('models.columns.task'),
    t('models.columns.size'),
    t('models.columns.languages'),
    t('models.columns.licence'),
    t('models.columns.state'),
  ];
  const rows = entries.map((entry) => {
    const bytes = catalogueBytes(entry);
    const here = installed.some((model) => model.manifest.id === entry.id && model.problem === undefined);
    const state = [
      here ? t('install.installedState') : undefined,
      entry.bundled === true ? t('install.comesAlong') : describeFit(entry, machine),
      entry.repository === undefined && entry.bundled !== true ? t('install.importOnly') : undefined,
      entry.gated === true ? t('install.gated') : undefined,
      isRunnable(entry) ? undefined : t('install.later'),
      entry.note === undefined ? undefined : printable(entry.note),
    ];
    return [
      entry.id,
      entry.task,
      bytes === undefined ? '?' : formatBytes(bytes),
      entry.languages === undefined ? '?' : languageText(entry.languages),
      shorten(printable(entry.licence)),
      state.filter((part) => part !== undefined).join('; '),
    ];
  });
  return `${t('install.available')}\n${formatTable([header, ...rows])}\n`;
}

function describeFit(entry: CatalogueEntry, machine: Machine): string | undefined {
  const fit = fitOf(entry, machine);
  return fit === 'unknown' ? undefined : t(`install.fits.${fit}`, { need: formatBytes(memoryNeed(entry) ?? 0) });
}

function describe(models: readonly InstalledModel[], folder: string, measures: readonly RecogniserMeasure[]): string {
  if (models.length === 0) return `${t('models.none')}\n${t('models.folder', { folder })}\n`;
  const header = [
    t('models.columns.id'),
    t('models.columns.task'),
    t('models.columns.size'),
    t('models.columns.languages'),
    t('models.columns.licence'),
    t('models.columns.state'),
  ];
  const rows = models.map((model) => [
    printable(model.manifest.id),
    model.manifest.task,
    formatBytes(modelBytes(model)),
    languageText(model.manifest.languages),
    printable(model.manifest.licence),
    describeState(model, measures),
  ]);
  return `${formatTable([header, ...rows])}\n${t('models.folder', { folder })}\n`;
}

function languageText(languages: readonly string[]): string {
  if (languages.length === 0) return t('models.any');
  return languages.length > 4 ? t('models.many', { count: languages.length }) : languages.join(' ');
}

function describeState(model: InstalledModel, measures: readonly RecogniserMeasure[]): string {
  if (model.problem !== undefined) return t('models.damaged', { problem: printable(model.problem) });
  const measured = measures
    .filter((one) => one.model === model.manifest.id)
    .map(({ device, audioSecondsPerSecond = 0, bytes = 0 }) =>
      t('models.measured', {
        ...{ device, speed: Number(audioSecondsPerSecond.toPrecision(2)), memory: formatBytes(bytes) },
      }),
    );
  const parts = [t(model.bundled ? 'models.bundled' : 'models.ready'), ...measured, model.manifest.label];
  return parts.filter((part) => part !== undefined).join('; ');
}

/** The whole text is in `--json`; here it must not push the last column off the screen. */
function shorten(licence: string): string {
  return licence.length <= LICENCE_WIDTH ? licence : `${licence.slice(0, LICENCE_WIDTH - 1)}…`;
}
