import { memo } from 'react';
import type { RuleProfile } from '../../../../core/cues/profiles.ts';
import type { Cue, Word } from '../../../../core/timeline/types.ts';
import { DOUBTFUL, lineWidths } from '../grid/cue-figures.ts';
import { piecesOf } from './word-spans.ts';

/** Typography that the field and what lies under it must share, so that each letter is over its own place. */
export const FIELD_TYPE =
  'py-1.5 pr-14 pl-2 text-base whitespace-pre-wrap [overflow-wrap:anywhere] font-(family-name:--editor-font)';

/** What lies under the field: the same text, with marks at words, and how long each line is. Also gives it its height. */
export const TextMirror = memo(function TextMirror({
  lines,
  lineSpeakers,
  words,
  profile,
}: {
  readonly lines: readonly string[];
  readonly lineSpeakers: Cue['lineSpeakers'];
  readonly words: readonly Word[];
  readonly profile: RuleProfile;
}) {
  const widths = lineWidths({ lines, ...(lineSpeakers === undefined ? {} : { lineSpeakers }) }, profile);
  return (
    <div dir="auto" className={`${FIELD_TYPE} min-h-14 text-transparent`}>
      {piecesOf(lines, words).map((line, at) => (
        <div key={at} className="relative min-h-5.5">
          {line.map(({ text, word }, piece) =>
            word === undefined ? (
              <span key={piece}>{text}</span>
            ) : (
              <span
                key={piece}
                data-word={word.id}
                className={`rounded-sm data-playing:bg-accent/30 ${word.confidence < DOUBTFUL ? 'underline decoration-doubt decoration-dotted decoration-2 underline-offset-4' : ''}`}
              >
                {text}
              </span>
            ),
          )}
          <span
            className={`tabular absolute top-0 -right-12 w-11 text-right text-xs leading-5.5 select-none ${(widths[at] ?? 0) > profile.maxCpl ? 'font-semibold text-danger' : 'text-muted'}`}
          >
            {widths[at]}/{profile.maxCpl}
          </span>
        </div>
      ))}
    </div>
  );
});
