import { stripMarkup } from '../document/markup.ts';
import { speakerNames } from '../document/speaker-table.ts';
import type { VoxlaneDocument } from '../document/types.ts';
import type { CueClass } from '../timeline/cue-notes.ts';
import type { Span } from '../timeline/span.ts';
import type { Cue } from '../timeline/types.ts';
import { choosePieces, type Piece } from './choose-pieces.ts';
import { readTemplate, uniqueNames } from './file-stem.ts';
import { mergePieces, padPieces } from './pad-pieces.ts';
import type { SnippetWish } from './snippet-wish.ts';

/** Names of the files beside the snippets that say what they hold. */
export const MANIFEST_NAMES = ['snippets.csv', 'snippets.json'] as const;

/** What a class schema says of a snippet; of several cues each value once, and the lowest confidence. */
export interface SnippetClass {
  readonly labels: readonly string[];
  readonly characters: readonly string[];
  readonly confidence?: number;
}

/** A file to be cut. Times are milliseconds of the recording, with padding. */
export interface PlannedSnippet extends Span {
  /** File name. */
  readonly file: string;
  /** Without padding. */
  readonly speech: Span;
  readonly cues: readonly string[];
  readonly speaker?: string;
  readonly speakerName?: string;
  /** 0-based track of a session; absent when everything is heard. */
  readonly track?: number;
  readonly text: string;
  /** By language. */
  readonly translations: Readonly<Record<string, string>>;
  /** By schema. */
  readonly classes: Readonly<Record<string, SnippetClass>>;
}

export interface SnippetPlan {
  /** By start. */
  readonly snippets: readonly PlannedSnippet[];
  /** Cues too long to be searched by the pattern. */
  readonly unsearched: number;
  /** Cues that were asked for by id and are not there. */
  readonly missing: number;
  /** Pieces that begin where the recording is over. */
  readonly beyond: number;
}

/**
 * Which pieces of a recording of `lengthMs` (0 when nobody knows) become which files. Pure; equal documents and wishes give
 * equal plans. Throws what `choosePieces` and `readTemplate` throw.
 */
export function planSnippets(
  document: VoxlaneDocument,
  wish: SnippetWish,
  lengthMs = document.media.durationMs,
): SnippetPlan {
  const nameFrom = readTemplate(wish.template);
  const { pieces, spoken, ...passedOver } = choosePieces(document, wish);
  const schema = wish.class?.schema;
  const end = lengthMs > 0 ? lengthMs : Infinity;
  const inside = pieces.filter(({ startMs }) => startMs < end);
  const merged =
    wish.mergeGapMs === undefined
      ? inside
      : mergePieces(inside, spoken, wish.mergeGapMs, (a, b) => kindOf(a, schema) === kindOf(b, schema));
  const cuts = padPieces(merged, spoken, end, wish);
  const nameOf = speakerNames(document.speakers);
  const once = uniqueNames();
  for (const name of MANIFEST_NAMES) once(name);
  const digits = Math.max(3, String(cuts.length).length);
  const snippets = cuts.map(({ piece, startMs, endMs }, index): PlannedSnippet => {
    const { cues, speaker, track } = piece;
    const speakerName = speaker === undefined ? undefined : nameOf(speaker);
    const about = describe(cues, wish);
    const named = Object.hasOwn(about.classes, schema ?? '')
      ? about.classes[schema ?? '']
      : Object.values(about.classes)[0];
    const stem = nameFrom({
      n: String(index + 1).padStart(digits, '0'),
      speaker: speakerName ?? '',
      start: clock(startMs),
      end: clock(endMs),
      label: named?.labels.join('+') ?? '',
      character: named?.characters.join('+') ?? '',
      text: about.text,
      cue: cues.map(({ id }) => id).join('+'),
    });
    return {
      file: `${once(stem)}.${wish.format}`,
      startMs,
      endMs,
      speech: { startMs: piece.startMs, endMs: piece.endMs },
      cues: cues.map(({ id }) => id),
      ...(speaker === undefined ? {} : { speaker }),
      ...(speakerName === undefined ? {} : { speakerName }),
      ...(track === undefined ? {} : { track }),
      ...about,
    };
  });
  return { snippets, ...passedOver, beyond: pieces.length - inside.length };
}

/** What pieces must share to be one: the character, where it is a class that is wanted. */
function kindOf({ cues }: Piece, schema: string | undefined): string {
  const [cue] = cues;
  const own = schema === undefined ? undefined : ownClass(cue, schema);
  return own === undefined ? '' : `${own.label}\u0000${own.character ?? ''}`;
}

function describe(cues: readonly Cue[], { class: wanted }: SnippetWish) {
  const languages = unique(cues.flatMap(({ translations = {} }) => Object.keys(translations)));
  const schemas = unique([
    ...(wanted === undefined ? [] : [wanted.schema]),
    ...cues.flatMap(({ classes = {} }) => Object.keys(classes)),
  ]);
  return {
    text: joined(cues.map(({ lines }) => lines)),
    translations: Object.fromEntries(
      languages.map((language) => [
        language,
        joined(
          cues.map(({ translations = {} }) =>
            Object.hasOwn(translations, language) ? (translations[language]?.lines ?? []) : [],
          ),
        ),
      ]),
    ),
    classes: Object.fromEntries(schemas.map((schema) => [schema, classOf(cues, schema)])),
  };
}

function classOf(cues: readonly Cue[], schema: string): SnippetClass {
  const own = cues.flatMap((cue) => ownClass(cue, schema) ?? []);
  const confidences = own.flatMap(({ confidence }) => confidence ?? []);
  return {
    labels: unique(own.map(({ label }) => label)),
    characters: unique(own.flatMap(({ character }) => character ?? [])),
    ...(confidences.length === 0 ? {} : { confidence: Math.min(...confidences) }),
  };
}

function ownClass(cue: Cue | undefined, schema: string): CueClass | undefined {
  const classes = cue?.classes ?? {};
  return Object.hasOwn(classes, schema) ? classes[schema] : undefined;
}

function joined(texts: readonly (readonly string[])[]): string {
  return texts
    .flat()
    .map((line) => stripMarkup(line).trim())
    .filter((line) => line !== '')
    .join(' ');
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}

/** `00h01m02s345`, for file names: no colons, and sorted as it is. */
function clock(ms: number): string {
  const part = (value: number, digits: number): string => String(Math.floor(value)).padStart(digits, '0');
  return `${part(ms / 3_600_000, 2)}h${part((ms / 60_000) % 60, 2)}m${part((ms / 1000) % 60, 2)}s${part(ms % 1000, 3)}`;
}
