import type { SnippetNote, SnippetReport } from '../contract/snippet-calls.ts';
import { formatClock } from '../core/formats/clock.ts';
import { t } from './i18n/translate.ts';
import { printable } from './terminal-text.ts';

/** What cutting says to people; a dry run lists the pieces. */
export function snippetLines({ snippets, folder, failed }: SnippetReport, isDryRun: boolean): string {
  if (snippets.length === 0 && failed.length === 0) return `${t('snippets.none')}\n`;
  const count = snippets.length;
  if (!isDryRun) return `${t('snippets.done', { count, folder: printable(folder) })}\n`;
  const lines = snippets.map(({ startMs, endMs, file }) =>
    t('snippets.line', { start: formatClock(startMs, '.'), end: formatClock(endMs, '.'), file: printable(file) }),
  );
  return `${[...lines, t('snippets.wouldBe', { count })].join('\n')}\n`;
}

/** A note as a sentence. */
export function noteLine(note: SnippetNote): string {
  switch (note.kind) {
    case 'ends-early':
      return t('snippets.endsEarly', { file: note.file });
    case 'other-recording':
      return t('snippets.otherRecording', { file: note.file });
    case 'not-searched':
      return t('snippets.notSearched', { count: note.cues });
    case 'not-there':
      return t('snippets.notThere', { count: note.cues });
    case 'beyond-end':
      return t('snippets.beyondEnd', { count: note.pieces });
  }
}
