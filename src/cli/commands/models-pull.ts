import type { Command } from 'commander';
import type { ModelOutcome } from '../../contract/model-calls.ts';
import { valueOf } from '../../contract/reply.ts';
import { catalogueBytes } from '../../core/models/catalogue.ts';
import { INSTALL_PRESETS, type InstallPreset } from '../../core/models/choose-preset.ts';
import { EXIT, exitCodeOf } from '../exit-codes.ts';
import { t } from '../i18n/translate.ts';
import { withInterrupt } from '../interrupt.ts';
import { requireOnline, settingsOf } from '../library-defaults.ts';
import { failedModel } from '../model-lines.ts';
import { folderName, languageCode, oneOf } from '../option-values.ts';
import { presetLines } from '../preset-lines.ts';
import { chooseDownloadReporter } from '../progress/download-reporter.ts';
import { ask, clientOf } from '../queue-access.ts';
import { formatBytes, printable } from '../terminal-text.ts';
import { usageError } from '../usage-error.ts';

interface PullFlags {
  readonly preset?: InstallPreset;
  readonly language?: string;
  readonly dryRun?: boolean;
  readonly modelsDir?: string;
  readonly jsonl?: boolean;
  readonly quiet?: boolean;
}

/** Adds `voxlane models pull`. */
export function addModelsPull(models: Command): void {
  models
    .command('pull')
    .description(t('install.pull'))
    .argument('[ids...]', t('install.ids'))
    .option('-p, --preset <name>', t('preset.option'), oneOf(INSTALL_PRESETS))
    .option('-l, --language <code>', t('preset.language'), languageCode)
    .option('--dry-run', t('preset.dryRun'))
    .option('--models-dir <folder>', t('option.modelsDir'), folderName)
    .option('--jsonl', t('option.jsonl'))
    .option('-q, --quiet', t('option.quiet'))
    .action(async (ids: string[], flags: PullFlags) => {
      const { preset } = flags;
      if ((preset === undefined) === (ids.length === 0)) throw usageError(t('preset.eitherOr'), 'models pull');
      if (preset === undefined && flags.language !== undefined)
        throw usageError(t('preset.languageAlone'), 'models pull');
      if (flags.dryRun !== true) requireOnline(await settingsOf({}), 'download-failed');
      process.exitCode = await (preset === undefined ? pullIds(ids, flags) : pullPreset(preset, flags));
    });
}

/** Pulls what the preset picks and is not here yet; 4 when a part of the main job found no model. */
async function pullPreset(preset: InstallPreset, flags: PullFlags): Promise<number> {
  const { language, modelsDir } = flags;
  const { choice, machine } = await ask({}, 'models.preset', { preset, language, modelsDir });
  for (const line of presetLines(preset, choice, machine)) print(line);
  const missing = choice.picks.filter((pick) => !pick.installed).map((pick) => pick.entry.id);
  const code = flags.dryRun === true || missing.length === 0 ? EXIT.done : await pull(missing, flags);
  return code === EXIT.done && choice.unfilled.length > 0 ? EXIT.modelMissing : code;
}

async function pullIds(ids: readonly string[], flags: PullFlags): Promise<number> {
  if (flags.dryRun !== true) return pull(ids, flags);
  const plan = await ask({}, 'models.plan', { ids: [...ids], modelsDir: flags.modelsDir });
  for (const { entry, installed } of plan) {
    const bytes = catalogueBytes(entry);
    if (installed) print(t('preset.wouldNot', { id: entry.id }));
    else if (bytes === undefined) print(t('preset.wouldUnknown', { id: entry.id }));
    else print(t('preset.would', { id: entry.id, size: formatBytes(bytes) }));
  }
  return EXIT.done;
}

async function pull(ids: readonly string[], flags: PullFlags): Promise<number> {
  const reporter = chooseDownloadReporter(flags, process.stderr);
  const studio = await clientOf({});
  studio.on('models', (event) => {
    if (event.type === 'refresh' || event.type === 'measuring') return;
    if (event.type === 'progress') return reporter.on(event.id, event);
    reporter.end();
    const { outcome } = event;
    if (outcome.kind === 'failed') return print(failedModel(outcome.id, outcome.error));
    const { kind, manifest, folder } = outcome.value;
    const size = formatBytes(manifest.files.reduce((sum, file) => sum + file.bytes, 0));
    print(t(`install.${kind}`, { id: outcome.id, size, folder: printable(folder) }));
  });
  try {
    const input = { ids: [...ids], modelsDir: flags.modelsDir };
    const reply = await withInterrupt((signal) => studio.call('models.pull', input, { signal }));
    return exitCode(valueOf(reply));
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

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
