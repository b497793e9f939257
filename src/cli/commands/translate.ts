import { extname, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { findProfile, RULE_PROFILES } from '../../core/cues/profiles.ts';
import type { LlmChoice } from '../../core/llm/llm-choice.ts';
import type { LlmFlags } from '../../core/llm/llm-options.ts';
import { type Retime, RETIMES } from '../../core/document/notes/retime.ts';
import { AppError } from '../../shared/app-error.ts';
import { workFolder } from '../../studio/folders.ts';
import type { TranslateFileOutcome } from '../../studio/translate/translate-file.ts';
import type { YesFlags } from '../ask-yes.ts';
import { EXIT } from '../exit-codes.ts';
import { t } from '../i18n/translate.ts';
import { withInterrupt } from '../interrupt.ts';
import { tellStep } from '../language-models.ts';
import { settingsOf } from '../library-defaults.ts';
import { addLlmOptions, agreeToLlm, llmOfFlags } from '../llm-options.ts';
import { languageCode, oneOf } from '../option-values.ts';
import type { HomeFlags } from '../queue-access.ts';
import { printable } from '../terminal-text.ts';
import { translationJson, translationLines } from '../translation-lines.ts';
import { usageError } from '../usage-error.ts';

interface TranslateFlags extends LlmFlags, YesFlags, HomeFlags {
  readonly to: string;
  readonly from?: string;
  readonly out?: string;
  readonly profile: string;
  readonly glossary?: string;
  readonly relations?: string;
  readonly memory?: string;
  readonly readFirst?: boolean;
  readonly natural?: boolean;
  readonly style?: string;
  readonly retime?: Retime | true;
  readonly json?: boolean;
}

/** Progress is told when it grew by so much. */
const TOLD_SHARE = 0.05;

/** Adds `voxlane translate`. */
export function addTranslate(program: Command): void {
  const profiles = RULE_PROFILES.map(({ id }) => id);
  const command = program
    .command('translate')
    .description(t('translate.description'))
    .argument('<file>')
    .addOption(new Option('--to <code>', t('translate.to')).argParser(languageCode).makeOptionMandatory())
    .option('--from <code>', t('translate.from'), languageCode)
    .option('-o, --out <file>', t('translate.out'))
    .option('-p, --profile <id>', t('option.profile', { profiles: profiles.join(', ') }), oneOf(profiles), 'netflix')
    .option('--glossary <file>', t('translate.glossary'))
    .option('--relations <file>', t('translate.relations'))
    .option('--memory <file>', t('translate.memory'))
    .option('--read-first', t('translate.readFirst'))
    .option('--natural', t('translate.natural'))
    .option('--style <text>', t('translate.style'))
    .addOption(new Option('--retime [how]', t('translate.retime')).choices(RETIMES));
  addLlmOptions(command)
    .option('--yes', t('llm.yes'))
    .option('--home <folder>', t('queue.home'))
    .option('--json', t('option.json'))
    .action(async (file: string, flags: TranslateFlags) => {
      const spec = llmOfFlags(flags);
      if (spec === undefined) throw noModel();
      const settings = await settingsOf(flags);
      await agreeToLlm(spec, flags, settings, 'translate');
      const output = resolve(flags.out ?? besides(file, flags.to));
      if (output === resolve(file)) throw usageError(t('translate.sameFile'), 'translate');
      const outcome = await withInterrupt((signal) => run(resolve(file), output, spec, flags, signal));
      tell(outcome, output, flags);
    });
}

async function run(
  input: string,
  output: string,
  spec: LlmChoice,
  flags: TranslateFlags,
  signal: AbortSignal,
): Promise<TranslateFileOutcome> {
  const profile = findProfile(flags.profile);
  if (profile === undefined) throw usageError(t('lint.noProfile'), 'translate');
  const [{ translateFile }, { openLlm }] = await Promise.all([
    import('../../studio/translate/translate-file.ts'),
    import('../../studio/llm/open-llm.ts'),
  ]);
  const onPause = (untilMs: number): void => {
    const time = new Date(untilMs).toLocaleTimeString();
    process.stderr.write(`${t('translate.pausing', { time })}\n`);
  };
  const engine = await openLlm(spec, flags.home, signal, onPause, { onStep: tellStep });
  let told = 0;
  try {
    return await translateFile(
      {
        input,
        output,
        options: {
          source: flags.from,
          target: flags.to,
          profile,
          style: flags.style,
          natural: flags.natural === true,
          retime: flags.retime === true ? 'extend' : flags.retime,
        },
        ...(flags.glossary === undefined ? {} : { glossaryFile: resolve(flags.glossary) }),
        ...(flags.relations === undefined ? {} : { relationsFile: resolve(flags.relations) }),
        ...(flags.memory === undefined ? {} : { memoryFile: resolve(flags.memory) }),
        readFirst: flags.readFirst === true,
        engine,
        workFolder: workFolder(),
      },
      signal,
      (fraction) => {
        if (fraction < Math.min(1, told + TOLD_SHARE) || fraction === told) return;
        told = fraction;
        process.stderr.write(`${t('translate.progress', { percent: Math.floor(fraction * 100) })}\n`);
      },
    );
  } finally {
    await engine.dispose();
  }
}

function tell(outcome: TranslateFileOutcome, output: string, flags: TranslateFlags): void {
  for (const { message } of [...outcome.diagnostics, ...outcome.losses]) {
    process.stderr.write(`${t('result.note', { message: printable(message) })}\n`);
  }
  process.stdout.write(flags.json === true ? translationJson(outcome, output) : translationLines(outcome, output));
  const { stopped } = outcome.translation;
  if (stopped === undefined) return;
  const said = outcome.written ? 'translate.stopped' : 'translate.stoppedEmpty';
  process.stderr.write(`${t(said, { what: printable(stopped.parts.what) })}\n`);
  process.exitCode = EXIT.partial;
}

/** `episode.srt` goes to `episode.fr.srt`. */
function besides(file: string, target: string): string {
  const extension = extname(file);
  return `${file.slice(0, file.length - extension.length)}.${target}${extension}`;
}

function noModel(): AppError {
  return new AppError('options-invalid', {
    what: t('translate.noModel'),
    meaning: t('translate.nothingSent'),
    action: t('translate.nameModel'),
  });
}
