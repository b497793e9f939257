import type { BatchRecord } from './batch-record.ts';
import { layOut } from './display-lines.ts';
import type { TranslateOptions } from './options.ts';
import { lineFaults } from './polish.ts';
import type { PreparedLine } from './prepare.ts';
import type { TranslatedLine, TranslationFlag } from './types.ts';
import { setType } from '../../cues/typography.ts';

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
  const { tooLong, missed, address } = lineFaults(line, { voices, tagsLost: record.tagsLost }, options);
  const flags: TranslationFlag[] = [];
  if (tooLong) flags.push('too-long');
  if (record.tagsLost) flags.push('tags-lost');
  if (missed.length > 0) flags.push('term-missed');
  if (address !== undefined) flags.push('address-mixed');
  return {
    id,
    lines: layOut(line.encoded, voices, options.profile, options.target),
    flags,
    ...(record.by === undefined ? {} : { by: record.by }),
  };
}
