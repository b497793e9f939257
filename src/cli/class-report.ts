import type { ClassSchema } from '../core/document/notes/class-schema.ts';
import type { VoxlaneDocument } from '../core/document/types.ts';
import { type ClassTotal, classTotals } from '../core/stages/classify/class-totals.ts';
import { t } from './i18n/translate.ts';
import { formatDuration, formatTable, printable } from './terminal-text.ts';

/** Flagged cues that are listed by name. */
const LISTED = 20;

/** How many cues and how much time each class has, then each speaker and character in it. */
export function classTotalsText(document: Pick<VoxlaneDocument, 'cues' | 'speakers'>, schema: ClassSchema): string {
  const { labels, speakers } = classTotals(document, schema);
  const names = new Map(schema.labels.map(({ id, name }) => [id, name]));
  const cells = ({ label, cues, timeMs, speaker, character }: ClassTotal, of: readonly string[]): string[] => {
    const all: Record<string, string> = {
      label: label === undefined ? t('classify.none') : printable(names.get(label) ?? label),
      speaker: printable(speaker ?? ''),
      character: printable(character ?? ''),
      cues: String(cues),
      time: formatDuration(timeMs),
    };
    return of.map((column) => all[column] ?? '');
  };
  const table = (totals: readonly ClassTotal[], of: readonly ('label' | 'speaker' | 'character' | 'cues' | 'time')[]) =>
    formatTable([of.map((column) => t(`classify.columns.${column}`)), ...totals.map((total) => cells(total, of))]);
  const sums = table(labels, ['label', 'cues', 'time']);
  if (speakers.every(({ speaker, character }) => speaker === undefined && character === undefined)) return sums;
  const columns = ['label', 'speaker', ...(schema.characters ? (['character'] as const) : []), 'cues', 'time'] as const;
  return `${sums}\n${table(speakers, columns)}`;
}

/** Cues that somebody should look at, and why. */
export function flaggedText(flagged: readonly { readonly cue: string; readonly flag: string }[]): string {
  if (flagged.length === 0) return '';
  const listed = flagged.slice(0, LISTED).map(({ cue, flag }) => `  ${printable(cue)}: ${flag}`);
  const more = flagged.length > LISTED ? ['  ...'] : [];
  return `${[t('classify.flagged', { count: flagged.length }), ...listed, ...more].join('\n')}\n`;
}
