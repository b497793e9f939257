import { resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { RULE_PROFILES } from '../../core/cues/profiles.ts';
import type { Evaluation } from '../../studio/evaluate/evaluate.ts';
import { AppError } from '../../shared/app-error.ts';
import { scoreClassesOf, scoreTranslationOf } from '../evaluate-language.ts';
import { evaluationJson } from '../evaluation-json.ts';
import { evaluationLines, percent } from '../evaluation-lines.ts';
import { EXIT } from '../exit-codes.ts';
import { t } from '../i18n/translate.ts';
import { languageCode, oneOf, percentage, wholeNumber } from '../option-values.ts';
import { printable } from '../terminal-text.ts';
import { usageError } from '../usage-error.ts';

interface EvaluateFlags {
  readonly collar: number;
  readonly skipOverlap?: boolean;
  readonly uem?: string;
  readonly svg?: string;
  readonly exact?: boolean;
  readonly language?: string;
  readonly spellDigits?: boolean;
  readonly maxDer?: number;
  readonly maxJer?: number;
  readonly maxWer?: number;
  readonly maxCpwer?: number;
  readonly json?: boolean;
  readonly translation?: boolean;
  readonly source?: string;
  readonly glossary?: string;
  readonly profile: string;
  readonly minChrf?: number;
  readonly classes?: string;
  readonly minAccuracy?: number;
}

/** Adds `voxlane evaluate`. */
export function addEvaluate(program: Command): void {
  const profiles = RULE_PROFILES.map(({ id }) => id);
  program
    .command('evaluate')
    .description(t('evaluate.description'))
    .argument('<reference>', t('evaluate.reference'))
    .argument('<hypothesis>', t('evaluate.hypothesis'))
    .option('--collar <ms>', t('evaluate.collar'), wholeNumber(0, 60_000), 0)
    .option('--skip-overlap', t('evaluate.skipOverlap'))
    .option('--uem <file>', t('evaluate.uem'))
    .option('--svg <file>', t('evaluate.svg'))
    .option('--exact', t('evaluate.exact'))
    .option('-l, --language <code>', t('evaluate.language'), languageCode)
    .option('--spell-digits', t('evaluate.spellDigits'))
    .option('--max-der <percent>', t('evaluate.maxDer'), percentage)
    .option('--max-jer <percent>', t('evaluate.maxJer'), percentage)
    .option('--max-wer <percent>', t('evaluate.maxWer'), percentage)
    .option('--max-cpwer <percent>', t('evaluate.maxCpwer'), percentage)
    .option('--translation', t('evaluate.translationFlag'))
    .option('--source <path>', t('evaluate.source'))
    .option('--glossary <file>', t('evaluate.glossary'))
    .option('-p, --profile <id>', t('option.profile', { profiles: profiles.join(', ') }), oneOf(profiles), 'netflix')
    .option('--min-chrf <score>', t('evaluate.minChrf'), score)
    .option('--classes <schema>', t('evaluate.classesFlag'))
    .option('--min-accuracy <percent>', t('evaluate.minAccuracy'), score)
    .option('--json', t('option.json'))
    .action(async (reference: string, hypothesis: string, flags: EvaluateFlags) => {
      checkKind(flags);
      if (flags.translation === true) {
        await scoreTranslationOf(resolve(reference), resolve(hypothesis), flags);
        return;
      }
      if (flags.classes !== undefined) {
        await scoreClassesOf(resolve(reference), resolve(hypothesis), flags.classes, flags);
        return;
      }
      const { evaluate } = await import('../../studio/evaluate/evaluate.ts');
      const evaluation = await evaluate({
        reference: resolve(reference),
        hypothesis: resolve(hypothesis),
        ...(flags.uem === undefined ? {} : { uem: resolve(flags.uem) }),
        ...(flags.svg === undefined ? {} : { svg: resolve(flags.svg) }),
        options: {
          collarMs: flags.collar,
          skipOverlap: flags.skipOverlap ?? false,
          exactText: flags.exact ?? false,
          spellDigits: flags.spellDigits ?? false,
          ...(flags.language === undefined ? {} : { language: flags.language }),
        },
      });
      const over = overLimits(evaluation, flags);
      process.stdout.write(flags.json === true ? evaluationJson(evaluation) : evaluationLines(evaluation));
      tell(evaluation, over);
      if (over.length > 0) process.exitCode = EXIT.overLimit;
      else if (evaluation.recordings.some((entry) => entry.kind === 'failed')) process.exitCode = EXIT.partial;
    });
}

/** Options that only make sense with others. */
function checkKind({ translation, classes, source, glossary, minChrf, minAccuracy }: EvaluateFlags): void {
  if (translation === true && classes !== undefined) throw usageError(t('evaluate.oneKind'), 'evaluate');
  const ofTranslation = [source, glossary, minChrf].some((value) => value !== undefined);
  if (ofTranslation && translation !== true) throw usageError(t('evaluate.needsTranslation'), 'evaluate');
  if (minAccuracy !== undefined && classes === undefined) throw usageError(t('evaluate.needsClasses'), 'evaluate');
}

function score(value: string): number {
  const number = Number(value);
  if (/^\d+(?:\.\d+)?$/u.test(value) && number <= 100) return number;
  throw new InvalidArgumentError(t('evaluate.score'));
}

function tell({ notes, recordings }: Evaluation, over: readonly string[]): void {
  const all = [...notes, ...recordings.flatMap((entry) => (entry.kind === 'scored' ? entry.notes : []))];
  for (const note of all) process.stderr.write(`${t('result.note', { message: printable(note) })}\n`);
  for (const entry of recordings) {
    if (entry.kind === 'scored') continue;
    const { code, parts } = entry.error;
    const texts = Object.fromEntries(Object.entries(parts).map(([key, text]) => [key, printable(String(text))]));
    process.stderr.write(`${t('evaluate.failed', { name: printable(entry.name), code, ...texts })}\n`);
  }
  for (const line of over) process.stderr.write(`${line}\n`);
}

/** A line for each measure above its limit, over all recordings. A limit on what could not be measured is an error. */
function overLimits({ total }: Evaluation, flags: EvaluateFlags): string[] {
  const limits = [
    ['DER', flags.maxDer, total.speakers?.der],
    ['JER', flags.maxJer, total.speakers?.jer],
    ['WER', flags.maxWer, total.words?.wer],
    ['cpWER', flags.maxCpwer, total.speakerWords?.cpWer],
  ] as const;
  return limits.flatMap(([measure, limit, value]) => {
    if (limit === undefined) return [];
    if (value === undefined) {
      throw new AppError('format-invalid', {
        what: t('evaluate.noMeasure', { measure }),
        meaning: t('evaluate.notChecked'),
        action: t('evaluate.otherFiles'),
      });
    }
    // The printed figure decides nothing: 5.004 % is above 5.
    return value * 100 > limit ? [t('evaluate.over', { measure, value: percent(value), limit: `${limit} %` })] : [];
  });
}
