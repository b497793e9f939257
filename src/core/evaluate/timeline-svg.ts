import { spanLengthMs, subtractSpans, type Span } from '../timeline/span.ts';
import type { Turn } from '../timeline/types.ts';
import { errorColumns, type ErrorColumn } from './error-columns.ts';
import { laneOutcomes, type Lane, type Outcome } from './lane-outcomes.ts';
import type { SpeakerScores } from './score-recording.ts';
import { clip, escapeXml } from './svg-text.ts';
import { clockLabel, timeTicks } from './time-axis.ts';

const WIDTH = 1600;
const LEFT = 240;
const RIGHT = 24;
const CHART = WIDTH - LEFT - RIGHT;
const TOP = 96;
const BAR = 16;
const BAR_GAP = 3;
const LANE_GAP = 14;
const STRIP = 56;

/** Okabe and Ito's colours, told apart by people with any kind of colour vision. */
const COLORS: Readonly<Record<Outcome, string>> = {
  correct: '#009e73',
  miss: '#0072b2',
  falseAlarm: '#e69f00',
  confusion: '#d55e00',
};
const NAMES: Readonly<Record<Outcome, string>> = {
  correct: 'right speaker',
  miss: 'missed',
  falseAlarm: 'false alarm',
  confusion: 'wrong speaker',
};
const UNSCORED = '#c3c9d1';
const INK = '#1f2933';
const FAINT = '#6b7682';

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
  const bars = barsOf(picture);
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
    strip(errorColumns(scores.time, startMs, (endMs - startMs) / CHART, CHART), stripTop),
    '</svg>',
  ];
  return `${parts.filter((part) => part !== '').join('\n')}\n`;
}

interface Bar {
  readonly label: string;
  readonly kind: 'reference' | 'hypothesis';
  readonly top: number;
  readonly turns: readonly Turn[];
  readonly lane: Lane | undefined;
}

function barsOf({ scores, reference, hypothesis }: TimelinePicture): Bar[] {
  const { time, confusion, der } = scores;
  const outcomes = laneOutcomes(scores);
  const bars: Bar[] = [];
  let top = TOP;
  const add = (kind: Bar['kind'], label: string): void => {
    const [turns, ids, lanes] =
      kind === 'reference'
        ? ([reference, time.referenceIds, outcomes.reference] as const)
        : ([hypothesis, time.hypothesisIds, outcomes.hypothesis] as const);
    bars.push({
      label,
      kind,
      top,
      turns: turns.filter((turn) => turn.speaker === label),
      lane: lanes[ids.indexOf(label)],
    });
    top += BAR + BAR_GAP;
  };
  const partnerOf = new Map([...der.mapping].map(([heard, said]) => [said, heard]));
  for (const id of time.referenceIds) {
    add('reference', id);
    const partner = partnerOf.get(id);
    if (partner !== undefined) add('hypothesis', partner);
    top += LANE_GAP;
  }
  for (const id of confusion.hypothesisIds.filter((heard) => !der.mapping.has(heard))) {
    add('hypothesis', id);
    top += LANE_GAP;
  }
  return bars;
}

function barSvg({ label, kind, top, turns, lane }: Bar, xOf: (ms: number) => number): string {
  const shown = escapeXml(clip(label, 20));
  const side = kind === 'reference' ? 'reference' : 'found';
  const paths = [
    `<path fill="${UNSCORED}" d="${rects(turns, xOf, top)}"/>`,
    ...(['correct', 'miss', 'falseAlarm', 'confusion'] as const).map((outcome) =>
      lane === undefined || lane[outcome].length === 0
        ? ''
        : `<path fill="${COLORS[outcome]}" d="${rects(lane[outcome], xOf, top)}"/>`,
    ),
  ];
  return [
    `<g><title>${escapeXml(label)} (${side})</title>`,
    `<text x="${LEFT - 12}" y="${top + 12.5}" text-anchor="end"${kind === 'reference' ? ' font-weight="600"' : ''}>${shown} <tspan fill="${FAINT}" font-weight="400" font-size="11">${side}</tspan></text>`,
    `<rect x="${LEFT}" y="${top}" width="${CHART}" height="${BAR}" fill="#f1f3f5"/>`,
    ...paths.filter((path) => path !== ''),
    '</g>',
  ].join('');
}

/** One path for all spans of a bar; spans that would touch on the screen are drawn as one. */
function rects(spans: readonly Span[], xOf: (ms: number) => number, top: number): string {
  const runs: { from: number; to: number }[] = [];
  for (const span of [...spans].sort((a, b) => a.startMs - b.startMs)) {
    const from = xOf(span.startMs);
    const to = xOf(span.endMs);
    const last = runs.at(-1);
    if (last !== undefined && from - last.to < 0.05) last.to = Math.max(last.to, to);
    else runs.push({ from, to });
  }
  return runs.map(({ from, to }) => `M${round(from)} ${top}h${round(to - from)}v${BAR}h-${round(to - from)}z`).join('');
}

function strip(columns: readonly ErrorColumn[], top: number): string {
  const paths = { miss: '', falseAlarm: '', confusion: '' };
  for (let at = 0; at < columns.length;) {
    const column = columns[at];
    if (column === undefined) break;
    let next = at + 1;
    while (next < columns.length && sameColumn(column, columns[next])) next++;
    const most = Math.max(1, column.miss + column.falseAlarm + column.confusion);
    let base = top + STRIP;
    for (const kind of ['confusion', 'falseAlarm', 'miss'] as const) {
      const tall = (column[kind] / most) * STRIP;
      if (tall < 0.05) continue;
      base -= tall;
      const wide = next - at;
      paths[kind] += `M${LEFT + at} ${round(base)}h${wide}v${round(tall)}h-${wide}z`;
    }
    at = next;
  }
  return (['miss', 'falseAlarm', 'confusion'] as const)
    .filter((kind) => paths[kind] !== '')
    .map((kind) => `<path fill="${COLORS[kind]}" d="${paths[kind]}"><title>${NAMES[kind]}</title></path>`)
    .join('');
}

function sameColumn(a: ErrorColumn, b: ErrorColumn | undefined): boolean {
  return (
    b !== undefined &&
    Math.abs(a.miss - b.miss) + Math.abs(a.falseAlarm - b.falseAlarm) + Math.abs(a.confusion - b.confusion) < 1e-6
  );
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

/** Hundredths of a pixel, without a trailing `.00`. */
function round(value: number): string {
  return String(Math.round(value * 100) / 100);
}
