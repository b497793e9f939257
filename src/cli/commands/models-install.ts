import type { Command } from 'commander';
import { modelBytes } from '../../core/models/choose.ts';
import type { AppError } from '../../shared/app-error.ts';
import {
  importFrom,
  type ModelOutcome,
  pullModels,
  removeInstalled,
  verifyModels,
} from '../../studio/manage-models.ts';
import { EXIT, exitCodeOf } from '../exit-codes.ts';
import { t } from '../i18n/translate.ts';
import { withInterrupt } from '../interrupt.ts';
import { existingFolder, folderName } from '../option-values.ts';
import { chooseDownloadReporter } from '../progress/download-reporter.ts';
import { formatBytes, printable } from '../terminal-text.ts';

interface PullFlags {
  readonly modelsDir?: string;
  readonly jsonl?: boolean;
  readonly quiet?: boolean;
}

/** Adds `voxlane models pull`, `import`, `verify` and `remove`. */
export function addModelsInstall(models: Command): void {
  models
    .command('pull')
    .description(t('install.pull'))
    .argument('<ids...>', t('install.ids'))
    .option('--models-dir <folder>', t('option.modelsDir'), folderName)
    .option('--jsonl', t('option.jsonl'))
    .option('-q, --quiet', t('option.quiet'))
    .action(pull);
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
        if (outcome.kind === 'failed') print(failed(outcome.id, outcome.error));
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

async function pull(ids: readonly string[], flags: PullFlags): Promise<void> {
  const reporter = chooseDownloadReporter(flags, process.stderr);
  try {
    const outcomes = await withInterrupt((signal) =>
      pullModels(ids, {
        modelsDir: flags.modelsDir,
        signal,
        onProgress: (id, progress) => reporter.on(id, progress),
        onOutcome(outcome) {
          reporter.end();
          if (outcome.kind === 'failed') return print(failed(outcome.id, outcome.error));
          const { kind, manifest, folder } = outcome.value;
          const size = formatBytes(manifest.files.reduce((sum, file) => sum + file.bytes, 0));
          print(t(`install.${kind}`, { id: outcome.id, size, folder: printable(folder) }));
        },
      }),
    );
    process.exitCode = exitCode(outcomes);
  } finally {
    reporter.end();
  }
}

/** 0 when all are there; the reason's own code when none is; 5 for some. */
function exitCode(outcomes: readonly ModelOutcome<unknown>[]): number {
  const failures = outcomes.filter((outcome) => outcome.kind === 'failed');
  const [first] = failures;
  if (first === undefined) return EXIT.done;
  return failures.length === outcomes.length ? exitCodeOf(first.error.code) : EXIT.partial;
}

function failed(id: string, error: AppError): string {
  const { what, meaning, action } = error.parts;
  const parts = { what: printable(what), meaning: printable(meaning), action: printable(action) };
  return t('result.failed', { name: printable(id), code: error.code, ...parts });
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
