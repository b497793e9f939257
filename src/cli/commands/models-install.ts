import { resolve } from 'node:path';
import type { Command } from 'commander';
import { modelBytes } from '../../core/models/choose.ts';
import { EXIT } from '../exit-codes.ts';
import { t } from '../i18n/translate.ts';
import { failedModel } from '../model-lines.ts';
import { DEVICES, type Device } from '../../shared/device.ts';
import { existingFolder, folderName, oneOf } from '../option-values.ts';
import { ask } from '../queue-access.ts';
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
      const manifest = await ask({}, 'models.import', { path: resolve(path), ...flags });
      print(t('install.imported', { id: manifest.id, name: printable(path) }));
    });
  models
    .command('verify')
    .description(t('install.verify'))
    .argument('[ids...]', t('install.verifyIds'))
    .option('--models-dir <folder>', t('option.modelsDir'), existingFolder)
    .action(async (ids: string[], flags: { modelsDir?: string }) => {
      const outcomes = await ask({}, 'models.verify', { ids, ...flags });
      for (const outcome of outcomes) {
        if (outcome.kind === 'failed') print(failedModel(outcome.id, outcome.error));
        else print(t('install.verified', { id: printable(outcome.id), size: formatBytes(modelBytes(outcome.value)) }));
      }
      if (outcomes.some((outcome) => outcome.kind === 'failed')) process.exitCode = EXIT.modelMissing;
    });
  models
    .command('measure')
    .description(t('install.measure'))
    .argument('<id>', t('option.asr'))
    .option('--models-dir <folder>', t('option.modelsDir'), existingFolder)
    .option('--device <name>', t('option.device', { devices: DEVICES.join(', ') }), oneOf(DEVICES), 'cpu')
    .option('--json', t('option.json'))
    .action(async (id: string, flags: { modelsDir?: string; device: Device; json?: boolean }) => {
      const { modelsDir, device } = flags;
      const measure = await ask({}, 'models.measure', { id, device, modelsDir });
      if (flags.json === true) return print(JSON.stringify(measure, null, 2));
      const speed = Number((measure.audioSecondsPerSecond ?? 0).toPrecision(2));
      print(t('install.measured', { id, device, speed, memory: formatBytes(measure.bytes ?? 0) }));
    });
  models
    .command('remove')
    .description(t('install.remove'))
    .argument('<id>', t('install.removeId'))
    .option('--models-dir <folder>', t('option.modelsDir'), existingFolder)
    .action(async (id: string, flags: { modelsDir?: string }) => {
      const { bytes } = await ask({}, 'models.remove', { id, ...flags });
      print(t('install.removed', { id, size: formatBytes(bytes) }));
    });
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
