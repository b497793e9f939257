import type { RelationSheet } from '../../document/notes/relation-sheet.ts';
import { stripMarkup } from '../../document/markup.ts';
import type { Address, PreparedLine } from './prepare.ts';

/** Lines to each side that are the same conversation, unless a longer pause comes between. */
const NEAR_LINES = 4;
const PAUSE_MS = 5000;

/**
 * Lines with the address that the relation sheet asks for, where it is certain who is spoken to: two people talk around the
 * line and nobody else, the other one right before or after it.
 */
export function withAddress(lines: readonly PreparedLine[], relations: RelationSheet): readonly PreparedLine[] {
  if (relations.relations.length === 0) return lines;
  const addresses = new Map(relations.relations.map(({ from, to, address }) => [JSON.stringify([from, to]), address]));
  return lines.map((line) => {
    const other = spokenTo(lines, line);
    const address = other === undefined ? undefined : addresses.get(JSON.stringify([line.source.speaker, other]));
    return address === undefined ? line : { ...line, address };
  });
}

function spokenTo(lines: readonly PreparedLine[], line: PreparedLine): string | undefined {
  const { speaker } = line.source;
  if (speaker === undefined || line.encoded.voices > 1) return undefined;
  const near = [...walk(lines, line.index, -1), ...walk(lines, line.index, 1)];
  const people = new Set(near.map(({ source, encoded }) => (encoded.voices > 1 ? undefined : source.speaker)));
  people.delete(speaker);
  const [other] = people;
  if (people.size !== 1 || other === undefined) return undefined;
  const beside = [lines[line.index - 1], lines[line.index + 1]].filter(
    (each) => each !== undefined && near.includes(each),
  );
  return beside.some((each) => each?.source.speaker === other) ? other : undefined;
}

/** The lines of a conversation to one side. */
function walk(lines: readonly PreparedLine[], from: number, step: 1 | -1): PreparedLine[] {
  const found: PreparedLine[] = [];
  let last = lines[from];
  for (let at = from + step; found.length < NEAR_LINES; at += step) {
    const next = lines[at];
    if (next === undefined || last === undefined) break;
    const [before, after] = step === 1 ? [last, next] : [next, last];
    if (after.source.startMs - before.source.endMs > PAUSE_MS) break;
    if (next.plan !== 'keep') found.push(next);
    last = next;
  }
  return found;
}

const QUOTED = /«[^«»]*»|“[^“”]*”|"[^"]*"/gu;
/** Only pronouns: `ton` is a tone as well, and `ta` may be said of things. */
const TU = /(?<![\p{L}-])(?:tu|toi|te)(?![\p{L}])|(?<![\p{L}])t['’](?=[aeéèêiouyh])|-(?:tu|toi)(?!\p{L})/iu;
const VOUS = /(?<!\p{L})(?:vous|votre|vos)(?!\p{L})/iu;
/** Several people are meant, or may be. */
const SEVERAL =
  /(?<!\p{L})(?:vous (?:deux|trois|tous|toutes|autres|êtes (?:tous|toutes|deux))|messieurs|mesdames|les (?:gars|filles|enfants|amis))(?!\p{L})/iu;

/** Words of the source that say `you` to one person only, and to several or politely, by language. */
const SINGULAR: Readonly<Record<string, RegExp>> = {
  tr: /(?<!\p{L})(?:sen|seni|sana|sende|senden|senin|seninle|sensin)(?!\p{L})/iu,
  de: /(?<!\p{L})(?:du|dich|dir)(?!\p{L})/iu,
  es: /(?<!\p{L})(?:tú|ti|contigo)(?!\p{L})/iu,
  it: /(?<!\p{L})(?:tu|ti|te)(?!\p{L})/iu,
};
const PLURAL: Readonly<Record<string, RegExp>> = {
  tr: /(?<!\p{L})(?:siz\p{L}*)|(?:s[ıiuü]n[ıiuü]z|[ıiuü]n[ıiuü]z)(?!\p{L})/iu,
  de: /(?<!\p{L})(?:ihr|euch|euer\p{L}*|eure\p{L}*|Sie|Ihnen)(?!\p{L})/u,
  es: /(?<!\p{L})(?:vosotr[oa]s|ustedes|usted|os)(?!\p{L})/iu,
  it: /(?<!\p{L})(?:voi|vi|lei)(?!\p{L})/iu,
};

/**
 * Whether a French line addresses its listener otherwise than `address` says. Only what is certain counts: `tu` is always said to
 * one person; `vous` is wrong between people who say tu only where the source says `you` to one person by its own words. A line
 * that says both, or quotes somebody, is left alone.
 */
export function hasWrongAddress(
  text: string,
  address: Address,
  from: { readonly text: string; readonly language: string | undefined },
): boolean {
  const said = stripMarkup(text).replace(QUOTED, ' ');
  const tu = TU.test(said);
  const vous = VOUS.test(said);
  if (tu === vous) return false;
  if (address === 'formal') return tu;
  const language = from.language ?? '';
  const source = stripMarkup(from.text);
  return (
    vous && !SEVERAL.test(said) && SINGULAR[language]?.test(source) === true && PLURAL[language]?.test(source) !== true
  );
}
