import type { Turn, Word } from '../../../../core/timeline/types.ts';
import { speakerInitials } from '../../../app/speaker-colors.ts';
import { type CanvasColors, canvasSpeakerColor } from './colors.ts';
import type { LanePreview } from './lane-drag.ts';
import type { LaneRows } from './lane-layout.ts';
import { endMs, type TimelineView, xOf } from './timeline-view.ts';

const INSET_PX = 3;
const RADIUS_PX = 4;
const LETTERS_FROM_PX = 18;
/** Below this a turn is hatched: the machine was not sure who it is. */
const UNSURE = 0.6;
const FONT = '600 11px system-ui, sans-serif';
const WORD_FONT = '11px system-ui, sans-serif';

/** What the lanes show now. */
export interface LanePicture {
  readonly rows: LaneRows;
  readonly view: TimelineView;
  readonly colors: CanvasColors;
  readonly scrollPx: number;
  readonly width: number;
  readonly height: number;
  readonly selected: Turn | undefined;
  readonly preview: LanePreview | undefined;
  readonly moved: readonly Word[];
  readonly newLabel: string;
}

/** Draws every lane that is seen: blocks, what is selected, what a drag would do. */
export function drawLanes(ctx: CanvasRenderingContext2D, picture: LanePicture): void {
  const { rows, scrollPx, height, width, colors } = picture;
  const first = Math.max(0, Math.floor(scrollPx / rows.rowPx));
  const last = Math.min(rows.speakers.length, Math.floor((scrollPx + height) / rows.rowPx));
  for (let lane = first; lane <= last; lane++) {
    const top = lane * rows.rowPx - scrollPx;
    ctx.fillStyle = colors.line;
    ctx.fillRect(0, Math.round(top + rows.rowPx) - 1, width, 1);
    if (lane < rows.speakers.length) drawLane(ctx, picture, lane, top);
  }
  drawPreview(ctx, picture);
}

function drawLane(ctx: CanvasRenderingContext2D, picture: LanePicture, lane: number, top: number): void {
  const { rows, view, colors, selected, preview, width } = picture;
  const speaker = rows.speakers[lane];
  const index = rows.lanes[lane];
  if (speaker === undefined || index === undefined) return;
  const color = canvasSpeakerColor(rows.speakers, speaker.id);
  const letters = speakerInitials(speaker.name);
  const high = rows.rowPx - INSET_PX * 2;
  const y = top + INSET_PX;
  const lastMs = endMs(view);
  let drawnTo = -1;
  ctx.font = FONT;
  ctx.textBaseline = 'middle';
  for (let at = index.firstEndingBehind(view.startMs); at < index.spans.length; at++) {
    const turn = index.spans[at];
    if (turn === undefined || turn.startMs >= lastMs) break;
    const left = Math.max(-RADIUS_PX, xOf(view, turn.startMs));
    const right = Math.min(width + RADIUS_PX, xOf(view, turn.endMs));
    // Far away many turns share a pixel.
    if (right <= drawnTo && turn !== selected) continue;
    drawnTo = Math.ceil(right);
    const wide = Math.max(1, right - left - 1);
    const sure = turn.confidence ?? 1;
    const isLeaving = preview?.kind === 'assign' && preview.turn === turn;
    ctx.globalAlpha = isLeaving ? 0.25 : 0.55 + 0.45 * Math.max(0, Math.min(1, sure));
    ctx.fillStyle = color;
    block(ctx, left, y, wide, high);
    ctx.fill();
    if (sure < UNSURE && wide > 4) hatch(ctx, { left, y, wide, high }, colors.surface);
    ctx.globalAlpha = 1;
    if (wide >= LETTERS_FROM_PX) {
      ctx.fillStyle = colors.onSpeaker;
      // The letters stay in sight while a long block runs out of it.
      const x = Math.max(left, 0) + 6;
      if (right - x > LETTERS_FROM_PX - 6) ctx.fillText(letters, x, y + high / 2 + 0.5, right - x - 4);
    }
    if (turn === selected) outline(ctx, colors, { left, y, wide, high });
  }
}

