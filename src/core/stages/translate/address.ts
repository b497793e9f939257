import type { RelationSheet } from '../../document/notes/relation-sheet.ts';
import { stripMarkup } from '../../document/markup.ts';
import { addressWords, saysYouToOne } from './address-words.ts';
import { type Address, hasWords, type PreparedLine } from './prepare.ts';

/** Lines to each side that are the same conversation, unless a longer pause comes between. */
const NEAR_LINES = 4;
const PAUSE_MS = 5000;

/** A line as far as it tells who talks to whom. */
export interface TalkLine {
  readonly startMs: number;
  readonly endMs: number;
  /** Shown name of who speaks. */
  readonly speaker: string | undefined;
  /** How many people speak in it. */
  readonly voices: number;
  /** Says nothing: music, numbers. */
  readonly isSilent: boolean;
}

/** How the one who is spoken to is to be addressed, and who that is. */
export interface WantedAddress {
  readonly to: string;
  readonly address: Address;
}

/** The lines of a recording by their position; undefined outside of it. */
type LineAt = (index: number) => TalkLine | undefined;

const SHEETS = new WeakMap<RelationSheet, ReadonlyMap<string, ReadonlyMap<string, Address>>>();

/**
 * The address that the relation sheet asks for in a line, where it is certain who is spoken to: two people talk around the
 * line and nobody else, the other one right before or after it.
 */
export function wantedAddress(lineAt: LineAt, index: number, relations: RelationSheet): WantedAddress | undefined {
  if (relations.relations.length === 0) return undefined;
  const line = lineAt(index);
  const own = line?.speaker === undefined ? undefined : bySpeaker(relations).get(line.speaker);
  if (line === undefined || own === undefined) return undefined;
  const to = spokenTo(lineAt, index, line);
  const address = to === undefined ? undefined : own.get(to);
  return to === undefined || address === undefined ? undefined : { to, address };
}

/** Lines with the address that the relation sheet asks for; see `wantedAddress`. */
export function withAddress(lines: readonly PreparedLine[], relations: RelationSheet): readonly PreparedLine[] {
  if (relations.relations.length === 0) return lines;
  const talk = lines.map(({ source: { startMs, endMs, speaker }, encoded }): TalkLine => {
    return { startMs, endMs, speaker, voices: encoded.voices, isSilent: !hasWords(encoded) };
  });
  return lines.map((line, index) => {
    const wanted = wantedAddress((at) => talk[at], index, relations);
    return wanted === undefined ? line : { ...line, address: wanted.address };
  });
}

function bySpeaker(sheet: RelationSheet): ReadonlyMap<string, ReadonlyMap<string, Address>> {
  const known = SHEETS.get(sheet);
  if (known !== undefined) return known;
  const found = new Map<string, Map<string, Address>>();
  for (const { from, to, address } of sheet.relations) {
    const own = found.get(from);
    if (own === undefined) found.set(from, new Map([[to, address]]));
    else own.set(to, address);
  }
  SHEETS.set(sheet, found);
  return found;
}

function spokenTo(lineAt: LineAt, index: number, { speaker, voices }: TalkLine): string | undefined {
  if (speaker === undefined || voices > 1) return undefined;
  const near = [...walk(lineAt, index, -1), ...walk(lineAt, index, 1)];
  const people = new Set(near.map((line) => (line.voices > 1 ? undefined : line.speaker)));
  people.delete(speaker);
  const [other] = people;
  if (people.size !== 1 || other === undefined) return undefined;
  const beside = [lineAt(index - 1), lineAt(index + 1)];
  return beside.some((each) => each !== undefined && near.includes(each) && each.speaker === other) ? other : undefined;
}

/** The lines of a conversation to one side. */
function walk(lineAt: LineAt, from: number, step: 1 | -1): TalkLine[] {
  const found: TalkLine[] = [];
  let last = lineAt(from);
  for (let at = from + step; found.length < NEAR_LINES; at += step) {
    const next = lineAt(at);
    if (next === undefined || last === undefined) break;
    const [before, after] = step === 1 ? [last, next] : [next, last];
    if (after.startMs - before.endMs > PAUSE_MS) break;
    if (!next.isSilent) found.push(next);
    last = next;
  }
  return found;
}

const QUOTED = /«[^«»]*»|“[^“”]*”|„[^„“”]*[“”]|"[^"]*"/gu;

/** A text, and its language where that is known. */
interface Said {
  readonly text: string;
  readonly language: string | undefined;
}

/**
 * Whether a line addresses its listener otherwise than `address` says. Only what is certain counts: `tu` is always said to one
 * person; `vous`, which is also said to several, is wrong between people who say tu only where the source says `you` to one
 * person by its own words. A line that says both, or quotes somebody, is left alone, and so is a language that nothing is
 * known of (see `addressWords`).
 */
export function hasWrongAddress({ text, language }: Said, address: Address, from: Said): boolean {
  const words = addressWords(language ?? '');
  if (words === undefined) return false;
  const said = stripMarkup(text).replace(QUOTED, ' ');
  const isInformal = words.informal.test(said);
  const isFormal = words.formal.test(said);
  if (isInformal === isFormal) return false;
  if (address === 'formal') return isInformal;
  if (isInformal) return false;
  if (words.several === undefined) return true;
  return !words.several.test(said) && saysYouToOne(stripMarkup(from.text), from.language ?? '');
}
