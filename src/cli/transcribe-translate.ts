import { resolve } from 'node:path';
import type { LlmChoice } from '../core/llm/llm-choice.ts';
import type { JobTranslateWish } from '../core/queue/translate-wish.ts';
import type { Settings } from '../core/settings/schema.ts';
import { workFolder } from '../studio/folders.ts';
import { limitsOfCommands } from '../studio/llm/open-llm.ts';
import { type OpenParts, withChoices } from '../studio/language/open-engines.ts';
import type { Afterwards } from '../studio/transcribe-batch.ts';
import { writeSheetFile } from '../studio/translate/term-files.ts';
import { translateTranscript } from '../studio/translate/translate-transcript.ts';
import type { OutputPlan } from '../studio/write-outputs.ts';
import { t } from './i18n/translate.ts';
import { agreeToModels, type JobTranslateFlags, jobTranslateOf } from './job-translate.ts';
import { tellStep } from './language-models.ts';
import { settingsOf } from './library-defaults.ts';
import { timeOfDay } from './terminal-text.ts';

/** How the recordings of a command are to be translated, and by what. */
interface Translation {
  readonly wish: JobTranslateWish;
  readonly models: readonly LlmChoice[];
  readonly settings: Settings;
  /** Where the sheet of the first reading goes. */
  readonly relationsFile?: string;
}

/** What the options say about a translation, its hosts agreed to. `undefined` when nobody asked for it. */
export async function translationOf(flags: JobTranslateFlags): Promise<Translation | undefined> {
  const settings = await settingsOf({});
  const wish = await jobTranslateOf(flags, settings, 'transcribe');
  if (wish === undefined) return undefined;
  const models = wish.models ?? settings.languageModels;
  await agreeToModels(models, flags, settings, 'transcribe');
  return {
    wish,
    models,
    settings,
    ...(flags.relations === undefined ? {} : { relationsFile: resolve(flags.relations) }),
  };
}

/** Runs work over recordings that gets what is to be done with each transcript, with its models open meanwhile. */
export async function translating<T>(
  translation: Translation | undefined,
  output: OutputPlan,
  signal: AbortSignal,
  work: (batch: { readonly afterwards?: Afterwards }) => Promise<T>,
): Promise<T> {
  if (translation === undefined) return work({});
  const { wish, models, settings, relationsFile } = translation;
  const limits = limitsOfCommands(undefined);
  const tell = (untilMs: number): void => {
    process.stderr.write(`${t('translate.pausing', { time: timeOfDay(untilMs) })}\n`);
  };
  const parts: OpenParts = {
    limits,
    settings,
    onPause: ({ untilMs }) => tell(untilMs),
    onStep: tellStep,
  };
  return withChoices(models, parts, signal, (engines) => {
    const order = {
      wish,
      engines,
      workFolder: workFolder(),
      onPause: tell,
      onSheet: async (sheet: Parameters<typeof writeSheetFile>[1]) => {
        if (relationsFile !== undefined) await writeSheetFile(relationsFile, sheet);
      },
    };
    const afterwards: Afterwards = {
      stage: 'translate',
      run: (result, index, stop, on) => {
        const target = {
          formats: output.formats,
          folder: output.folders[index] ?? '.',
          stem: output.stems[index] ?? 'output',
        };
        return translateTranscript(result, order, target, stop, on);
      },
    };
    return work({ afterwards });
  });
}
