import { breakCues } from '../../../../core/document/cue-actions/break-text.ts';
import {
  deleteCues,
  insertAfter,
  insertBefore,
  mergeSelected,
  mergeWithNext,
} from '../../../../core/document/cue-actions/list-actions.ts';
import { splitAtCursor, splitAtPlayhead } from '../../../../core/document/cue-actions/split-actions.ts';
import {
  extendToNext,
  extendToPrevious,
  nudgeCue,
  setEndAt,
  setStartAt,
  startAndShiftRest,
} from '../../../../core/document/cue-actions/timing-actions.ts';
import { type CueAction, noAction } from '../../../../core/document/cue-actions/action.ts';
import { nextId } from '../../../../core/document/edits/new-id.ts';
import type { VoxlaneDocument } from '../../../../core/document/types.ts';
import { useCommands } from '../../../commands/use-command.ts';
import { profileOf } from '../../../state/document/profile.ts';
import { transport } from '../../../state/playback.ts';
import { selectCue, selectCues, selectedOf, selection } from '../../../state/selection.ts';
import { listedCues } from '../classes/class-filter.ts';
import { openCueDialog } from '../grid/dialog-store.ts';
import { isGridFocused, startInline } from '../grid/inline-edit.ts';
import { useRestore } from '../history/use-restore.ts';
import { useLocked, useSession } from '../session-context.tsx';
import { cueCursor, focusCueField, focusedField } from './cue-field.ts';
import { goToCue, stepCue } from './cue-steps.ts';
import { type StepDetails, usePerform } from './use-perform.ts';

/** How far one press of a nudge key moves an edge, ms. */
const NUDGE_MS = 100;

type MakeForCue = (document: VoxlaneDocument, id: string) => CueAction;

/** Everything that can be done to the current cue or the selected ones, by name. */
export function useCueCommands(): void {
  const session = useSession();
  const readOnly = useLocked();
  const perform = usePerform();
  const restore = useRestore();
  const cues = () => session.document.cues;
  const listed = () => listedCues(session.document).cues;
  const gap = () => ({ minGapMs: profileOf(session.document.profile).minGapMs });
  const profile = () => profileOf(session.document.profile);
  const playheadMs = () => Math.round(transport()?.nowMs() ?? -1);

  const onCue = (make: MakeForCue, details?: StepDetails): boolean =>
    perform((document) => {
      const { cueId } = selection.getState();
      return cueId === undefined ? noAction('cue-unknown') : make(document, cueId);
    }, details);
  const atPlayhead = (make: (document: VoxlaneDocument, id: string, ms: number) => CueAction): boolean =>
    onCue((document, id) => (playheadMs() < 0 ? noAction('outside-cue') : make(document, id, playheadMs())));
  const nudge = (part: 'start' | 'end', byMs: number) => () =>
    void onCue((document, id) => nudgeCue(document, id, part, byMs, gap()));
  const insert = (where: typeof insertAfter): void => {
    const { newId } = { newId: nextId(cues(), 'n', 1) };
    const done = onCue((document, id) => where(document, id, { profile: profile(), newId }));
    if (!done) return;
    selectCue(newId);
    requestAnimationFrame(focusCueField);
  };

  useCommands({
    'cue.next': () => stepCue(listed(), 1, cues()),
    'cue.previous': () => stepCue(listed(), -1, cues()),
    'cue.first': () => goToCue(listed()[0]),
    'cue.last': () => goToCue(listed().at(-1)),
    'cue.goTo': () => openCueDialog('go-to'),
    'cue.selectAll': () => {
      const all = listed().map(({ id }) => id);
      const current = selection.getState().cueId ?? all[0];
      if (current !== undefined) selectCues(all, current);
    },
  });
  useCommands(
    {
      'cue.edit': () => {
        const { cueId } = selection.getState();
        if (cueId === undefined) return;
        if (isGridFocused()) startInline(cueId, 'text');
        else focusCueField();
      },
      'cue.commit': () => {
        session.flush();
        const back = focusedField();
        stepCue(listed(), 1, cues());
        requestAnimationFrame(back);
      },
      'cue.setStart': () => void atPlayhead((document, id, ms) => setStartAt(document, id, ms, gap())),
      'cue.setEnd': () => void atPlayhead((document, id, ms) => setEndAt(document, id, ms, gap())),
      'cue.setStartAndShift': () => void atPlayhead((document, id, ms) => startAndShiftRest(document, id, ms, gap())),
      'cue.setEndAndNext': () => {
        if (atPlayhead((document, id, ms) => setEndAt(document, id, ms, gap()))) stepCue(cues(), 1);
      },
      'cue.startEarlier': nudge('start', -NUDGE_MS),
      'cue.startLater': nudge('start', NUDGE_MS),
      'cue.endEarlier': nudge('end', -NUDGE_MS),
      'cue.endLater': nudge('end', NUDGE_MS),
      'cue.split': () => {
        const cursor = cueCursor();
        onCue((document, id) =>
          cursor === undefined ? noAction('split-without-text') : splitAtCursor(document, id, cursor, profile()),
        );
      },
      'cue.splitAtPlayhead': () => void atPlayhead((document, id, ms) => splitAtPlayhead(document, id, ms, profile())),
      'cue.mergeNext': () => {
        const chosen = selectedOf(cues());
        const done = perform((document) =>
          chosen.length > 1 ? mergeSelected(document, chosen) : mergeWithNext(document, chosen[0] ?? ''),
        );
        if (done) selectCue(chosen[0]);
      },
      'cue.extendNext': () => void onCue((document, id) => extendToNext(document, id, gap())),
      'cue.extendPrevious': () => void onCue((document, id) => extendToPrevious(document, id, gap())),
      'cue.insertAfter': () => insert(insertAfter),
      'cue.insertBefore': () => insert(insertBefore),
      'cue.autoBreak': () => {
        const chosen = selectedOf(cues());
        perform((document) => breakCues(document, chosen, profile()));
      },
      'cue.restore': () => {
        const { cueId } = selection.getState();
        if (cueId !== undefined) restore({ cue: cueId });
      },
      'cue.otherModel': () => {
        if (selectedOf(cues()).length === 0) return;
        session.flush();
        openCueDialog('other-model');
      },
      'cue.delete': () => {
        const chosen = selectedOf(cues());
        perform((document) => deleteCues(document, chosen));
      },
    },
    !readOnly,
  );
}
