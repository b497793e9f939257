import type { Cue, SpeakerId, Word } from '../../timeline/types.ts';
import type { VoxlaneDocument } from '../types.ts';
import type { Change, FieldName, ItemOf, ListName } from './change.ts';

type Lists = { [L in ListName]?: ItemOf<L>[] };
type Fields = Partial<Record<FieldName, VoxlaneDocument[FieldName] | undefined>>;

/** Looking words up this often in one draft pays for an index of all of them. */
const LOOKUPS_BEFORE_INDEX = 4;
/** So many searches through all cues cost about as much as an index of them. */
const MISSES_BEFORE_INDEX = 32;
/** Cues are looked for this near to where they last were, since splitting and joining moves those behind. */
const NEAR = 8;
/** Words of a cue are looked for this much around its time first. */
const AROUND_MS = 5000;
/** More arguments than this are not passed to one call. */
const FEW = 1000;

/**
 * A document while operations change it. Lists are copied when first written to and shared otherwise; the document it
 * was made from never changes. Every write records what undoes it.
 */
export class Draft {
  private base: VoxlaneDocument;
  private lists: Lists = {};
  private fields: Fields = {};
  private undo: Change[] = [];
  /** Where ids stood when last seen; checked before use, so it may be stale. */
  private cueMisses = 0;
  private readonly cueHints = new Map<string, number>();
  private wordIndex: Map<string, number> | undefined;
  private wordLookups = 0;

  constructor(base: VoxlaneDocument) {
    this.base = base;
  }

  list<L extends ListName>(name: L): readonly ItemOf<L>[] {
    return this.lists[name] ?? this.base[name];
  }

  field<F extends FieldName>(name: F): VoxlaneDocument[F] {
    return (name in this.fields ? this.fields[name] : this.base[name]) as VoxlaneDocument[F];
  }

  get durationMs(): number {
    return this.base.media.durationMs;
  }

  get profile(): string {
    return this.base.profile;
  }

  speaker(id: SpeakerId): number {
    return this.list('speakers').findIndex((speaker) => speaker.id === id);
  }

  /** Position of a cue, or -1. */
  cue(id: string): number {
    const cues = this.list('cues');
    const hint = this.cueHints.get(id);
    if (hint !== undefined) {
      for (let at = Math.max(0, hint - NEAR); at <= hint + NEAR; at++) if (cues[at]?.id === id) return at;
    }
    if (++this.cueMisses % MISSES_BEFORE_INDEX === 0)
      for (const [at, cue] of cues.entries()) this.cueHints.set(cue.id, at);
    const at = cues.findIndex((cue) => cue.id === id);
    if (at >= 0) this.cueHints.set(id, at);
    return at;
  }

  /** Positions of words, ascending; ids that no word has are left out. */
  words(ids: ReadonlySet<string>): number[] {
    const words = this.list('words');
    // Hardly any operation adds, removes or moves words; one that does forgets the index.
    if (this.wordIndex === undefined && ++this.wordLookups > LOOKUPS_BEFORE_INDEX) {
      this.wordIndex = new Map(words.map((word, at) => [word.id, at]));
    }
    if (this.wordIndex === undefined) return find(words, ids, 0, words.length);
    const found: number[] = [];
    for (const id of ids) {
      const at = this.wordIndex.get(id);
      if (at !== undefined) found.push(at);
    }
    return found.sort((a, b) => a - b);
  }

  /** Positions of a cue's words, ascending: usually spoken while it is on screen, so they are looked for there first. */
  wordsAt(cue: Cue): number[] {
    const words = this.list('words');
    const ids = new Set(cue.wordIds);
    const from = firstFrom(words, cue.startMs - AROUND_MS);
    const near = find(words, ids, from, firstFrom(words, cue.endMs + AROUND_MS));
    return near.length === ids.size ? near : this.words(ids);
  }

  wordsOf(cue: Cue): Word[] {
    const words = this.list('words');
    return this.wordsAt(cue).flatMap((at) => words[at] ?? []);
  }

  /** Exchanges `remove` entries at `at` for others. */
  splice<L extends ListName>(list: L, at: number, remove: number, ...insert: readonly ItemOf<L>[]): void {
    this.forgetIndex(list);
    const removed = this.own(list).splice(at, remove, ...insert);
    this.undo.push({ kind: 'splice', at, remove: insert.length, items: { list, insert: removed } });
  }

  /** Exchanges one entry for a changed copy of it. */
  put<L extends ListName>(list: L, at: number, item: ItemOf<L>): void {
    const items = this.own(list);
    const before = items[at];
    if (before === undefined) throw new RangeError(`${list} has no entry ${at}`);
    items[at] = item;
    this.record(list, at, before, item);
  }

