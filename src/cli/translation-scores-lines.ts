import type { TranslationScores } from '../core/evaluate/score-translation.ts';
import type { TranslationEvaluation } from '../studio/evaluate/evaluate-translation.ts';
import { percent } from './evaluation-lines.ts';
import { t } from './i18n/translate.ts';
import { formatTable, printable } from './terminal-text.ts';

/** Missed terms that are named. */
const LISTED = 10;

/** What scores of translations say to people: all of one recording, a table of several. */
export function translationScoresLines({ recordings, total }: TranslationEvaluation): string {
  const scored = recordings.flatMap((entry) => (entry.kind === 'scored' ? [entry] : []));
  const [only, ...more] = scored;
  if (only === undefined) return '';
  if (recordings.length === 1 && more.length === 0) return oneTranslation(only.scores);
  const columns = ['name', 'chrf', 'bleu', 'cues', 'moved', 'fast', 'terms', 'untranslated'] as const;
  const rows = [
    ...scored.map(({ name, scores }) => [printable(name), ...cells(scores)]),
    [`${t('evaluate.all')} ${scored.length}`, ...cells(total)],
  ];
  return formatTable([columns.map((column) => t(`evaluate.translation.columns.${column}`)), ...rows]);
}

/** The same for programs; documented in docs/cli.md. */
export function translationScoresJson({ recordings, total, notes }: TranslationEvaluation): string {
  const value = {
    recordings: recordings.map((entry) =>
      entry.kind === 'failed'
        ? { name: entry.name, error: entry.error.toData() }
        : { name: entry.name, translation: entry.scores },
    ),
    total: { recordings: recordings.filter(({ kind }) => kind === 'scored').length, translation: total },
    notes,
  };
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function oneTranslation(scores: TranslationScores): string {
  const { cues, referenceCues, missing, extra, tooFast, timing, terms, untranslated, outOfDate } = scores;
  const lines = [
    t('evaluate.translation.chrf', { score: scores.chrF2.toFixed(2) }),
    t('evaluate.translation.bleu', { score: scores.bleu.toFixed(2) }),
    t('evaluate.translation.cues', { cues, reference: referenceCues, missing, extra }),
    t('evaluate.translation.fast', { count: tooFast }),
  ];
  if (timing !== undefined)
    lines.push(t('evaluate.translation.timing', { source: timing.sourceCues, moved: timing.moved }));
  if (terms !== undefined) {
    const { present, said, missed } = terms;
    lines.push(t('evaluate.translation.terms', { rate: rateOf(terms), said, present }));
    for (const { cue, source, target } of missed.slice(0, LISTED)) {
      lines.push(
        t('evaluate.translation.missed', { cue: printable(cue), source: printable(source), target: printable(target) }),
      );
    }
    if (missed.length > LISTED) lines.push('          ...');
  }
  if (untranslated !== undefined) lines.push(t('evaluate.translation.untranslated', { count: untranslated }));
  if (outOfDate !== undefined) lines.push(t('evaluate.translation.outOfDate', { count: outOfDate }));
  return `${lines.join('\n')}\n`;
}

function cells({ chrF2, bleu, cues, timing, tooFast, terms, untranslated }: TranslationScores): string[] {
  return [
    chrF2.toFixed(2),
    bleu.toFixed(2),
    String(cues),
    timing === undefined ? '-' : String(timing.moved),
    String(tooFast),
    terms === undefined ? '-' : rateOf(terms),
    untranslated === undefined ? '-' : String(untranslated),
  ];
}

function rateOf({ present, said }: NonNullable<TranslationScores['terms']>): string {
  return present === 0 ? '-' : percent(said / present);
}
