import type { VoiceRefusalCode } from './refusal-codes.ts';
import { freeSpeakerId } from '../../timeline/speaker-ids.ts';
import type { SpeakerId } from '../../timeline/types.ts';
import type { ClusterModel } from './candidates.ts';
import { firstFitting } from './first-fitting.ts';
import { holdStretch } from './hold-stretches.ts';
import { type LinkedCandidate, linkedCandidates } from './linked-candidates.ts';
import { describeCasting, NOBODY, type Resolution, resolveSpace, withShortfall } from './resolve.ts';
import type { SmoothOptions } from './smooth-turns.ts';
import { type SpeakerCounts, speakerRange } from './speaker-range.ts';
import { type Before, stableNames } from './stable-names.ts';
import { type Place, summariseSpeakers } from './turns.ts';
import { resolveLinks, type VoiceLink } from './voice-links.ts';
import type { VoiceSpace } from './voice-space.ts';

/** What a user wants of the speakers of a recording. */
export interface SpeakerWishes extends SpeakerCounts {
  /** Distance from which voices are different people; absent: as calibrated for the embedder. */
  readonly threshold?: number | undefined;
  readonly links?: readonly VoiceLink[] | undefined;
}

export type ReclusterOutcome =
  | { readonly kind: 'done'; readonly resolution: Resolution }
  | { readonly kind: 'refused'; readonly code: VoiceRefusalCode; readonly reason: string };

/**
 * Clusters a recording again by a user's wishes, without a model: milliseconds from a prepared space. Ids change as little as
 * possible against `before`; every link holds in the result. Throws `options-invalid` for counts that make no sense.
 */
export function recluster(
  space: VoiceSpace,
  model: ClusterModel,
  wishes: SpeakerWishes,
  before: Before,
  place: Place,
  smooth: SmoothOptions = {},
): ReclusterOutcome {
  const range = speakerRange(wishes);
  const threshold = wishes.threshold ?? model.clusterThreshold;
  const tuned: ClusterModel = {
    ...model,
    clusterThreshold: threshold,
    ...(model.vbx === undefined || wishes.threshold === undefined ? {} : { vbx: { ...model.vbx, threshold } }),
  };
  const naming = stableNames(before, place, space.counts.length);
  const links = wishes.links ?? [];
  if (links.length === 0) {
    return { kind: 'done', resolution: resolveSpace(space, tuned, range, place, smooth, naming) };
  }
  const resolved = resolveLinks(space, links, before.turns, place);
  if (resolved.kind === 'refused') return resolved;
  if (range.max === 1 && resolved.apart.length > 0) {
    return {
      kind: 'refused',
      code: 'links-contradict',
      reason: 'Stretches of different people need at least two speakers.',
    };
  }
  const found = firstFitting(space, linkedCandidates(space, tuned, range, resolved), range);
  if (found === undefined) return { kind: 'done', resolution: withShortfall(NOBODY, space, range) };
  const names = new Map(naming(found.casting.lanes));
  const described = describeCasting(space, found.casting, place, smooth, () => names);
  const idOf = idsOfGroups(found, resolved.groups, names, before);
  let { turns, exclusiveTurns } = described;
  for (const [g, group] of resolved.groups.entries()) {
    const speaker = idOf[g];
    if (speaker === undefined) continue;
    for (const stretch of group.stretches) {
      turns = holdStretch(turns, stretch, speaker);
      exclusiveTurns = holdStretch(exclusiveTurns, stretch, speaker);
    }
  }
  const prints = new Map(described.speakers.map((speaker) => [speaker.id, speaker]));
  const speakers = summariseSpeakers(turns).map((speaker) => ({ ...prints.get(speaker.id), ...speaker }));
  const resolution = { turns, exclusiveTurns, speakers, method: found.method };
  return { kind: 'done', resolution: withShortfall(resolution, space, range) };
}

/** The id of every linked group; one whose voice was never heard apart gets a new one. */
function idsOfGroups(
  { fixed, labels }: LinkedCandidate,
  groups: readonly { readonly rows: readonly number[] }[],
  names: ReadonlyMap<number, SpeakerId>,
  before: Before,
): SpeakerId[] {
  const taken = new Set([...before.taken, ...before.turns.map((turn) => turn.speaker), ...names.values()]);
  const fresh = new Map<number, SpeakerId>();
  return groups.map(({ rows }, g) => {
    const [row] = rows;
    const label = row === undefined ? labels[g] : fixed[row];
    const known = names.get(label) ?? fresh.get(label);
    if (known !== undefined) return known;
    const id = freeSpeakerId(taken);
    taken.add(id);
    fresh.set(label, id);
    return id;
  });
}
