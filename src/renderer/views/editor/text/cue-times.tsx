import { useTranslation } from 'react-i18next';
import { nudgeCue } from '../../../../core/document/cue-actions/timing-actions.ts';
import type { Cue } from '../../../../core/timeline/types.ts';
import { profileOf } from '../../../state/document/profile.ts';
import { useSession } from '../session-context.tsx';
import { TimeField } from './time-field.tsx';
import { usePerform } from './use-perform.ts';
import { useTellRefusal } from './use-tell-refusal.ts';

/** Start, end and length of the current cue. What is typed holds as typed; steppers keep off the neighbours. */
export function CueTimes({
  cue,
  number,
  disabled,
}: {
  readonly cue: Cue;
  readonly number: number;
  readonly disabled: boolean;
}) {
  const { t } = useTranslation('cues');
  const session = useSession();
  const perform = usePerform();
  const tellRefusal = useTellRefusal();
  const set = (startMs: number, endMs: number): void => {
    const edit = { kind: 'set-cue-times', cue: cue.id, startMs, endMs } as const;
    tellRefusal(session.edit([edit], t('step_editTimes', { number })));
  };
  const nudge = (part: 'start' | 'end', byMs: number): void => {
    perform((document) => nudgeCue(document, cue.id, part, byMs, { minGapMs: profileOf(document.profile).minGapMs }));
  };
  return (
    <>
      <TimeField
        label={t('start')}
        ms={cue.startMs}
        disabled={disabled}
        onChange={(ms) => set(ms, cue.endMs)}
        onNudge={(byMs) => nudge('start', byMs)}
      />
      <TimeField
        label={t('end')}
        ms={cue.endMs}
        disabled={disabled}
        onChange={(ms) => set(cue.startMs, ms)}
        onNudge={(byMs) => nudge('end', byMs)}
      />
      <TimeField
        label={t('length')}
        ms={cue.endMs - cue.startMs}
        disabled={disabled}
        onChange={(ms) => set(cue.startMs, cue.startMs + ms)}
        onNudge={(byMs) => nudge('end', byMs)}
      />
    </>
  );
}
