import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { type Retime, RETIMES } from '../core/document/notes/retime.ts';
import type { SpecChange } from '../core/queue/change-spec.ts';
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
    refuseAlone(flags, command);
    return undefined;
  }
  const model = llmOfFlags(flags);
  if (model === undefined && settings.languageModels.length === 0) throw usageError(t('translate.noModel'), command);
  const { data, error } = translateWishSchema.safeParse({
    languages: flags.translate,
    ...(model === undefined ? {} : { models: [model] }),
    ...(await wordingOf(flags)),
    ...(flags.retime === undefined ? {} : { retime: flags.retime === true ? 'extend' : flags.retime }),
    natural: flags.natural === true,
  });
  if (data !== undefined) return data;
  throw usageError(`${error.issues[0]?.path.join('.') ?? ''}: ${error.issues[0]?.message ?? ''}`, command);
}

/** The same where `translate` and `retime` may also be taken back. */
export type TranslateChangeFlags = Omit<JobTranslateFlags, 'translate' | 'retime'> & {
  readonly translate?: readonly string[] | false;
  readonly retime?: JobTranslateFlags['retime'] | false;
};

/**
 * What is to be different about the translation of queued jobs; `undefined` when nobody said so. Each option may be alone:
 * what is not said stays as each job has it. Throws as `jobTranslateOf`.
 */
export async function translateChangeOf(
  { translate, ...flags }: TranslateChangeFlags,
  settings: () => Promise<Pick<Settings, 'languageModels'>>,
  command: string,
): Promise<SpecChange['translate']> {
  if (translate === false) {
    refuseAlone(flags, command);
    return 'none';
  }
  const namesModel = MODEL_FLAGS.some((name) => flags[name] !== undefined);
  const model = translate !== undefined || namesModel ? llmOfFlags(flags) : undefined;
  if (translate !== undefined && model === undefined && (await settings()).languageModels.length === 0)
    throw usageError(t('translate.noModel'), command);
  const change = {
    ...(translate === undefined ? {} : { languages: [...translate] }),
    ...(model === undefined ? {} : { models: [model] }),
    ...(await wordingOf(flags)),
    ...(flags.natural === true ? { natural: true } : {}),
    ...(flags.retime === undefined ? {} : { retime: retimeOf(flags.retime) }),
  };
  return Object.keys(change).length === 0 ? undefined : change;
}

function retimeOf(said: Retime | boolean): Retime | 'keep' {
  if (said === false) return 'keep';
  return said === true ? 'extend' : said;
}

const MODEL_FLAGS = ['llm', 'llmUrl', 'llmModel', 'llmKind'] as const;

/** Throws for an option that says how to translate, where nothing is translated. */
function refuseAlone(flags: Omit<TranslateChangeFlags, 'translate'>, command: string): void {
  for (const name of ['glossary', 'relations', 'natural', 'style', 'retime', 'llm', 'llmUrl', 'llmModel'] as const) {
    if (flags[name] === undefined) continue;
    const option = `--${name.replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`)}`;
    throw usageError(t('jobTranslate.notAlone', { option }), command);
  }
}

/** What the options say about words and style. Throws what reading the files throws. */
async function wordingOf(
  flags: Omit<JobTranslateFlags, 'translate' | 'retime'>,
): Promise<Pick<JobTranslateWish, 'glossary' | 'relations' | 'style' | 'readFirst'>> {
  return {
    ...(flags.glossary === undefined ? {} : { glossary: await readGlossaryFile(resolve(flags.glossary)) }),
    ...(flags.relations === undefined ? {} : { relations: await readSheetFile(resolve(flags.relations)) }),
    ...(flags.style === undefined ? {} : { style: flags.style }),
    ...(flags.readFirst === false ? { readFirst: false } : {}),
  };
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
