import type { Cue, Turn, Word } from '../timeline/types.ts';
import { broughtNotes, withNotesOf } from './carry-over.ts';
import { applyOperations } from './edits/apply.ts';
import { omit } from './edits/omit.ts';
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
 * stay; translations, classes and summaries stay too, out of date where they were made from another text. Pure.
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
    for (const { id } of this.#then.cues) this.#heard(id);
    this.#forget();
    this.#words(this.#then.words);
    const seen = new Set<string>();
    const changes: EditOperation[] = [];
    const groups = relatedCues(this.#now, this.#then);
    for (const { id } of [...this.#now.cues, ...this.#then.cues]) {
      if (seen.has(id)) continue;
      const group = groups(id);
      for (const cue of [...group.now, ...group.then]) seen.add(cue.id);
      changes.push(...changesOf(group, this.#now));
    }
    this.#run(...changes);
    for (const { id } of this.#then.speakers) this.#looks(id);
    const { chapters = [] } = this.#then;
    if (!same(chapters, this.#now.chapters ?? [])) this.#run({ kind: 'set-chapters', chapters: [...chapters] });
  }

  cue(id: string): void {
    const { now, then } = relatedCues(this.#now, this.#then)(id);
    const all = new Set([id, ...[...now, ...then].map((cue) => cue.id)]);
    for (const cue of then) this.#heard(cue.id);
    const group = this.#related(all);
    const ids = new Set([...group.now, ...group.then].flatMap(({ wordIds }) => wordIds));
    this.#words(this.#then.words.filter((word) => ids.has(word.id)));
    // The words took their cues along.
    const related = this.#related(all);
    this.#addSpeakers(new Set(related.then.map(({ speaker }) => speaker)));
    this.#run(...changesOf(related, this.#now));
  }

  /** What any of these cues is related to: those that were emptied are not by their words any more. */
  #related(ids: ReadonlySet<string>): RelatedCues {
    const of = relatedCues(this.#now, this.#then);
    const groups = [...ids].map(of);
    const [now, then] = [new Set(groups.flatMap((group) => group.now)), new Set(groups.flatMap((group) => group.then))];
    return {
      now: this.#now.cues.filter((cue) => now.has(cue)),
      then: this.#then.cues.filter((cue) => then.has(cue)),
    };
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

  /** Gives a cue, and those it was split into or merged with, the words back that another recogniser's took the place of. */
  #heard(id: string): void {
    const known = new Set(this.#now.words.map((word) => word.id));
    const wanted = this.#then.cues.find((cue) => cue.id === id)?.wordIds ?? [];
    if (wanted.every((word) => known.has(word))) return;
    const { now, then } = relatedCues(this.#now, this.#then)(id);
    const [first, ...others] = now;
    const ids = new Set(then.flatMap(({ wordIds }) => wordIds));
    const own = new Set(now.flatMap(({ wordIds }) => wordIds));
    const words = this.#then.words.filter((word) => ids.has(word.id) && (own.has(word.id) || !known.has(word.id)));
    this.#addSpeakers(new Set(words.map(({ speaker }) => speaker)));
    for (const { id: cue } of others) this.#run({ kind: 'rewrite-cue', cue, words: [], lines: [] });
    if (first === undefined) {
      const [{ startMs, endMs, lines }] = then;
      this.#run({ kind: 'insert-cue', newId: id, startMs, endMs, lines });
    }
    this.#run({ kind: 'rewrite-cue', cue: first?.id ?? id, words: words.map(heardWord), lines: first?.lines ?? [] });
  }

  /** Takes the words of another recogniser out of cues that the machine did not make. */
  #forget(): void {
    const known = new Set(this.#then.words.map((word) => word.id));
    const own = new Set(this.#then.cues.map((cue) => cue.id));
    for (const { id, wordIds, lines } of this.#now.cues) {
      if (own.has(id) || wordIds.every((word) => known.has(word))) continue;
      this.#run({ kind: 'rewrite-cue', cue: id, words: [], lines });
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

/** A word as an operation holds it. */
function heardWord({ id, startMs, endMs, text, confidence, timing, engine, ...rest }: Word) {
  const { spaceBefore, language, channel, speaker } = rest;
  const optional = Object.entries({ spaceBefore, language, channel, speaker }).filter(
    ([, value]) => value !== undefined,
  );
  return { id, startMs, endMs, text, confidence, timing, engine, ...Object.fromEntries(optional) };
}

/** What makes the cues of one version those of the other. */
function changesOf({ now, then }: RelatedCues, document: VoxlaneDocument): EditOperation[] {
  if (same(withoutNotes(now), withoutNotes(then))) return [];
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
  const back = withNotesOf({ now, then }).map((cue): EditOperation => {
    const { id, startMs, endMs, lines, speaker, lineSpeakers, wordIds } = cue;
    return {
      ...({ kind: 'insert-cue', newId: id, startMs, endMs, lines: [...lines] } as const),
      ...(speaker === undefined ? {} : { speaker }),
      ...(lineSpeakers === undefined ? {} : { lineSpeakers: [...lineSpeakers] }),
      ...(wordIds.length === 0 ? {} : { words: [...wordIds] }),
      ...broughtNotes(cue, document),
    };
  });
  return [...gone, ...back];
}

function withoutNotes(cues: readonly Cue[]): object[] {
  return cues.map((cue) => omit(cue, 'translations', 'classes'));
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
