import type { Span } from '../timeline/span.ts';
import type { Turn } from '../timeline/types.ts';
import { laneOutcomes, type Lane } from './lane-outcomes.ts';
import type { SpeakerScores } from './score-recording.ts';
import { BAR, BAR_GAP, CHART, COLORS, FAINT, LANE_GAP, LEFT, round, TOP, UNSCORED } from './svg-style.ts';
import { clip, escapeXml } from './svg-text.ts';

/** One speaker of one side, drawn as a bar over time. */
interface Bar {
  readonly label: string;
  readonly kind: 'reference' | 'hypothesis';
  readonly top: number;
  readonly turns: readonly Turn[];
  readonly lane: Lane | undefined;
}

/** Each reference speaker with the one mapped to them below, then those nobody was mapped to, from the top down. */
export function speakerBars(scores: SpeakerScores, reference: readonly Turn[], hypothesis: readonly Turn[]): Bar[] {
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

/** A bar with its label; what was scored is coloured by its outcome. */
export function barSvg({ label, kind, top, turns, lane }: Bar, xOf: (ms: number) => number): string {
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
