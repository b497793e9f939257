import { pathToFileURL } from 'node:url';
import { findProfile } from '../src/core/cues/profiles.ts';
import type { TranslationTrack } from '../src/core/document/notes/translation-track.ts';
import type { VoxlaneDocument } from '../src/core/document/types.ts';
import { piecesOf, readLetter, ReviewLetters, transferOf } from '../src/renderer/views/editor/review/review-letters.ts';
import { reviewOf } from '../src/renderer/views/editor/review/review-of.ts';
import { largeDocument } from '../tests/support/large-document.ts';
import { type BenchTable, markdownTable } from './table.ts';

const CUES = 10_000;
const PROFILE = 'netflix-en';
const EDITS = 9;
const TERMS = 1000;

/** A long document with a French line for every cue, one in ten of them marked. */
function translated(track: TranslationTrack, speakers: number): VoxlaneDocument {
  const document = largeDocument({ cues: CUES, wordsPerCue: 10, speakers });
  const cues = document.cues.map((cue, at) => {
    const of = cue.lines.join('\n');
    const lines = [`Réplique ${at} et puis rien du tout`, 'pour le moment, voilà\u00a0!'];
    return { ...cue, translations: { fr: { lines, of, by: 'm', ...(at % 10 === 0 && { flags: ['tags-lost'] }) } } };
  });
  return { ...document, language: 'en', translations: [track], cues };
}

/** A glossary as long as a series has it, of which a line says some ten terms, and two people who say vous. */
function agreed(): TranslationTrack {
  const glossary = Array.from({ length: TERMS }, (_, at) => {
    return { source: `word${at}`, target: at % 97 === 0 ? 'mot' : 'réplique' };
  });
  const relation = (from: number, to: number) => {
    return { from: `Speaker ${from}`, to: `Speaker ${to}`, address: 'formal' as const };
  };
  return { language: 'fr', glossary, relations: { people: [], relations: [relation(1, 2), relation(2, 1)] } };
}

/** What the quality panel and the doubts cost, with and without a translation: what the worker does, what the page gets. */
export function benchReview(): BenchTable {
  const plain = translated({ language: 'fr' }, 3);
  const cases = [
    { name: 'text', languages: [], document: plain },
    { name: 'text and French', languages: ['fr'], document: plain },
    { name: `the same with ${TERMS} terms and two people`, languages: ['fr'], document: translated(agreed(), 2) },
  ];
  const rows = cases.flatMap(({ name, languages, document }) => {
    const desk = new Desk(languages);
    const opened = desk.look(document);
    const edits = Array.from({ length: EDITS }, (_, edit) => {
      const cues = document.cues.with(CUES / 2, { ...largeCue(document), lines: [`edited ${edit}`] });
      return desk.look({ ...document, cues });
    });
    return [
      [`opened, ${name}`, ...figures([opened])],
      [`one cue edited, ${name}`, ...figures(edits)],
    ];
  });
  return {
    title: `Review of ${CUES} cues beside the page`,
    header: ['what', 'letter, page (ms)', 'review, worker (ms)', 'longest piece, page (ms)', 'findings'],
    rows,
  };
}

interface Look {
  readonly letterMs: number;
  readonly reviewMs: number;
  readonly pieceMs: number;
  readonly findings: number;
}

/** Both ends of the way between page and worker; what is sent is cloned as a message is. */
class Desk {
  readonly #letters = new ReviewLetters();
  readonly #languages: readonly string[];
  #known: Partial<VoxlaneDocument> = {};

  constructor(languages: readonly string[]) {
    this.#languages = languages;
  }

  look(document: VoxlaneDocument): Look {
    const profile = findProfile(PROFILE);
    if (profile === undefined) throw new Error(`There is no profile ${PROFILE}.`);
    const start = performance.now();
    const letter = this.#letters.write(document, { profile: PROFILE, conflicts: [], languages: this.#languages });
    const sent = structuredClone(letter, { transfer: transferOf(letter) });
    const arrived = performance.now();
    this.#known = readLetter(this.#known, sent);
    const found = reviewOf(this.#known as VoxlaneDocument, profile, { languages: this.#languages });
    const done = performance.now();
    const pieces = piecesOf({ letter: letter.letter, ...found, unchecked: [] }).map((piece) => {
      const sentMs = performance.now();
      structuredClone(piece);
      return performance.now() - sentMs;
    });
    return {
      letterMs: arrived - start,
      reviewMs: done - arrived,
      pieceMs: Math.max(...pieces),
      findings: found.findings.length,
    };
  }
}

function largeCue(document: VoxlaneDocument): VoxlaneDocument['cues'][number] {
  const cue = document.cues[CUES / 2];
  if (cue === undefined) throw new Error('The document is shorter than it should be.');
  return cue;
}

/** The medians. */
function figures(looks: readonly Look[]): string[] {
  const median = (of: (look: Look) => number): number => looks.map(of).sort((a, b) => a - b)[looks.length >> 1] ?? 0;
  return [
    ...[median((look) => look.letterMs), median((look) => look.reviewMs), median((look) => look.pieceMs)].map((ms) =>
      ms.toFixed(1),
    ),
    String(median((look) => look.findings)),
  ];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.log(markdownTable(benchReview()));
