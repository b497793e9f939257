import { useTranslation } from 'react-i18next';
import type { EditOperation } from '../../../../core/document/edits/operations.ts';
import type { Turn } from '../../../../core/timeline/types.ts';
import { useCommands } from '../../../commands/use-command.ts';
import { transport } from '../../../state/playback.ts';
import { selection } from '../../../state/selection.ts';
import { announce } from '../../../ui/live-region.tsx';
import { useSession } from '../session-context.tsx';
import { refOf } from './lane-drag.ts';
import { selectedTurn, selectTurnAndCue, turnOf } from './selected-turn.ts';
import { setView } from './timeline-store.ts';
import { centredOn, endMs } from './timeline-view.ts';
import { assignByKey, drawByKey, moveEdgeByKey, neighbourTurn, nextOfSpeaker } from './turn-actions.ts';
import { turnText } from './turn-text.ts';
import { useEdit } from './use-edit.ts';

const STEP_MS = 100;

/** Everything the lanes do, by key: the commands `lane.*`. */
export function useLaneCommands(): void {
  const { t } = useTranslation('timeline');
  const session = useSession();
  const edit = useEdit();
  const nowMs = (): number => transport()?.nowMs() ?? 0;

  const select = (turn: Turn | undefined): void => {
    if (turn === undefined) return;
    selectTurnAndCue(session.document, turn);
    setView((view) =>
      turn.startMs < view.startMs || turn.startMs > endMs(view) ? centredOn(view, turn.startMs) : view,
    );
    announce(turnText(session.document.speakers, turn), true);
  };
  const go = (by: 1 | -1): void => {
    const { document } = session;
    const turn = neighbourTurn(document, selectedTurn(document, selection.getState()), nowMs(), by);
    if (turn === undefined) return;
    select(turn);
    transport()?.seek(turn.startMs);
  };
  /** Changes the selected turn and selects what became of it: `speaker` has it then, at `ms`. */
  const change = (
    label: string,
    operations: (turn: Turn) => EditOperation[],
    after: (
      turn: Turn,
      done: readonly EditOperation[],
    ) => { readonly speaker: string; readonly ms: number } | undefined,
  ): void => {
    const turn = selectedTurn(session.document, selection.getState());
    if (turn === undefined) return announce(t('noTurn'), true);
    const done = edit(operations(turn), label);
    if (done === undefined) return;
    const where = after(turn, done);
    const now = where && turnOf(session.document, where.speaker, where.ms);
    if (now !== undefined) select(now);
    else announce(label, true);
  };
  const middle = ({ startMs, endMs: end }: Turn): number => Math.floor((startMs + end) / 2);
  const assign = (by: 1 | -1): void =>
    change(
      t('editAssign'),
      (turn) => assignByKey(session.document, turn, by),
      (turn, [done]) => (done?.kind === 'assign-turn' ? { speaker: done.speaker, ms: middle(turn) } : undefined),
    );
  const moveEdge = (edge: 'start' | 'end', stepMs: number): void =>
    change(
      t('editEdge'),
      (turn) => moveEdgeByKey(session.document, turn, edge, stepMs),
      (turn, [done]) => {
        if (done?.kind !== 'move-turn-edge') return undefined;
        const { toMs } = done;
        return { speaker: turn.speaker, ms: edge === 'start' ? toMs : toMs - 1 };
      },
    );

  useCommands({
    'lane.previousTurn': () => go(-1),
    'lane.nextTurn': () => go(1),
    'lane.up': () => assign(-1),
    'lane.down': () => assign(1),
    'lane.split': () =>
      change(
        t('editSplit'),
        (turn) => {
          const atMs = Math.round(nowMs());
          return atMs > turn.startMs && atMs < turn.endMs ? [{ kind: 'split-turn', turn: refOf(turn), atMs }] : [];
        },
        (turn) => ({ speaker: turn.speaker, ms: Math.round(nowMs()) }),
      ),
    'lane.merge': () =>
      change(
        t('editMerge'),
        (turn) => {
          const next = nextOfSpeaker(session.document, turn);
          return next === undefined ? [] : [{ kind: 'merge-turns', turns: [refOf(turn), refOf(next)] }];
        },
        (turn) => ({ speaker: turn.speaker, ms: turn.startMs }),
      ),
    'lane.delete': () =>
      change(
        t('editDelete'),
        (turn) => [{ kind: 'delete-turn', turn: refOf(turn) }],
        () => undefined,
      ),
    'lane.startEarlier': () => moveEdge('start', -STEP_MS),
    'lane.startLater': () => moveEdge('start', STEP_MS),
    'lane.endEarlier': () => moveEdge('end', -STEP_MS),
    'lane.endLater': () => moveEdge('end', STEP_MS),
    'lane.draw': () => {
      const { document } = session;
      const selected = selection.getState();
      const speaker = selectedTurn(document, selected)?.speaker ?? document.speakers[0]?.id;
      if (speaker === undefined) return;
      const done = edit(drawByKey(document, speaker, nowMs(), selected.range), t('editDraw'))?.[0];
      if (done?.kind === 'add-turn') select(turnOf(session.document, speaker, done.startMs));
    },
  });
}
