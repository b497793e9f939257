import type { Command } from 'commander';
import { modelBytes } from '../../core/models/choose.ts';
import { importFrom, removeInstalled, verifyModels } from '../../studio/manage-models.ts';
import { EXIT } from '../exit-codes.ts';
import { t } from '../i18n/translate.ts';
import { withInterrupt } from '../interrupt.ts';
import { failedModel } from '../model-lines.ts';
import { existingFolder, folderName } from '../option-values.ts';
import { formatBytes, printable } from '../terminal-text.ts';
import { addModelsPull } from './models-pull.ts';

/** Adds `voxlane models pull`, `import`, `verify` and `remove`. */
export function addModelsInstall(models: Command): void {
  addModelsPull(models);
  models
    .command('import')
    .description(t('install.import'))
    .argument('<path>', t('install.path'))
    .option('--as <id>', t('install.as'))
    .option('--models-dir <folder>', t('option.modelsDir'), folderName)
    .action(async (path: string, flags: { as?: string; modelsDir?: string }) => {
      const manifest = await withInterrupt((signal) =>
        importFrom(path, { modelsDir: flags.modelsDir, as: flags.as, signal }),
      );
      print(t('install.imported', { id: manifest.id, name: printable(path) }));
    });
  models
    .command('verify')
    .description(t('install.verify'))
    .argument('[ids...]', t('install.verifyIds'))
    .option('--models-dir <folder>', t('option.modelsDir'), existingFolder)
    .action(async (ids: string[], flags: { modelsDir?: string }) => {
      const outcomes = await withInterrupt((signal) => verifyModels(ids, { modelsDir: flags.modelsDir, signal }));
      for (const outcome of outcomes) {
        if (outcome.kind === 'failed') print(failedModel(outcome.id, outcome.error));
        else print(t('install.verified', { id: printable(outcome.id), size: formatBytes(modelBytes(outcome.value)) }));
      }
      if (outcomes.some((outcome) => outcome.kind === 'failed')) process.exitCode = EXIT.modelMissing;
    });
  models
    .command('remove')
    .description(t('install.remove'))
    .argument('<id>', t('install.removeId'))
    .option('--models-dir <folder>', t('option.modelsDir'), existingFolder)
    .action(async (id: string, flags: { modelsDir?: string }) => {
      const bytes = await removeInstalled(id, flags.modelsDir);
      print(t('install.removed', { id, size: formatBytes(bytes) }));
    });
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
