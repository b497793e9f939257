import type { VoiceRefusalCode } from './refusal-codes.ts';
import type { SpeakerId, Turn } from '../../timeline/types.ts';
import { overlapMs, type Span, spanLengthMs } from '../../timeline/span.ts';
import { frameAt, rowsHeardIn } from './frame-speakers.ts';
import type { Place } from './turns.ts';
import type { VoiceSpace } from './voice-space.ts';

/** A stretch in which one voice is meant: that of `speaker`, or the one that talks there most. */
export interface Stretch extends Span {
  readonly speaker?: SpeakerId | undefined;
}

/** What a user says about two stretches: the same person talks in both, or different ones do. */
export interface VoiceLink {
  readonly kind: 'same' | 'different';
  readonly a: Stretch;
  readonly b: Stretch;
}

/** Stretches that are known to be one person, and the embeddings of that voice in them. */
interface LinkGroup {
  readonly rows: readonly number[];
  readonly stretches: readonly Stretch[];
}

/** Groups of stretches, and which of them are different people. */
export interface ResolvedLinks {
  readonly groups: readonly LinkGroup[];
  readonly apart: readonly (readonly [number, number])[];
}

/** Links that contradict each other or point at silence change nothing and are named. */
export type LinkOutcome =
  | ({ readonly kind: 'resolved' } & ResolvedLinks)
  | { readonly kind: 'refused'; readonly code: VoiceRefusalCode; readonly reason: string };

/**
 * Joins linked stretches into groups. Stretches share a group when links say so, directly or through others, and when
 * they mostly overlap. Where two different people share a voice of the segmentation, it goes
 * to the stretch named first; the other one keeps its place in time only.
 */
export function resolveLinks(
  space: VoiceSpace,
  links: readonly VoiceLink[],
  turns: readonly Turn[],
  place: Place,
): LinkOutcome {
  const stretches: Stretch[] = [];
  const rows: number[][] = [];
  for (const link of links) {
    for (const stretch of [link.a, link.b]) {
      const heard = rowsOf(space, stretch, turns, place);
      if (heard.length === 0) return silent(stretch);
      stretches.push(stretch);
      rows.push(heard);
    }
  }
  const parent = stretches.map((_, i) => i);
  const find = (i: number): number => {
    let root = i;
    while (parent[root] !== root) root = parent[root] ?? root;
    return root;
  };
  links.forEach((link, i) => {
    if (link.kind === 'same') parent[find(2 * i + 1)] = find(2 * i);
  });
  stretches.forEach((one, i) => {
    for (let j = 0; j < i; j += 1) if (isSamePlace(one, stretches[j])) parent[find(i)] = find(j);
  });
  for (const [i, link] of links.entries()) {
    if (link.kind === 'different' && find(2 * i) === find(2 * i + 1)) return contradiction(link);
  }
  const roots = [...new Set(stretches.map((_, i) => find(i)))];
  const owner = new Map<number, number>();
  const groups = roots.map((root, group) => {
    const members = stretches.flatMap((_, i) => (find(i) === root ? [i] : []));
    const mine = new Set(members.flatMap((i) => rows[i] ?? []));
    const free = [...mine].filter((row) => !owner.has(row)).sort((x, y) => x - y);
    for (const row of free) owner.set(row, group);
    return { rows: free, stretches: members.flatMap((i) => stretches[i] ?? []) };
  });
  const apart = links.flatMap((link, i) =>
    link.kind === 'different' ? [[roots.indexOf(find(2 * i)), roots.indexOf(find(2 * i + 1))] as const] : [],
  );
  return { kind: 'resolved', groups, apart };
}

/** Stretches that mostly overlap mean one voice, unless they name different speakers. */
function isSamePlace(one: Stretch, other: Stretch): boolean {
  if (one.speaker !== other.speaker) return false;
  return 2 * overlapMs(one, other) >= Math.min(spanLengthMs(one), spanLengthMs(other));
}

function rowsOf(space: VoiceSpace, stretch: Stretch, turns: readonly Turn[], place: Place): number[] {
  const spans =
    stretch.speaker === undefined
      ? [stretch]
      : turns
          .filter((turn) => turn.speaker === stretch.speaker && turn.channel === place.channel)
          .map(({ startMs, endMs }) => ({
            startMs: Math.max(startMs, stretch.startMs),
            endMs: Math.min(endMs, stretch.endMs),
          }))
          .filter(({ startMs, endMs }) => endMs > startMs);
  const rows = spans.flatMap(({ startMs, endMs }) =>
    rowsHeardIn(space, frameAt(startMs, place), frameAt(endMs, place)),
  );
  return [...new Set(rows)];
}

function silent({ startMs, endMs }: Stretch): LinkOutcome {
  return {
    kind: 'refused',
    code: 'stretch-silent',
    reason: `No voice was heard between ${seconds(startMs)} and ${seconds(endMs)}, or too little of one to know it.`,
  };
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function contradiction({ a, b }: VoiceLink): LinkOutcome {
  return {
    kind: 'refused',
    code: 'links-contradict',
    reason: `The voices at ${seconds(a.startMs)} and ${seconds(b.startMs)} are said to be different people, and by other statements the same.`,
  };
}
