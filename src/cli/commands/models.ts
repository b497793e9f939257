import type { Command } from 'commander';
import { modelBytes } from '../../core/models/choose.ts';
import type { InstalledModel } from '../../core/models/manifest.ts';
import { modelFolders, workFolder } from '../../studio/folders.ts';
import { startEngine } from '../../studio/start-engine.ts';
import { t } from '../i18n/translate.ts';
import { withInterrupt } from '../interrupt.ts';
import { existingFolder } from '../option-values.ts';
import { formatBytes, formatTable, printable } from '../terminal-text.ts';

/** Adds `voxlane models list`. */
export function addModels(program: Command): void {
  const models = program.command('models').description(t('program.models'));
  models
    .command('list')
    .description(t('program.modelsList'))
    .option('--models-dir <folder>', t('option.modelsDir'), existingFolder)
    .option('--json', t('option.json'))
    .action(async (flags: { modelsDir?: string; json?: boolean }) => {
      const folders = modelFolders(flags.modelsDir);
      const engine = startEngine();
      try {
        const installed = await withInterrupt((signal) => engine.jobs.models({ modelFolders: folders }, { signal }));
        process.stdout.write(
          flags.json === true
            ? `${JSON.stringify(installed, null, 2)}\n`
            : describe(installed, folders[0] ?? workFolder()),
        );
      } finally {
        await engine.shutdown();
      }
    });
}

function describe(models: readonly InstalledModel[], folder: string): string {
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
    describeLanguages(model),
    printable(model.manifest.licence),
    describeState(model),
  ]);
  return `${formatTable([header, ...rows])}\n${t('models.folder', { folder })}\n`;
}

function describeLanguages(model: InstalledModel): string {
  const { languages } = model.manifest;
  if (languages.length === 0) return t('models.any');
  return languages.length > 4 ? t('models.many', { count: languages.length }) : languages.join(' ');
}

function describeState(model: InstalledModel): string {
  if (model.problem !== undefined) return t('models.damaged', { problem: printable(model.problem) });
  const parts = [t(model.bundled ? 'models.bundled' : 'models.ready'), model.manifest.label];
  return parts.filter((part) => part !== undefined).join('; ');
}
