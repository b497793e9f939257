import { spanIndex } from '../../../../core/document/span-index.ts';
import { UserPlus } from 'lucide-react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { freeSpeakerId, machineName } from '../../../../core/timeline/speaker-ids.ts';
import { transport } from '../../../state/playback.ts';
import { selection } from '../../../state/selection.ts';
import { SpeakerChip } from '../../../ui/speaker-chip.tsx';
import { useDocument, useLocked, useSession } from '../session-context.tsx';
import { CanvasLayer, type Sheet } from './canvas-layer.tsx';
import { canvasColors } from './colors.ts';
import { drawLanes } from './draw-lanes.ts';
import type { Painter } from './frames.ts';
import { dragLane, type LanePreview, movedWords, operationsOf, refOf } from './lane-drag.ts';
import { laneAt, laneRows, type LaneTarget } from './lane-layout.ts';
import { LaneList } from './lane-list.tsx';
import { LaneMenu } from './lane-menu.tsx';
import { marksAround } from './marks.ts';
import { selectedTurn, selectTurnAndCue, turnOf } from './selected-turn.ts';
import { timeline } from './timeline-store.ts';
import { msAt } from './timeline-view.ts';
import { useEdit } from './use-edit.ts';
import { useGesture } from './use-gesture.ts';
import { useLaneCommands } from './use-lane-commands.ts';

const CURSORS = { start: 'ew-resize', end: 'ew-resize', body: 'grab', empty: 'crosshair', new: 'crosshair' } as const;

interface Held {
  readonly target: LaneTarget;
  readonly marksIn: ReturnType<typeof marksAround>;
  /** Where it was pressed, ms. */
  readonly fromMs: number;
}

