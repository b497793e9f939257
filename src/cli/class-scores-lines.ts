import type { ClassScores } from '../core/evaluate/score-classes.ts';
import { percent } from './evaluation-lines.ts';
import { t } from './i18n/translate.ts';
import { formatTable, printable } from './terminal-text.ts';

/** What a comparison of classes says to people. */
export function classScoresLines(scores: ClassScores): string {
  const { compared, accuracy, kappa, macroF1, labels, characters, unpaired } = scores;
  const rate = (value: number | undefined): string => (value === undefined ? '-' : percent(value));
  const lines = [
    t('evaluate.classes.accuracy', { accuracy: percent(accuracy), count: compared }),
    t('evaluate.classes.kappa', { kappa: kappa === undefined ? '-' : kappa.toFixed(3) }),
    t('evaluate.classes.f1', { f1: percent(macroF1) }),
  ];
  if (characters !== undefined) {
    const { compared: count, accuracy: right } = characters;
    lines.push(t('evaluate.classes.characters', { accuracy: percent(right), count }));
  }
  if (unpaired > 0) lines.push(t('evaluate.classes.unpaired', { count: unpaired }));
  const columns = (['label', 'count', 'precision', 'recall', 'f1'] as const).map((column) =>
    t(`evaluate.classes.columns.${column}`),
  );
  const rows = labels.map(({ label, count, precision, recall, f1 }) => [
    printable(label),
    String(count),
    rate(precision),
    rate(recall),
    rate(f1),
  ]);
  return `${lines.join('\n')}\n\n${formatTable([columns, ...rows])}`;
}
