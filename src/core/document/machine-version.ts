import type { Cue, Turn, Word } from '../timeline/types.ts';
import { applyOperations } from './edits/apply.ts';
import type { EditOperation } from './edits/operations.ts';
import type { Refusal } from './edits/refusal.ts';
import { type RelatedCues, relatedCues } from './related-cues.ts';
import type { VoxlaneDocument } from './types.ts';

/** What goes back to how the machine made it. */
export type MachineWish = 'file' | { readonly cue: string } | { readonly speaker: string };

export type MachineVersion =
  | { readonly kind: 'operations'; readonly operations: readonly EditOperation[] }
  /** Neither version has such a cue or speaker. */
  | { readonly kind: 'unknown' }
  | Refusal;

/**
 * The operations that bring a part of a document, or all of it, back to what the machine made: to be carried out as one
 * step. None when it is so already. With a cue go those it was split into or merged with. Bookmarks are the user's own and
 * stay. Pure.
 */
export function machineVersion(current: VoxlaneDocument, machine: VoxlaneDocument, wish: MachineWish): MachineVersion {
  const work = new Restoring(current, machine);
  if (wish === 'file') work.file();
  else if ('cue' in wish) {
    if (!hasId(current.cues, wish.cue) && !hasId(machine.cues, wish.cue)) return { kind: 'unknown' };
    work.cue(wish.cue);
  } else {
    if (!hasId(current.speakers, wish.speaker) && !hasId(machine.speakers, wish.speaker)) return { kind: 'unknown' };
    work.speaker(wish.speaker);
  }
  return work.refusal ?? { kind: 'operations', operations: work.operations };
}

/** Carries out what it decides on at once, so that each step sees what the ones before left. */
class Restoring {
  readonly operations: EditOperation[] = [];
  refusal: Refusal | undefined;
  #now: VoxlaneDocument;
  readonly #then: VoxlaneDocument;

  constructor(current: VoxlaneDocument, machine: VoxlaneDocument) {
    this.#now = current;
    this.#then = machine;
  }