/** One row a speaker: who talks when. Blocks go to another row by drag, edges move words between speakers. */
export function Lanes({ gutterPx }: { readonly gutterPx: number }) {
  const { t } = useTranslation('timeline');
  const session = useSession();
  const edit = useEdit();
  const locked = useLocked();
  const speakers = useDocument((document) => document.speakers);
  const turns = useDocument((document) => document.turns);
  const box = useRef<HTMLDivElement>(null);
  const paint = useRef<Painter>(null);
  const preview = useRef<LanePreview>(undefined);
  const heightPx = useHeight(box);
  const rows = laneRows(speakers, turns, heightPx);
  const wholePx = rows.rowPx * (speakers.length + 1);
  useLaneCommands();
  useEffect(() => selection.subscribe(() => paint.current?.request()), []);

  const draw = ({ ctx, width, height }: Sheet): void => {
    const shown = preview.current;
    const { document } = session;
    drawLanes(ctx, {
      rows,
      view: timeline.getState().view,
      colors: canvasColors.getState(),
      scrollPx: box.current?.scrollTop ?? 0,
      width,
      height,
      selected: selectedTurn(document, selection.getState()),
      preview: shown,
      moved: shown === undefined ? [] : movedWords(shown, rows, spanIndex(document.words)),
    });
  };
  const show = (next: LanePreview | undefined): void => {
    preview.current = next;
    paint.current?.request();
  };
  const label = ({ kind }: LanePreview): string =>
    t(kind === 'assign' ? 'editAssign' : kind === 'edge' ? 'editEdge' : 'editDraw');

  const gesture = useGesture<Held>({
    press: (x, y) => {
      const { view } = timeline.getState();
      const target = laneAt(rows, view, x, y + (box.current?.scrollTop ?? 0));
      if (target === undefined) return undefined;
      const except = 'turn' in target ? { turn: target.turn } : {};
      return { target, marksIn: marksAround(session.document, except), fromMs: msAt(view, x) };
    },
    // A block that changes lanes stays where it is in time.
    pans: ({ target: { target } }) => !locked && target.part !== 'body',
    drag: ({ target: { target, marksIn, fromMs }, y: fromY }, x, y, pointer) => {
      if (locked) return;
      const { view } = timeline.getState();
      const laneOf = (at: number): number => Math.floor((at + (box.current?.scrollTop ?? 0)) / rows.rowPx);
      if (target.part === 'body') pointer.element.style.cursor = 'grabbing';
      show(
        dragLane(target, { ms: fromMs, lane: laneOf(fromY) }, { ms: msAt(view, x), lane: laneOf(y) }, view, {
          marks: pointer.altKey || pointer.shiftKey ? [] : marksIn(view),
          words: pointer.ctrlKey || pointer.metaKey ? 'stay' : 'follow',
          lanes: speakers.length,
        }),
      );
    },
    drop: () => {
      const done = preview.current;
      show(undefined);
      if (done === undefined) return;
      const id = freeSpeakerId(new Set(session.document.speakers.map((speaker) => speaker.id)));
      if (edit(operationsOf(done, rows, { id, name: machineName(id) }), label(done)) === undefined) return;
      const speaker = rows.speakers[done.lane]?.id ?? id;
      const span = done.kind === 'draw' ? done : done.turn;
      const turn = turnOf(session.document, speaker, (span.startMs + span.endMs) / 2);
      if (turn !== undefined) selectTurnAndCue(session.document, turn);
    },
    click: ({ target: { target }, x }) => {
      const { view } = timeline.getState();
      if ('turn' in target) selectTurnAndCue(session.document, target.turn);
      transport()?.seek(Math.max(0, Math.min(view.lengthMs, msAt(view, x))));
    },
    hover: (x, y, event) => {
      const target = laneAt(rows, timeline.getState().view, x, y + (box.current?.scrollTop ?? 0));
      event.currentTarget.style.cursor = target === undefined || locked ? 'default' : CURSORS[target.part];
    },
    cancel: () => show(undefined),
  });

  /** The menu is about the block under the pointer. */
  const onContextMenu = (x: number, y: number): void => {
    const target = laneAt(rows, timeline.getState().view, x, y + (box.current?.scrollTop ?? 0));
    if (target !== undefined && 'turn' in target) {
      selection.setState({ ...selection.getState(), turn: refOf(target.turn) });
    }
  };
  return (
    <div
      ref={box}
      data-lane-scroll
      className="relative min-h-0 flex-[1.4] overflow-x-hidden overflow-y-auto"
      onScroll={() => paint.current?.request()}
    >
      <div className="relative flex" style={{ height: Math.max(wholePx, heightPx) }}>
        <ul className="shrink-0 border-r border-line bg-surface" style={{ width: gutterPx }} aria-label={t('lanes')}>
          {speakers.map(({ id }) => (
            <li
              key={id}
              className="flex items-center overflow-hidden border-b border-line px-2 text-xs"
              style={{ height: rows.rowPx }}
            >
              <SpeakerChip speakers={speakers} id={id} />
            </li>
          ))}
          <li className="flex items-center gap-1.5 px-2 text-xs text-muted" style={{ height: rows.rowPx }}>
            <UserPlus size={16} aria-hidden className="shrink-0" />
            <span className="truncate">{t('newSpeaker')}</span>
          </li>
        </ul>
        <div className="relative min-w-0 flex-1">
          <LaneMenu>
            <div
              role="application"
              tabIndex={0}
              aria-label={t('lanes')}
              aria-description={t('lanesHelp')}
              aria-describedby="lane-list"
              data-scope="timeline"
              data-testid="lanes"
              className="sticky top-0 touch-none"
              style={{ height: heightPx }}
              onContextMenuCapture={(event) => {
                const bounds = event.currentTarget.getBoundingClientRect();
                onContextMenu(event.clientX - bounds.left, event.clientY - bounds.top);
              }}
              {...gesture}
            >
              <CanvasLayer draw={draw} paint={paint} aria-hidden className="pointer-events-none" />
            </div>
          </LaneMenu>
          <LaneList />
        </div>
      </div>
    </div>
  );
}

function useHeight(box: RefObject<HTMLElement | null>): number {
  const [heightPx, setHeight] = useState(100);
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const sizes = new ResizeObserver(() => setHeight(element.clientHeight));
    sizes.observe(element);
    return () => sizes.disconnect();
  }, [box]);
  return heightPx;
}
