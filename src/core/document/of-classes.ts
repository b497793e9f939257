import { bySpan, type Span } from '../timeline/span.ts';
import type { Cue, Speaker, SpeakerId, Turn } from '../timeline/types.ts';
import { nextId } from './edits/new-id.ts';
import { omit } from './edits/omit.ts';
import type { ImportedParts, VoxlaneDocument } from './types.ts';

/** Cues that a class schema sorted under one of these labels. */
export interface ClassChoice {
  /** Id of the class schema. */
  readonly schema: string;
  /** Ids of its labels. */
  readonly labels: readonly string[];
}

export interface OfClassesOptions {
  /** A cue whose character is known is said by the character, and not by who plays it. */
  readonly characters?: boolean | undefined;
}

/**
 * The part of a document that is in some classes: those cues with their words, the turns in the time of each of them, and
 * the speakers who are heard. Chapters and the rest stay. Pure.
 */
export function ofClasses(
  document: VoxlaneDocument,
  { schema, labels }: ClassChoice,
  { characters = false }: OfClassesOptions = {},
): VoxlaneDocument {
  const chosen = new Set(labels);
  const kept = document.cues.filter(({ classes }) => chosen.has(classes?.[schema]?.label ?? ''));
  const cast = characters ? castOf(kept, schema, document.speakers) : undefined;
  const roleOf = (cue: Cue): SpeakerId | undefined => cast?.idOf(cue.classes?.[schema]?.character, cue);
  const cues = kept.map((cue) => {
    const role = roleOf(cue);
    return role === undefined ? cue : { ...omit(cue, 'speaker', 'lineSpeakers'), speaker: role };
  });
  const said = new Map(kept.flatMap((cue) => cue.wordIds.map((word) => [word, roleOf(cue)] as const)));
  const words = document.words
    .filter(({ id }) => said.has(id))
    .map((word) => {
      const role = said.get(word.id);
      return role === undefined ? word : { ...word, speaker: role };
    });
  const limits = limitsOf(document.cues, new Set(kept), roleOf);
  const [turns, exclusiveTurns] = [document.turns, document.exclusiveTurns].map((list) =>
    list.flatMap((turn) => partsOf(turn, limits)).sort(bySpan),
  ) as [Turn[], Turn[]];
  const heard = new Set<SpeakerId | undefined>([...turns, ...words, ...cues].map(({ speaker }) => speaker));
  for (const { lineSpeakers = [] } of cues) for (const speaker of lineSpeakers) heard.add(speaker);
  const speakers = [...document.speakers, ...(cast?.speakers ?? [])].filter(({ id }) => heard.has(id));
  const { imported } = document;
  return {
    ...document,
    ...{ speakers, words, cues, turns, exclusiveTurns },
    ...(imported === undefined
      ? {}
      : { imported: importedOf(imported, document.cues, new Set(cues.map(({ id }) => id))) }),
  };
}

/** A speaker for each character, by name: whoever plays the guard, the guard says it. */
function castOf(cues: readonly Cue[], schema: string, speakers: readonly Speaker[]) {
  const byName = new Map<string, Speaker>();
  const taken: { readonly id: string }[] = [...speakers];
  for (const { classes } of cues) {
    const name = classes?.[schema]?.character?.trim() ?? '';
    if (name === '' || byName.has(name)) continue;
    const role = { id: nextId(taken, 'R', 1), name };
    taken.push(role);
    byName.set(name, role);
  }
  return {
    speakers: [...byName.values()],
    /** A cue of several speakers does not tell whose character it is. */
    idOf: (character: string | undefined, { lineSpeakers }: Cue): SpeakerId | undefined =>
      lineSpeakers === undefined ? byName.get(character?.trim() ?? '')?.id : undefined,
  };
}

/** A stretch that a cue gives to somebody, or (`undefined`) takes away. */
interface Limit extends Span {
  readonly role: SpeakerId | undefined;
}
type Limits = ReadonlyMap<SpeakerId | undefined, readonly Limit[]>;

/** By speaker, and for cues without one under `undefined`. */
function limitsOf(cues: readonly Cue[], kept: ReadonlySet<Cue>, roleOf: (cue: Cue) => SpeakerId | undefined): Limits {
  const limits = new Map<SpeakerId | undefined, Limit[]>();
  for (const cue of cues) {
    const { startMs, endMs } = cue;
    if (endMs <= startMs) continue;
    for (const speaker of new Set(cue.lineSpeakers ?? [cue.speaker])) {
      const role = kept.has(cue) ? (roleOf(cue) ?? speaker ?? '') : undefined;
      const list = limits.get(speaker);
      if (list === undefined) limits.set(speaker, [{ startMs, endMs, role }]);
      else list.push({ startMs, endMs, role });
    }
  }
  return limits;
}

/** The parts of a turn that belong to cues that are kept: its own time in them and what reaches out of them, without that of other cues. */
function partsOf(turn: Turn, limits: Limits): Turn[] {
  const own = [...(limits.get(turn.speaker) ?? []), ...(limits.get(undefined) ?? [])].filter(
    (limit) => limit.startMs < turn.endMs && limit.endMs > turn.startMs,
  );
  const edges = [...new Set([turn.startMs, turn.endMs, ...own.flatMap(({ startMs, endMs }) => [startMs, endMs])])]
    .filter((ms) => ms >= turn.startMs && ms <= turn.endMs)
    .sort((a, b) => a - b);
  const parts: Part[] = [];
  for (const [index, endMs] of edges.entries()) {
    const startMs = edges[index - 1];
    if (startMs === undefined) continue;
    const covering = own.filter((limit) => limit.startMs < endMs && limit.endMs > startMs);
    parts.push({
      startMs,
      endMs,
      isAround: covering.length === 0,
      role: covering.find(({ role }) => role !== undefined)?.role,
    });
  }
  return joined(turn, parts);
}

/** A stretch between two edges of cues; `isAround`: no cue of the speaker is there. */
interface Part extends Limit {
  readonly isAround: boolean;
}

/** What lies around a cue goes with the part in front of it, or else the one behind, where one is kept. */
function joined(turn: Turn, parts: readonly Part[]): Turn[] {
  const found: Turn[] = [];
  for (const [index, part] of parts.entries()) {
    const neighbour = part.isAround ? (parts[index - 1]?.role ?? parts[index + 1]?.role) : part.role;
    if (neighbour === undefined) continue;
    const speaker = neighbour === '' ? turn.speaker : neighbour;
    const last = found.at(-1);
    if (last?.speaker === speaker && last.endMs === part.startMs)
      found[found.length - 1] = { ...last, endMs: part.endMs };
    else found.push({ ...turn, startMs: part.startMs, endMs: part.endMs, speaker });
  }
  return found;
}

/** Blocks of cues that are gone stand before the next one that is there. */
function importedOf(imported: ImportedParts, cues: readonly Cue[], kept: ReadonlySet<string>): ImportedParts {
  const heirs = new Map<string, string | undefined>();
  let next: string | undefined;
  for (const { id } of cues.toReversed()) {
    if (kept.has(id)) next = id;
    heirs.set(id, next);
  }
  const blocks = imported.blocks.map((block) => {
    const heir = block.beforeCueId === undefined ? undefined : heirs.get(block.beforeCueId);
    return { ...omit(block, 'beforeCueId'), ...(heir === undefined ? {} : { beforeCueId: heir }) };
  });
  return { ...imported, blocks, cues: imported.cues.filter(({ cueId }) => kept.has(cueId)) };
}
