import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { DEFAULT_FORMAT_IDS } from '../../core/formats/codec.ts';
import { AppError } from '../../shared/app-error.ts';
import { t } from '../i18n/translate.ts';
import type { DeviceWish } from '../../shared/device.ts';
import { folderName } from '../option-values.ts';
import { printable } from '../terminal-text.ts';
import { deviceOption } from '../transcribe-options.ts';

const RECORDING = fileURLToPath(new URL('../../../resources/demo/two-speakers.wav', import.meta.url));

/** Adds `voxlane demo`: the main job on the bundled recording with the bundled fixture models. */
export function addDemo(program: Command): void {
  program
    .command('demo')
    .description(t('program.demo'))
    .option('-o, --out <folder>', t('option.demoOut'), folderName, 'voxlane-output')
    .option('--jsonl', t('option.jsonl'))
    .option('-q, --quiet', t('option.quiet'))
    .addOption(deviceOption())
    .action(async (flags: { out: string; jsonl?: boolean; quiet?: boolean; device: DeviceWish }) => {
      if (!existsSync(RECORDING)) throw demoMissing();
      const { runTranscribe } = await import('../transcribe-run.ts');
      const print = (text: string): void => void process.stdout.write(text);
      process.exitCode = await runTranscribe(
        [RECORDING],
        {
          ...flags,
          formats: DEFAULT_FORMAT_IDS,
          profile: 'netflix-en',
          channels: 'mix',
          speakersPerChannel: 1,
          roles: [],
          rolesPattern: [],
          skip: [],
          diarizer: 'auto',
          wordTimes: 'auto',
          diarizeStep: 2,
          minTurn: 0,
          maxGap: 0,
          preset: 'demo',
          beam: 1,
          stream: 0,
          quality: 'balanced',
          performance: 'auto',
        },
        () => undefined,
        async (outcomes) => {
          const result = outcomes[0];
          if (result?.kind !== 'done') return;
          const srt = result.files.find((file) => file.format === 'srt');
          if (srt !== undefined) print(`\n${readFileSync(srt.path, 'utf8')}\n`);
          print(`${t('result.files')}\n`);
          for (const file of result.files) print(`  ${printable(file.path)}\n`);
        },
      );
    });
}

function demoMissing(): AppError {
  return new AppError('input-not-found', {
    what: t('error.demoMissing'),
    meaning: t('error.nothingRun'),
    action: t('error.seeHelp', { command: 'transcribe' }),
  });
}
