import { useCallback } from 'react';
import type { Cue } from '../../../../core/timeline/types.ts';
import { speakerColor } from '../../../app/speaker-colors.ts';
import { useDocument } from '../session-context.tsx';
import { cuesAt } from './active-cues.ts';
import { sameItems, useAtTime } from './use-at-time.ts';

/** Most cues that are shown over each other. */
const MOST = 3;

/** The cues of this moment over the picture, each with its speaker's colour. */
export function Captions() {
  const cues = useDocument((document) => document.cues);
  const speakers = useDocument((document) => document.speakers);
  const read = useCallback((ms: number): readonly Cue[] => cuesAt(cues, ms).slice(0, MOST), [cues]);
  const shown = useAtTime(read, sameItems);
  return (
    <div aria-hidden className="pointer-events-none absolute inset-x-2 bottom-2 flex flex-col items-center gap-1">
      {shown.map((cue) => (
        <div
          key={cue.id}
          data-testid="caption"
          className="max-w-full rounded-sm bg-[rgb(0_0_0/0.78)] px-2 py-0.5 text-center text-base text-[#fff]"
          style={{ borderInlineStart: `3px solid ${speakerColor(speakers, cue.speaker)}` }}
        >
          {cue.lines.map((line, at) => (
            <div key={at} dir="auto" className="break-words">
              {line}
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
