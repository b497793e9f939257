import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { type Retime, RETIMES } from '../core/document/notes/retime.ts';
import { type JobTranslateWish, translateWishSchema } from '../core/queue/translate-wish.ts';
import { type LlmChoice } from '../core/llm/llm-choice.ts';
import type { LlmFlags } from '../core/llm/llm-options.ts';
import type { Settings } from '../core/settings/schema.ts';
import { readGlossaryFile, readSheetFile } from '../studio/translate/term-files.ts';
import type { YesFlags } from './ask-yes.ts';
import { t } from './i18n/translate.ts';
import { addLlmOptions, agreeToLlm, llmOfFlags } from './llm-options.ts';
import { languageList } from './option-values.ts';
import { usageError } from './usage-error.ts';

/** What the user said about translating recordings. */
export interface JobTranslateFlags extends LlmFlags, YesFlags {
  readonly translate?: readonly string[];
  readonly glossary?: string;
  readonly relations?: string;
  readonly natural?: boolean;
  readonly readFirst?: boolean;
  readonly style?: string;
  readonly retime?: Retime | true;
}

/** Adds the options that have what is transcribed translated. `--yes` is the command's own. */
export function addJobTranslateOptions(command: Command): Command {
  command.option('--translate <codes>', t('jobTranslate.translate'), languageList);
  return addLlmOptions(command)
    .option('--glossary <file>', t('jobTranslate.glossary'))
    .option('--relations <file>', t('jobTranslate.relations'))
    .option('--natural', t('jobTranslate.natural'))
    .option('--no-read-first', t('jobTranslate.noReadFirst'))
    .option('--style <text>', t('jobTranslate.style'))
    .addOption(new Option('--retime [how]', t('jobTranslate.retime')).choices(RETIMES));
}

/**
 * How recordings are to be translated; `undefined` when nobody asked for it. Without a model of its own it is left to the
 * settings. Throws `options-invalid`, and what reading the files throws.
 */
export async function jobTranslateOf(
  flags: JobTranslateFlags,
  settings: Pick<Settings, 'languageModels'>,
  command: string,
): Promise<JobTranslateWish | undefined> {
  if (flags.translate === undefined) {
    for (const name of ['glossary', 'relations', 'natural', 'style', 'retime', 'llmUrl', 'llmModel'] as const) {
      if (flags[name] === undefined) continue;
      const option = `--${name.replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`)}`;
      throw usageError(t('jobTranslate.notAlone', { option }), command);
    }
    return undefined;
  }
  const model = llmOfFlags(flags);
  if (model === undefined && settings.languageModels.length === 0) throw usageError(t('translate.noModel'), command);
  const { data, error } = translateWishSchema.safeParse({
    languages: flags.translate,
    ...(model === undefined ? {} : { models: [model] }),
    ...(flags.glossary === undefined ? {} : { glossary: await readGlossaryFile(resolve(flags.glossary)) }),
    ...(flags.relations === undefined ? {} : { relations: await readSheetFile(resolve(flags.relations)) }),
    ...(flags.style === undefined ? {} : { style: flags.style }),
    ...(flags.retime === undefined ? {} : { retime: flags.retime === true ? 'extend' : flags.retime }),
    natural: flags.natural === true,
    ...(flags.readFirst === false ? { readFirst: false } : {}),
  });
  if (data !== undefined) return data;
  throw usageError(`${error.issues[0]?.path.join('.') ?? ''}: ${error.issues[0]?.message ?? ''}`, command);
}

/** Shows where texts go before anything is sent, and asks where nobody agreed yet. Gives the models agreed to just now. */
export async function agreeToModels(
  models: readonly LlmChoice[],
  flags: YesFlags,
  settings: Pick<Settings, 'offline' | 'llmHosts'>,
  command: string,
): Promise<readonly LlmChoice[]> {
  const agreed: LlmChoice[] = [];
  for (const model of models) if (await agreeToLlm(model, flags, settings, command)) agreed.push(model);
  return agreed;
}
