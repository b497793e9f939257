import { breakLines } from '../../cues/break-lines.ts';
import type { BatchRecord } from './batch-record.ts';
import { restoreLines } from './line-text.ts';
import type { TranslateOptions } from './options.ts';
import { lineFaults } from './polish.ts';
import type { PreparedLine } from './prepare.ts';
import type { TranslatedLine, TranslationFlag } from './types.ts';
import { setType } from './typography.ts';

/** The display lines of a cue: typography, line breaks, what surrounded the source; and what is wrong with them. */
export function finishLine(
  line: PreparedLine,
  record: BatchRecord['lines'][number] | undefined,
  options: TranslateOptions,
): TranslatedLine {
  const { id, lines, known = [] } = line.source;
  if (line.plan === 'known') return { id, lines: known.length === 0 ? lines : known, flags: [] };
  const isKept = line.plan === 'keep';
  if (record === undefined) return { id, lines, flags: isKept ? [] : ['not-translated'] };
  if (record.voices.length === 0) return { id, lines, flags: record.flag === undefined ? [] : [record.flag] };
  const voices = record.voices.map((voice) => setType(voice, options.target));
  const broken = breakLines(voices.join(' '), options.profile, options.target);
  const { tooLong, missed } = lineFaults(line, { voices, tagsLost: record.tagsLost }, options);
  const flags: TranslationFlag[] = [];
  if (tooLong) flags.push('too-long');
  if (record.tagsLost) flags.push('tags-lost');
  if (missed.length > 0) flags.push('term-missed');
  return {
    id,
    lines: restoreLines(line.encoded, voices, broken),
    flags,
    ...(record.by === undefined ? {} : { by: record.by }),
  };
}
