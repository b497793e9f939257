import { spanIndex } from '../../../../core/document/span-index.ts';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { runCommand } from '../../../commands/command-table.ts';
import { transport } from '../../../state/playback.ts';
import { NOTHING, selectCue, selection } from '../../../state/selection.ts';
import { useDocument, useLocked, useSession } from '../session-context.tsx';
import { CanvasLayer, type Sheet } from './canvas-layer.tsx';
import { canvasColors, canvasSpeakerColor } from './colors.ts';
import { cueAt, type CuePreview, type CueTarget, dragCue } from './cue-drag.ts';
import { drawCues } from './draw-cues.ts';
import type { Painter } from './frames.ts';
import { marksAround } from './marks.ts';
import { cueById, turnOf } from './selected-turn.ts';
import { timeline } from './timeline-store.ts';
import { msAt } from './timeline-view.ts';
import { useEdit } from './use-edit.ts';
import { useGesture } from './use-gesture.ts';

const CURSORS = { start: 'ew-resize', end: 'ew-resize', body: 'grab', empty: 'text' } as const;

interface Held {
  readonly target: CueTarget;
  readonly marksIn: ReturnType<typeof marksAround>;
  /** Where it was pressed, ms. */
  readonly fromMs: number;
}

/** The cues as regions on the waveform: seek, select, move, stretch, and draw a range for a new one. */
export function CueLayer() {
  const { t } = useTranslation('timeline');
  const session = useSession();
  const edit = useEdit();
  const locked = useLocked();
  const cues = useDocument((document) => document.cues);
  const speakers = useDocument((document) => document.speakers);
  const preview = useRef<CuePreview>(undefined);
  const paint = useRef<Painter>(null);
  useEffect(() => selection.subscribe(() => paint.current?.request()), []);

  const draw = ({ ctx, width, height }: Sheet): void => {
    const { cueIds, cueId, range } = selection.getState();
    drawCues(ctx, {
      index: spanIndex(cues),
      view: timeline.getState().view,
      colors: canvasColors.getState(),
      width,
      height,
      selected: cueIds,
      current: cueId,
      preview: preview.current,
      range,
      colorOf: (cue) => canvasSpeakerColor(speakers, cue.speaker),
    });
  };
  const show = (next: CuePreview | undefined): void => {
    preview.current = next;
    paint.current?.request();
  };
  const times = (cue: string, startMs: number, endMs: number): void => {
    edit([{ kind: 'set-cue-times', cue, startMs, endMs }], t('editTimes'));
  };
  /** Shift and Ctrl with a click set an end of the current cue, as in Subtitle Edit. */
  const setEnd = (ms: number, part: 'start' | 'end'): void => {
    const cue = cueById(cues, selection.getState().cueId ?? '');
    if (cue === undefined) return;
    if (part === 'start' && ms < cue.endMs) times(cue.id, ms, cue.endMs);
    if (part === 'end' && ms > cue.startMs) times(cue.id, cue.startMs, ms);
  };

  const gesture = useGesture<Held>({
    press: (x) => {
      const { view } = timeline.getState();
      const target = cueAt(spanIndex(cues), view, x, selection.getState().cueId);
      const except = target.part === 'empty' ? {} : { cueId: target.cue.id };
      return { target, marksIn: marksAround(session.document, except), fromMs: msAt(view, x) };
    },
    pans: () => true,
    drag: ({ target: { target, marksIn, fromMs } }, x, _y, pointer) => {
      const { view } = timeline.getState();
      if (locked && target.part !== 'empty') return;
      const isFree = pointer.altKey || pointer.shiftKey;
      if (target.part !== 'empty' && selection.getState().cueId !== target.cue.id) selectCue(target.cue.id);
      show(dragCue(target, fromMs, msAt(view, x), view, isFree ? [] : marksIn(view)));
    },
    drop: () => {
      const done = preview.current;
      show(undefined);
      if (done?.kind === 'times') times(done.cue.id, done.startMs, done.endMs);
      else if (done !== undefined && done.endMs > done.startMs) {
        selection.setState({ ...NOTHING, range: { startMs: done.startMs, endMs: done.endMs } }, true);
      }
    },
    click: ({ target: { target }, x }, event) => {
      const { view } = timeline.getState();
      const ms = Math.round(Math.max(0, Math.min(view.lengthMs, msAt(view, x))));
      if (event.shiftKey) return setEnd(ms, 'start');
      if (event.ctrlKey || event.metaKey) return setEnd(ms, 'end');
      if (target.part !== 'empty') selectCue(target.cue.id);
      else if (selection.getState().range !== undefined) selection.setState(NOTHING, true);
      transport()?.seek(ms);
    },
    hover: (x, _y, event) => {
      const { view } = timeline.getState();
      const { part } = cueAt(spanIndex(cues), view, x, selection.getState().cueId);
      const held = event.shiftKey || event.ctrlKey;
      event.currentTarget.style.cursor = locked ? CURSORS.empty : held ? 'crosshair' : CURSORS[part];
    },
    cancel: () => show(undefined),
  });

  const onKeyDown = (event: KeyboardEvent): void => {
    const { range } = selection.getState();
    if (event.key === 'Escape' && range !== undefined) {
      selection.setState(NOTHING, true);
      event.preventDefault();
    }
    if (event.key !== 'Enter' || range === undefined || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    const speaker = session.document.speakers.find(
      ({ id }) => turnOf(session.document, id, (range.startMs + range.endMs) / 2) !== undefined,
    );
    const done = edit(
      [{ kind: 'insert-cue', ...range, lines: [], ...(speaker === undefined ? {} : { speaker: speaker.id }) }],
      t('editInsertCue'),
    );
    const made = done?.[0];
    if (made?.kind === 'insert-cue') selectCue(made.newId);
  };
  return (
    <div
      role="application"
      tabIndex={0}
      aria-label={t('waveform')}
      aria-description={t('waveformHelp')}
      data-testid="cue-layer"
      className="absolute inset-0 touch-none"
      onKeyDown={onKeyDown}
      onDoubleClick={() => runCommand('cue.edit')}
      {...gesture}
    >
      <CanvasLayer draw={draw} paint={paint} aria-hidden className="pointer-events-none" />
    </div>
  );
}
