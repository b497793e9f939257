import { spanLengthMs, subtractSpans, type Span } from '../timeline/span.ts';
import type { Turn } from '../timeline/types.ts';
import { errorColumns } from './error-columns.ts';
import type { SpeakerScores } from './score-recording.ts';
import { barSvg, speakerBars } from './svg-bars.ts';
import { errorStrip } from './svg-strip.ts';
import {
  BAR,
  CHART,
  COLORS,
  FAINT,
  INK,
  LANE_GAP,
  LEFT,
  NAMES,
  round,
  STRIP,
  TOP,
  UNSCORED,
  WIDTH,
} from './svg-style.ts';
import { clip, escapeXml } from './svg-text.ts';
import { clockLabel, timeTicks } from './time-axis.ts';

export interface TimelinePicture {
  readonly title: string;
  readonly reference: readonly Turn[];
  readonly hypothesis: readonly Turn[];
  readonly scores: SpeakerScores;
  /** What is outside is greyed. */
  readonly uem?: readonly Span[];
}

/**
 * A stand-alone SVG, 1600 wide: for each reference speaker their turns and below those of the speaker mapped to them,
 * coloured by what became of them, then speakers nobody was mapped to, a strip with the kinds of error over time, and a
 * time axis. No scripts, no outside references, all texts escaped; equal input gives equal bytes.
 */
export function timelineSvg(picture: TimelinePicture): string {
  const { scores, reference, hypothesis } = picture;
  const all = [...reference, ...hypothesis];
  const startMs = Math.min(0, ...bounds(all.map((turn) => turn.startMs)));
  const endMs = Math.max(startMs + 1000, ...bounds(all.map((turn) => turn.endMs)));
  const scale = CHART / (endMs - startMs);
  const xOf = (ms: number): number => LEFT + (ms - startMs) * scale;
  const bars = speakerBars(scores, reference, hypothesis);
  const stripTop = (bars.at(-1)?.top ?? TOP - BAR) + BAR + LANE_GAP + 6;
  const bottom = stripTop + STRIP;
  const { der, jer } = scores;
  const percent = (rate: number): string => `${(rate * 100).toFixed(2)} %`;
  const summary =
    `DER ${percent(der.der)} (missed ${seconds(der.missMs)}, false alarm ${seconds(der.falseAlarmMs)}, ` +
    `wrong speaker ${seconds(der.confusionMs)} of ${seconds(der.totalMs)}), JER ${percent(jer.jer)}, ` +
    `${scores.time.referenceIds.length} speakers in the reference, ${scores.time.hypothesisIds.length} found`;
  const height = bottom + 44;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="title desc" font-family="system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif" font-size="13" fill="${INK}">`,
    `<title id="title">${escapeXml(picture.title)}: speakers over time</title>`,
    `<desc id="desc">${escapeXml(`${summary}. From ${clockLabel(startMs)} to ${clockLabel(endMs)}.`)}</desc>`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    `<text x="24" y="32" font-size="18" font-weight="600">${escapeXml(clip(picture.title, 90))}</text>`,
    `<text x="24" y="54" fill="${FAINT}">${escapeXml(summary)}</text>`,
    legend(),
    ...ticks(startMs, endMs, xOf, bottom),
    ...unscored(picture, { startMs, endMs }, xOf, bottom),
    ...bars.map((bar) => barSvg(bar, xOf)),
    `<text x="${LEFT - 12}" y="${stripTop + STRIP / 2 + 4}" text-anchor="end">errors</text>`,
    `<rect x="${LEFT}" y="${stripTop}" width="${CHART}" height="${STRIP}" fill="#f1f3f5"/>`,
    errorStrip(errorColumns(scores.time, startMs, (endMs - startMs) / CHART, CHART), stripTop),
    '</svg>',
  ];
  return `${parts.filter((part) => part !== '').join('\n')}\n`;
}

function ticks(startMs: number, endMs: number, xOf: (ms: number) => number, bottom: number): string[] {
  return timeTicks(startMs, endMs, CHART / 90).map(({ atMs, label }) => {
    const x = round(xOf(atMs));
    return `<path d="M${x} ${TOP - 8}V${bottom + 6}" stroke="#d5dae0" stroke-width="1"/><text x="${x}" y="${bottom + 24}" text-anchor="middle" font-size="12" fill="${FAINT}">${label}</text>`;
  });
}

function unscored({ uem }: TimelinePicture, whole: Span, xOf: (ms: number) => number, bottom: number): string[] {
  if (uem === undefined) return [];
  return subtractSpans([whole], uem)
    .filter((span) => spanLengthMs(span) > 0)
    .map(
      (span) =>
        `<rect x="${round(xOf(span.startMs))}" y="${TOP - 8}" width="${round(xOf(span.endMs) - xOf(span.startMs))}" height="${bottom - TOP + 8}" fill="#e4e7eb"><title>not scored</title></rect>`,
    );
}

function legend(): string {
  let x = LEFT;
  const entries = [
    ...(['correct', 'miss', 'falseAlarm', 'confusion'] as const).map((kind) => [COLORS[kind], NAMES[kind]]),
    [UNSCORED, 'not scored'],
  ];
  return entries
    .map(([color = '', name = '']) => {
      const entry = `<rect x="${x}" y="66" width="12" height="12" fill="${color}"/><text x="${x + 18}" y="76.5" font-size="12">${name}</text>`;
      x += 40 + name.length * 7;
      return entry;
    })
    .join('');
}

/** Extremes of a long list without spreading it; empty for an empty one. */
function bounds(values: readonly number[]): number[] {
  const [first, ...rest] = values;
  if (first === undefined) return [];
  let [low, high] = [first, first];
  for (const value of rest) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return [low, high];
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
