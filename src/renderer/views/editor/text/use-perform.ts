import type { TFunction } from 'i18next';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActionLabel, CueAction, NoActionReason } from '../../../../core/document/cue-actions/action.ts';
import { tell, tellRefused } from '../../../state/notices.ts';
import { announce } from '../../../ui/live-region.tsx';
import { useRefusalText } from '../../../ui/use-refusal-text.ts';
import { useSession } from '../session-context.tsx';

/** Names for the undo list that need to know more than the action does. */
export interface StepDetails {
  /** How many cues; the number of operations when absent. */
  readonly count?: number;
  /** Of the speaker. */
  readonly name?: string;
}

/**
 * Gives the function that carries an action out as one undo step, and says why where there is nothing to carry out. The
 * action is made from the document as it is then, with what is being typed in it. True: something changed.
 */
export function usePerform(): (
  make: (document: ReturnType<typeof useSession>['document']) => CueAction,
  details?: StepDetails,
) => boolean {
  const session = useSession();
  const refusalText = useRefusalText();
  const { t } = useTranslation('cues');
  return useCallback(
    (make, details = {}) => {
      session.flush();
      const action = make(session.document);
      if (action.kind === 'none') {
        sayNothing(t, action.reason);
        return false;
      }
      const result = session.edit(
        action.operations,
        stepName(t, action.label, { count: action.operations.length, ...details }),
      );
      if (result.kind === 'refused') tellRefused(refusalText(result));
      return result.kind === 'edited';
    },
    [refusalText, session, t],
  );
}

const STEPS = {
  'split-cue': 'step_splitCue',
  'merge-cues': 'step_mergeCues',
  'nudge-cue': 'step_nudgeCue',
  'set-cue-start': 'step_setCueStart',
  'set-cue-end': 'step_setCueEnd',
  'shift-cues': 'step_shiftCues',
  'extend-cue': 'step_extendCue',
  'insert-cue': 'step_insertCue',
  'break-lines': 'step_breakLines',
  'delete-cues': 'step_deleteCues',
  'assign-speaker': 'step_assignSpeaker',
  'replace-text': 'step_replaceText',
  'fix-quality': 'step_editText',
} as const satisfies Record<ActionLabel, string>;

/** What the undo list calls an action, in the language of the window. */
function stepName(t: TFunction<'cues'>, label: ActionLabel, { count = 1, name = '' }: StepDetails): string {
  return t(STEPS[label], { count, name, number: '' }).trim();
}

const REASONS: Partial<Record<NoActionReason, Parameters<TFunction<'cues'>>[0]>> = {
  unchanged: 'none_unchanged',
  'no-neighbour': 'none_noNeighbour',
  'no-room': 'none_noRoom',
  'outside-cue': 'none_outsideCue',
  'split-without-text': 'none_splitWithoutText',
  'split-inside-markup': 'none_splitWithoutText',
  'split-outside-cue': 'none_outsideCue',
  'cues-not-adjacent': 'none_cuesNotAdjacent',
  'times-reversed': 'none_timesReversed',
  'times-outside-media': 'none_timesOutsideMedia',
};

function sayNothing(t: TFunction<'cues'>, reason: NoActionReason): void {
  const text = String(t((REASONS[reason] ?? 'none_other') as 'none_other'));
  announce(text, true);
  if (reason !== 'unchanged') tell({ tone: 'info', text });
}
