import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Evaluation } from '../../studio/evaluate/evaluate.ts';
import { AppError } from '../../shared/app-error.ts';
import { evaluationJson } from '../evaluation-json.ts';
import { evaluationLines, percent } from '../evaluation-lines.ts';
import { EXIT } from '../exit-codes.ts';
import { t } from '../i18n/translate.ts';
import { languageCode, percentage, wholeNumber } from '../option-values.ts';
import { printable } from '../terminal-text.ts';

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
}

/** Adds `voxlane evaluate`. */
export function addEvaluate(program: Command): void {
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
    .option('--json', t('option.json'))
    .action(async (reference: string, hypothesis: string, flags: EvaluateFlags) => {
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
