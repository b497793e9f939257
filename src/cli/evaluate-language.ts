import { resolve } from 'node:path';
import { findProfile } from '../core/cues/profiles.ts';
import { classScoresLines } from './class-scores-lines.ts';
import { percent } from './evaluation-lines.ts';
import { EXIT } from './exit-codes.ts';
import { t } from './i18n/translate.ts';
import { printable } from './terminal-text.ts';
import { translationScoresJson, translationScoresLines } from './translation-scores-lines.ts';
import { usageError } from './usage-error.ts';

interface TranslationFlags {
  readonly source?: string;
  readonly glossary?: string;
  readonly profile: string;
  readonly language?: string;
  readonly minChrf?: number;
  readonly json?: boolean;
}

/** `voxlane evaluate --translation`. */
export async function scoreTranslationOf(
  reference: string,
  hypothesis: string,
  flags: TranslationFlags,
): Promise<void> {
  const profile = findProfile(flags.profile);
  if (profile === undefined) throw usageError(t('lint.noProfile'), 'evaluate');
  const { evaluateTranslation } = await import('../studio/evaluate/evaluate-translation.ts');
  const evaluation = await evaluateTranslation({
    reference,
    hypothesis,
    profile,
    ...(flags.source === undefined ? {} : { source: resolve(flags.source) }),
    ...(flags.glossary === undefined ? {} : { glossary: resolve(flags.glossary) }),
    ...(flags.language === undefined ? {} : { language: flags.language }),
  });
  process.stdout.write(flags.json === true ? translationScoresJson(evaluation) : translationScoresLines(evaluation));
  for (const note of evaluation.notes) process.stderr.write(`${t('result.note', { message: printable(note) })}\n`);
  const failed = evaluation.recordings.flatMap((entry) => (entry.kind === 'failed' ? [entry] : []));
  for (const { name, error } of failed) {
    const { what, meaning, action } = error.parts;
    const texts = { what: printable(what), meaning: printable(meaning), action: printable(action) };
    process.stderr.write(`${t('evaluate.failed', { name: printable(name), code: error.code, ...texts })}\n`);
  }
  const { chrF2 } = evaluation.total;
  if (flags.minChrf !== undefined && chrF2 < flags.minChrf) under('chrF2', chrF2.toFixed(2), String(flags.minChrf));
  else if (failed.length > 0) process.exitCode = EXIT.partial;
}

/** `voxlane evaluate --classes`. */
export async function scoreClassesOf(
  reference: string,
  hypothesis: string,
  schema: string,
  flags: { readonly minAccuracy?: number; readonly json?: boolean },
): Promise<void> {
  const { evaluateClasses } = await import('../studio/evaluate/evaluate-classes.ts');
  const scores = await evaluateClasses(reference, hypothesis, schema);
  process.stdout.write(
    flags.json === true ? `${JSON.stringify({ schema, classes: scores }, undefined, 2)}\n` : classScoresLines(scores),
  );
  const { minAccuracy } = flags;
  if (minAccuracy !== undefined && scores.accuracy * 100 < minAccuracy) {
    under(t('evaluate.classes.name'), percent(scores.accuracy), `${minAccuracy} %`);
  }
}

function under(measure: string, value: string, limit: string): void {
  process.stderr.write(`${t('evaluate.under', { measure, value, limit })}\n`);
  process.exitCode = EXIT.overLimit;
}
