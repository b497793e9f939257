import type { SpanIndex } from '../../../../core/document/span-index.ts';
import type { Cue } from '../../../../core/timeline/types.ts';
import type { CanvasColors } from './colors.ts';
import type { CuePreview } from './cue-drag.ts';
import { endMs, type TimelineView, xOf } from './timeline-view.ts';

const TEXT_FROM_PX = 36;
const EDGES_FROM_PX = 8;
const LABEL_PX = 18;
const FONT = '11px system-ui, sans-serif';

/** What the cues on the waveform show now. */
export interface CuePicture {
  readonly index: SpanIndex<Cue>;
  readonly view: TimelineView;
  readonly colors: CanvasColors;
  readonly width: number;
  readonly height: number;
  readonly selected: ReadonlySet<string>;
  readonly current: string | undefined;
  readonly preview: CuePreview | undefined;
  readonly range: { readonly startMs: number; readonly endMs: number } | undefined;
  readonly colorOf: (cue: Cue) => string;
}

/** Draws the cues that are seen as regions with their text, the drawn range, and what a drag would do. */
export function drawCues(ctx: CanvasRenderingContext2D, picture: CuePicture): void {
  const { index, view, preview, range, colors, height } = picture;
  const lastMs = endMs(view);
  const moving = preview?.kind === 'times' ? preview.cue.id : undefined;
  ctx.font = FONT;
  ctx.textBaseline = 'middle';
  let drawnTo = -1;
  for (let at = index.firstEndingBehind(view.startMs); at < index.spans.length; at++) {
    const cue = index.spans[at];
    if (cue === undefined || cue.startMs >= lastMs) break;
    if (cue.id === moving) continue;
    const right = xOf(view, cue.endMs);
    if (right <= drawnTo && !picture.selected.has(cue.id)) continue;
    drawnTo = Math.ceil(right);
    drawCue(ctx, picture, cue, cue);
  }
  if (preview?.kind === 'times') drawCue(ctx, picture, preview.cue, preview);
  const drawn = preview?.kind === 'range' ? preview : range;
  if (drawn !== undefined) drawRange(ctx, picture, drawn);
  if (preview?.snapMs !== undefined) {
    ctx.fillStyle = colors.accent;
    ctx.fillRect(Math.round(xOf(view, preview.snapMs)), 0, 1, height);
  }
}

function drawCue(
  ctx: CanvasRenderingContext2D,
  picture: CuePicture,
  cue: Cue,
  span: { readonly startMs: number; readonly endMs: number },
): void {
  const { view, colors, height, width } = picture;
  const left = Math.round(xOf(view, span.startMs));
  const right = Math.round(xOf(view, span.endMs));
  const wide = Math.max(1, right - left);
  const isSelected = picture.selected.has(cue.id);
  const color = picture.colorOf(cue);
  ctx.globalAlpha = isSelected ? 0.28 : 0.12;
  ctx.fillStyle = isSelected ? colors.accent : color;
  ctx.fillRect(left, 0, wide, height);
  ctx.globalAlpha = 1;
  ctx.fillStyle = isSelected ? colors.accent : color;
  ctx.fillRect(left, 0, wide, cue.id === picture.current ? 3 : 2);
  // Far away the edges would hide the waveform.
  if (wide < EDGES_FROM_PX && !isSelected) return;
  ctx.fillRect(left, 0, 1, height);
  ctx.fillRect(right - 1, 0, 1, height);
  if (wide < TEXT_FROM_PX) return;
  const from = Math.max(0, left);
  const to = Math.min(width, right);
  if (to - from < TEXT_FROM_PX) return;
  ctx.save();
  ctx.beginPath();
  ctx.rect(from, 0, to - from - 3, height);
  ctx.clip();
  // A plate under the text, so that it can be read over loud sound.
  ctx.globalAlpha = 0.72;
  ctx.fillStyle = isSelected ? colors.selected : colors.surface;
  ctx.fillRect(from + 1, 3, to - from, LABEL_PX - 3);
  ctx.globalAlpha = 1;
  ctx.fillStyle = colors.ink;
  ctx.fillText(cue.lines.join(' '), from + 5, 2 + LABEL_PX / 2);
  ctx.restore();
}

function drawRange(
  ctx: CanvasRenderingContext2D,
  { view, colors, height }: CuePicture,
  span: { readonly startMs: number; readonly endMs: number },
): void {
  const left = xOf(view, span.startMs);
  const wide = Math.max(1, xOf(view, span.endMs) - left);
  ctx.globalAlpha = 0.2;
  ctx.fillStyle = colors.doubt;
  ctx.fillRect(left, 0, wide, height);
  ctx.globalAlpha = 1;
  ctx.strokeStyle = colors.doubt;
  ctx.setLineDash([4, 3]);
  ctx.strokeRect(left + 0.5, 1.5, wide - 1, height - 3);
  ctx.setLineDash([]);
}
