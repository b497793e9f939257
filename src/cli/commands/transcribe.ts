import type { Command } from 'commander';
import { addJobTranslateOptions } from '../job-translate.ts';
import { t } from '../i18n/translate.ts';
import { requireOnline, settingsOf, withNetworkDefaults } from '../library-defaults.ts';
import { captionsChoice } from '../option-values.ts';
import { addSourceOptions, type SourceFlags } from '../source-options.ts';
import type { RunFlags } from '../transcribe-run.ts';
import { addTranscribeOptions } from '../transcribe-options.ts';

/** Adds `voxlane transcribe`. */
export function addTranscribe(program: Command): void {
  const command = program
    .command('transcribe')
    .description(t('program.transcribe'))
    .argument('<input...>', t('program.inputs'));
  addJobTranslateOptions(addTranscribeOptions(command)).option('--jsonl', t('option.jsonl')).option('-q, --quiet', t('option.quiet'));
  addSourceOptions(command);
  command.option('--tracks', t('option.tracks'));
  command.option('--captions-from <file|lang>', t('option.captionsFrom'), captionsChoice);
  command.action(async (inputs: string[], flags: RunFlags & SourceFlags, self: Command) => {
    const { runTranscribe } = await import('../transcribe-run.ts');
    process.exitCode = await runTranscribe(inputs, { ...flags, source: () => sourceFlags(self, flags) }, (text) =>
      process.stdout.write(text),
    );
  });
}

/** Throws when the user wants nothing to leave this computer. */
async function sourceFlags(command: Command, flags: SourceFlags): Promise<SourceFlags> {
  const settings = await settingsOf({});
  requireOnline(settings, 'source-refused');
  return withNetworkDefaults(command, flags, settings);
}