  file(): void {
    this.#addSpeakers(new Set(this.#then.speakers.map(({ id }) => id)));
    for (const channel of channelsOf(this.#now, this.#then)) this.#turns(channel);
    this.#words(this.#then.words);
    const seen = new Set<string>();
    const changes: EditOperation[] = [];
    const groups = relatedCues(this.#now, this.#then);
    for (const { id } of [...this.#now.cues, ...this.#then.cues]) {
      if (seen.has(id)) continue;
      const group = groups(id);
      for (const cue of [...group.now, ...group.then]) seen.add(cue.id);
      changes.push(...changesOf(group));
    }
    this.#run(...changes);
    for (const { id } of this.#then.speakers) this.#looks(id);
    const { chapters = [] } = this.#then;
    if (!same(chapters, this.#now.chapters ?? [])) this.#run({ kind: 'set-chapters', chapters: [...chapters] });
  }

  cue(id: string): void {
    const group = relatedCues(this.#now, this.#then)(id);
    const ids = new Set([...group.now, ...group.then].flatMap(({ wordIds }) => wordIds));
    this.#words(this.#then.words.filter((word) => ids.has(word.id)));
    // The words took their cues along.
    const related = relatedCues(this.#now, this.#then)(id);
    this.#addSpeakers(new Set(related.then.map(({ speaker }) => speaker)));
    this.#run(...changesOf(related));
  }

  speaker(id: string): void {
    const ours = new Set(this.#now.words.filter((word) => word.speaker === id).map((word) => word.id));
    this.#addSpeakers(new Set([id]));
    this.#words(this.#then.words.filter((word) => word.speaker === id || ours.has(word.id)));
    this.#looks(id);
  }

  /** Operations are checked as all are, so lists of a document need no copies. */
  #run(...operations: readonly object[]): void {
    if (this.refusal !== undefined || operations.length === 0) return;
    const result = applyOperations(this.#now, operations);
    if (result.kind === 'refused') {
      this.refusal = { kind: 'refused', code: result.code, reason: result.reason };
      return;
    }
    if (result.document === this.#now) return;
    this.#now = result.document;
    this.operations.push(...result.applied.map((applied) => applied.operation));
  }

  /** Speakers that the user merged into others or that are gone. */
  #addSpeakers(ids: ReadonlySet<string | undefined>): void {
    for (const { id, name, color } of this.#then.speakers) {
      if (!ids.has(id) || hasId(this.#now.speakers, id)) continue;
      this.#run({ kind: 'add-speaker', name, newId: id, ...(color === undefined ? {} : { color }) });
    }
  }

  #looks(id: string): void {
    const [now, then] = [this.#now, this.#then].map(({ speakers }) => speakers.find((speaker) => speaker.id === id));
    if (now === undefined || then === undefined) return;
    if (now.name !== then.name) this.#run({ kind: 'rename-speaker', speaker: id, name: then.name });
    if (then.color !== undefined && now.color !== then.color) {
      this.#run({ kind: 'set-speaker-color', speaker: id, color: then.color });
    }
  }

  #turns(channel: number | undefined): void {
    const of = (turns: readonly Turn[]) =>
      turns
        .filter((turn) => turn.channel === channel)
        .map(({ startMs, endMs, speaker, confidence }) => ({
          ...{ startMs, endMs, speaker },
          ...(confidence === undefined ? {} : { confidence }),
        }));
    const [turns, exclusiveTurns] = [of(this.#then.turns), of(this.#then.exclusiveTurns)];
    if (same(turns, of(this.#now.turns)) && same(exclusiveTurns, of(this.#now.exclusiveTurns))) return;
    const wishes = this.#then.speakerWishes?.find((entry) => entry.channel === channel);
    const track = channel === undefined ? {} : { channel };
    this.#run({ kind: 'recast', ...track, turns, exclusiveTurns, ...(wishes === undefined ? {} : { wishes }) });
  }

  /** Gives words back to whom the machine heard say them. */
  #words(words: readonly Word[]): void {
    const now = new Map(this.#now.words.map((word) => [word.id, word.speaker]));
    const moved = new Map<string, string[]>();
    for (const { id, speaker } of words) {
      if (speaker === undefined || !now.has(id) || now.get(id) === speaker) continue;
      moved.set(speaker, [...(moved.get(speaker) ?? []), id]);
    }
    this.#addSpeakers(new Set(moved.keys()));
    for (const [speaker, ids] of moved) this.#run({ kind: 'assign-words-speaker', words: ids, speaker });
  }
}

/** What makes the cues of one version those of the other. */
function changesOf({ now, then }: RelatedCues): EditOperation[] {
  if (same(now, then)) return [];
  const [before, after] = [now[0], then[0]];
  const isOne = now.length === 1 && then.length === 1;
  if (isOne && before?.id === after?.id && before !== undefined && after !== undefined && canStay(before, after)) {
    const { id: cue, startMs, endMs, lines } = after;
    const changes: EditOperation[] = [];
    if (!same(before.lines, lines)) changes.push({ kind: 'set-cue-lines', cue, lines: [...lines] });
    if (before.startMs !== startMs || before.endMs !== endMs) {
      changes.push({ kind: 'set-cue-times', cue, startMs, endMs });
    }
    return changes;
  }
  const gone = now.map(({ id: cue }): EditOperation => ({ kind: 'delete-cue', cue }));
  const back = then.map(({ id, startMs, endMs, lines, speaker, lineSpeakers, wordIds }): EditOperation => ({
    ...({ kind: 'insert-cue', newId: id, startMs, endMs, lines: [...lines] } as const),
    ...(speaker === undefined ? {} : { speaker }),
    ...(lineSpeakers === undefined ? {} : { lineSpeakers: [...lineSpeakers] }),
    ...(wordIds.length === 0 ? {} : { words: [...wordIds] }),
  }));
  return [...gone, ...back];
}

/** The same cue with other text or times; everything else needs another cue. */
function canStay(before: Cue, after: Cue): boolean {
  const rest = ({ speaker, lineSpeakers, wordIds }: Cue) => [speaker ?? null, lineSpeakers ?? null, wordIds];
  const counted = after.lineSpeakers === undefined || before.lines.length === after.lines.length;
  return counted && same(rest(before), rest(after));
}

function channelsOf(...documents: readonly VoxlaneDocument[]): Set<number | undefined> {
  return new Set(
    documents.flatMap(({ turns, exclusiveTurns }) => [...turns, ...exclusiveTurns].map((turn) => turn.channel)),
  );
}

function hasId(items: readonly { readonly id: string }[], id: string): boolean {
  return items.some((item) => item.id === id);
}

function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
