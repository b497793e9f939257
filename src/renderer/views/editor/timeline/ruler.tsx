import { spanIndex } from '../../../../core/document/span-index.ts';
import { useMemo } from 'react';
import { useStored } from '../../../state/store.ts';
import { timecode } from '../../../ui/time.ts';
import { review } from '../review/review-store.ts';
import { useDocument } from '../session-context.tsx';
import { CanvasLayer, type Sheet } from './canvas-layer.tsx';
import { canvasColors } from './colors.ts';
import { labelDigits, labelStepMs, partsOf } from './ruler-ticks.ts';
import { timeline } from './timeline-store.ts';
import { endMs, xOf } from './timeline-view.ts';

const LABEL_ROOM_PX = 84;
/** Doubts that are nearer than this share a mark. */
const MARK_PX = 9;
const CANVAS_FONT = '11px system-ui, sans-serif';

/** Times along the top; below them, what is doubtful and speech that has no words. */
export function Ruler() {
  const dropped = useDocument((document) => document.dropped);
  const doubts = useStored(review, (state) => state.doubts);
  const marks = useMemo(() => [...doubts].sort((a, b) => a.startMs - b.startMs), [doubts]);
  const draw = ({ ctx, width, height }: Sheet): void => {
    const { view } = timeline.getState();
    const colors = canvasColors.getState();
    const step = labelStepMs(view.pxPerSecond, LABEL_ROOM_PX);
    const part = step / partsOf(step);
    const digits = labelDigits(step);
    ctx.font = CANVAS_FONT;
    ctx.textBaseline = 'top';
    const lastMs = Math.min(view.lengthMs, endMs(view));
    for (let tick = Math.floor(view.startMs / part); tick * part <= lastMs; tick++) {
      const ms = tick * part;
      const x = Math.round(xOf(view, ms));
      const isLabel = Math.abs(ms % step) < 0.5;
      ctx.fillStyle = isLabel ? colors.lineStrong : colors.line;
      ctx.fillRect(x, isLabel ? height - 8 : height - 4, 1, isLabel ? 8 : 4);
      if (!isLabel) continue;
      ctx.fillStyle = colors.muted;
      ctx.fillText(timecode(ms, digits), x + 4, 2);
    }
    ctx.fillStyle = colors.doubt;
    for (const span of spanIndex(dropped).within(view.startMs, lastMs)) {
      const x = xOf(view, span.startMs);
      ctx.fillRect(x, height - 3, Math.max(2, xOf(view, span.endMs) - x), 3);
    }
    let markedTo = -Infinity;
    for (const doubt of spanIndex(marks).within(view.startMs, lastMs)) {
      const x = xOf(view, (doubt.startMs + doubt.endMs) / 2);
      if (x < markedTo) continue;
      markedTo = x + MARK_PX;
      ctx.beginPath();
      ctx.moveTo(x - 4, height);
      ctx.lineTo(x, height - 6);
      ctx.lineTo(x + 4, height);
      ctx.fill();
    }
    ctx.fillStyle = colors.line;
    ctx.fillRect(0, height - 1, width, 1);
  };
  return <CanvasLayer draw={draw} aria-hidden />;
}
