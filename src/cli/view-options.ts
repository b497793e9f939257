import type { Command } from 'commander';
import { BILINGUAL, type Bilingual } from '../core/document/in-language.ts';
import type { ClassChoice } from '../core/document/of-classes.ts';
import { t } from './i18n/translate.ts';
import { classChoice, languageCode, oneOf } from './option-values.ts';

export interface ViewFlags {
  readonly language?: string;
  readonly bilingual?: Bilingual;
  readonly class?: ClassChoice;
  readonly characters?: boolean;
}

/** Adds the options that say which part of a document is written, and in which language. */
export function addViewOptions(command: Command): Command {
  return command
    .option('--language <code>', t('option.viewLanguage'), languageCode)
    .option('--bilingual <place>', t('option.bilingual'), oneOf(BILINGUAL))
    .option('--class <schema=label,...>', t('option.viewClass'), classChoice)
    .option('--characters', t('option.characters'));
}

/** What these options ask for. */
export function viewOptions({ language, bilingual, class: chosen, characters }: ViewFlags) {
  return {
    ...(language === undefined ? {} : { language }),
    ...(bilingual === undefined ? {} : { bilingual }),
    ...(chosen === undefined ? {} : { classes: chosen }),
    ...(characters === undefined ? {} : { characters }),
  };
}