function drawPreview(ctx: CanvasRenderingContext2D, picture: LanePicture): void {
  const { preview, rows, view, colors, scrollPx, moved } = picture;
  if (preview === undefined) return;
  const y = preview.lane * rows.rowPx - scrollPx + INSET_PX;
  const high = rows.rowPx - INSET_PX * 2;
  const span = spanOf(preview);
  const left = xOf(view, span.startMs);
  const wide = Math.max(2, xOf(view, span.endMs) - left);
  const speaker = rows.speakers[preview.lane];
  ctx.globalAlpha = 0.75;
  ctx.fillStyle = speaker === undefined ? colors.accent : canvasSpeakerColor(rows.speakers, speaker.id);
  block(ctx, left, y, wide, high);
  ctx.fill();
  ctx.globalAlpha = 1;
  outline(ctx, colors, { left, y, wide, high });
  if ('snapMs' in preview && preview.snapMs !== undefined) {
    ctx.fillStyle = colors.accent;
    ctx.fillRect(Math.round(xOf(view, preview.snapMs)), 0, 1, picture.height);
  }
  drawMoved(ctx, picture, y + high / 2, moved);
}

/** The words that would change hands, on a plate of their own so that they can be read. */
function drawMoved(ctx: CanvasRenderingContext2D, picture: LanePicture, y: number, moved: readonly Word[]): void {
  const { view, colors, width } = picture;
  if (moved.length === 0) return;
  const shown = moved.slice(0, 12);
  const text = shown.map((word) => word.text).join(' ') + (moved.length > shown.length ? ' …' : '');
  ctx.font = WORD_FONT;
  ctx.textBaseline = 'middle';
  const wide = Math.min(width - 8, ctx.measureText(text).width + 12);
  const x = Math.max(4, Math.min(width - wide - 4, xOf(view, moved[0]?.startMs ?? 0)));
  ctx.fillStyle = colors.surface;
  block(ctx, x, y - 10, wide, 20);
  ctx.fill();
  ctx.strokeStyle = colors.accent;
  ctx.stroke();
  ctx.fillStyle = colors.ink;
  ctx.fillText(text, x + 6, y + 0.5, wide - 12);
}

/** The time a preview is about, as it would be afterwards. */
export function spanOf(preview: LanePreview): { readonly startMs: number; readonly endMs: number } {
  if (preview.kind === 'draw') return preview;
  if (preview.kind === 'assign') return preview.turn;
  const { turn, edge, toMs } = preview;
  return edge === 'start' ? { startMs: toMs, endMs: turn.endMs } : { startMs: turn.startMs, endMs: toMs };
}

interface Box {
  readonly left: number;
  readonly y: number;
  readonly wide: number;
  readonly high: number;
}

function block(ctx: CanvasRenderingContext2D, x: number, y: number, wide: number, high: number): void {
  ctx.beginPath();
  if (wide < 4) ctx.rect(x, y, wide, high);
  else ctx.roundRect(x, y, wide, high, Math.min(RADIUS_PX, wide / 2));
}

function outline(ctx: CanvasRenderingContext2D, colors: CanvasColors, { left, y, wide, high }: Box): void {
  ctx.lineWidth = 2;
  ctx.strokeStyle = colors.ink;
  block(ctx, left, y, Math.max(2, wide), high);
  ctx.stroke();
  ctx.lineWidth = 1;
}

function hatch(ctx: CanvasRenderingContext2D, { left, y, wide, high }: Box, color: string): void {
  ctx.save();
  block(ctx, left, y, wide, high);
  ctx.clip();
  ctx.beginPath();
  // The lines stand still on the block, so that they do not crawl while it is panned out of sight.
  for (let x = left - high; x < left + wide; x += 6) {
    ctx.moveTo(x, y + high);
    ctx.lineTo(x + high, y);
  }
  ctx.globalAlpha = 0.5;
  ctx.strokeStyle = color;
  ctx.stroke();
  ctx.restore();
}