  /** Exchanges the entries `from`..`to`-1; those that are the same objects at both ends are left alone. */
  replace<L extends ListName>(list: L, next: readonly ItemOf<L>[], from = 0, to = this.list(list).length): void {
    const now = this.list(list);
    const most = Math.min(to - from, next.length);
    let head = 0;
    while (head < most && now[from + head] === next[head]) head++;
    let tail = 0;
    while (tail < most - head && now[to - 1 - tail] === next[next.length - 1 - tail]) tail++;
    const insert = next.slice(head, next.length - tail);
    const remove = to - from - head - tail;
    if (insert.length + remove === 0) return;
    const at = from + head;
    if (insert.length <= FEW) {
      this.splice(list, at, remove, ...insert);
      return;
    }
    this.forgetIndex(list);
    const removed = now.slice(at, at + remove);
    (this.lists as Record<string, unknown>)[list] = [...now.slice(0, at), ...insert, ...now.slice(at + remove)];
    this.undo.push({ kind: 'splice', at, remove: insert.length, items: { list, insert: removed } });
  }

  setField<F extends FieldName>(field: F, value: VoxlaneDocument[F] | undefined): void {
    const before = this.field(field);
    if (before === value) return;
    this.undo.push({ kind: 'field', field, ...(before === undefined ? {} : { value: before }) });
    this.fields[field] = value;
  }

  /** Carries out a change that another draft recorded. False when it does not fit this document. */
  apply(change: Change): boolean {
    if (change.kind === 'field') {
      this.setField(change.field, change.value);
      return true;
    }
    if (change.kind === 'splice') {
      const { list, insert } = change.items;
      const end = change.at + change.remove;
      if (end > this.list(list).length) return false;
      this.replace(list, insert, change.at, end);
      return true;
    }
    if (change.at + change.count > this.list(change.list).length) return false;
    for (let at = change.at; at < change.at + change.count; at++) {
      const kept = Object.entries(this.list(change.list)[at] ?? {}).filter(([key]) => !change.drop.includes(key));
      this.put(change.list, at, { ...Object.fromEntries(kept), ...change.values } as never);
    }
    return true;
  }

  /** What undoes everything since the last call, in the order it must be carried out. */
  takeInverse(): Change[] {
    const inverse = this.undo.reverse();
    this.undo = [];
    return inverse;
  }

  /** Takes back everything since the last `takeInverse`. */
  revert(): void {
    for (const change of this.takeInverse()) this.apply(change);
    this.undo = [];
  }

  /** The document as it is now; the one given when nothing changed. Later changes leave it alone. */
  finish(): VoxlaneDocument {
    if (Object.keys(this.lists).length + Object.keys(this.fields).length === 0) return this.base;
    const changed: Record<string, unknown> = { ...this.base, ...this.lists };
    for (const [field, value] of Object.entries(this.fields)) {
      if (value === undefined) Reflect.deleteProperty(changed, field);
      else changed[field] = value;
    }
    this.base = changed as unknown as VoxlaneDocument;
    this.lists = {};
    this.fields = {};
    return this.base;
  }

  private forgetIndex(list: ListName): void {
    if (list !== 'words') return;
    this.wordIndex = undefined;
    this.wordLookups = 0;
  }

  private own<L extends ListName>(list: L): ItemOf<L>[] {
    const mine = this.lists[list] ?? [...this.base[list]];
    (this.lists as Record<string, unknown>)[list] = mine;
    return mine;
  }

  /** Neighbouring entries that get the same values back share one record, e.g. thousands of words of one speaker. */
  private record(list: ListName, at: number, before: object, after: object): void {
    const old = before as Readonly<Record<string, unknown>>;
    const now = after as Readonly<Record<string, unknown>>;
    const values = Object.fromEntries(Object.entries(old).filter(([key, value]) => value !== now[key]));
    const drop = Object.keys(now).filter((key) => !Object.hasOwn(old, key));
    const last = this.undo.at(-1);
    if (last?.kind === 'set' && last.list === list && last.at + last.count === at && sameShallow(last, values, drop)) {
      this.undo[this.undo.length - 1] = { ...last, count: last.count + 1 };
    } else {
      this.undo.push({ kind: 'set', list, at, count: 1, values, drop });
    }
  }
}

function find(words: readonly Word[], ids: ReadonlySet<string>, from: number, to: number): number[] {
  const found: number[] = [];
  for (let at = from; at < to && found.length < ids.size; at++) if (ids.has(words[at]?.id ?? '')) found.push(at);
  return found;
}

/** Position of the first word that starts at or behind a moment. */
function firstFrom(words: readonly Word[], atMs: number): number {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((words[middle]?.startMs ?? Infinity) >= atMs) high = middle;
    else low = middle + 1;
  }
  return low;
}

function sameShallow(
  last: Extract<Change, { kind: 'set' }>,
  values: Readonly<Record<string, unknown>>,
  drop: readonly string[],
): boolean {
  const keys = Object.keys(values);
  return (
    keys.length === Object.keys(last.values).length &&
    keys.every((key) => Object.hasOwn(last.values, key) && last.values[key] === values[key]) &&
    drop.length === last.drop.length &&
    drop.every((key) => last.drop.includes(key))
  );
}
