import { countOverlappingTurns, sameTurns, turnsFromCues } from '../document/derive.ts';
import type { ImportedBlock, VoxlaneDocument } from '../document/types.ts';
import type { Word } from '../timeline/types.ts';
import type { LossCode } from './loss-codes.ts';
import { countOf, type LossLedger } from './loss-ledger.ts';

/** What a format holds beyond cue times and text; everything else of the document is reported as lost. */
export interface Held {
  /** Speakers as data on cues; word speakers that agree with their cue's then survive too. */
  readonly cueSpeakers?: boolean;
  readonly turns?: boolean;
  /** Word ids whose times the text holds. */
  readonly timedWords?: ReadonlySet<string>;
  readonly cueText?: boolean;
  readonly cueIds?: boolean;
  /** Id of the format whose cue settings and voice classes this one can hold. */
  readonly settingsOf?: string;
  /** Id of the format whose header this one can hold. */
  readonly headerOf?: string;
  readonly blocks?: readonly ImportedBlock['kind'][];
  readonly channels?: boolean;
  readonly chapters?: boolean;
}

const BLOCK_NAMES: Readonly<Record<ImportedBlock['kind'], readonly [LossCode, string]>> = {
  note: ['notes', 'NOTE block'],
  style: ['styles', 'STYLE block'],
  region: ['regions', 'REGION block'],
  other: ['other-blocks', 'unknown block'],
};

/** Reports the parts of a document that no subtitle text can hold, given what this format holds. */
export function reportDocumentLosses(document: VoxlaneDocument, held: Held, ledger: LossLedger): void {
  reportWords(document, held, ledger);
  if (held.turns !== true) reportTurns(document, ledger);
  reportSpeakers(document, held, ledger);
  reportImported(document, held, ledger);
  reportNotes(document, ledger);
  const { dropped, alerts, provenance, language, source, chapters = [], bookmarks = [] } = document;
  const single = [language, source].filter((fact) => fact !== undefined).length;
  const unheld = held.chapters === true ? 0 : chapters.length;
  const facts = dropped.length + alerts.length + provenance.length + unheld + bookmarks.length + single;
  ledger.add(
    'project-data',
    facts,
    (count) =>
      `${countOf(count, 'project entry', 'project entries')} (language, source, chapters, bookmarks, dropped speech, alerts, provenance) not written.`,
  );
}

function reportWords({ words, cues }: VoxlaneDocument, held: Held, ledger: LossLedger): void {
  if (held.cueText === true) {
    const shown = new Set(cues.flatMap((cue) => cue.wordIds));
    const unseen = words.filter((word) => !shown.has(word.id)).length;
    ledger.add('words-outside-cues', unseen, (count) => `${countOf(count, 'word')} not part of any cue are missing.`);
  } else {
    ledger.add(
      'words',
      words.length,
      (count) => `${countOf(count, 'word')} not written, nor their times and confidence.`,
    );
    return;
  }
  const untimed = words.filter((word) => held.timedWords?.has(word.id) !== true).length;
  ledger.add('word-times', untimed, (count) => `Times of ${countOf(count, 'single word')} not written.`);
  const scored = words.filter((word) => word.confidence !== 1).length;
  ledger.add('word-confidence', scored, (count) => `Confidence of ${countOf(count, 'word')} not written.`);
  if (held.cueSpeakers === true) {
    const odd = wordsOfOtherSpeakers({ words, cues });
    ledger.add(
      'word-speakers',
      odd,
      (count) => `${countOf(count, 'word')} spoken by someone else than their cue says.`,
    );
  }
}

function wordsOfOtherSpeakers({ words, cues }: Pick<VoxlaneDocument, 'words' | 'cues'>): number {
  const byId = new Map<string, Word>(words.map((word) => [word.id, word]));
  let odd = 0;
  for (const cue of cues) {
    for (const id of cue.wordIds) {
      const speaker = byId.get(id)?.speaker;
      if (speaker === undefined || speaker === cue.speaker || cue.lineSpeakers?.includes(speaker) === true) continue;
      odd++;
    }
  }
  return odd;
}

function reportTurns(document: VoxlaneDocument, ledger: LossLedger): void {
  const derived = turnsFromCues(document.cues);
  if (!sameTurns(document.turns, derived.turns)) {
    ledger.add(
      'turns',
      document.turns.length,
      (count) => `Exact limits of ${countOf(count, 'speaker turn')} not written.`,
    );
    ledger.add(
      'overlapping-turns',
      countOverlappingTurns(document.turns),
      (count) => `${countOf(count, 'turn')} overlap another speaker's; where they overlap is not written.`,
    );
  }
  const scored = document.turns.filter((turn) => turn.confidence !== undefined).length;
  ledger.add('turn-confidence', scored, (count) => `Confidence of ${countOf(count, 'turn')} not written.`);
}

function reportSpeakers({ speakers, cues, turns }: VoxlaneDocument, held: Held, ledger: LossLedger): void {
  if (held.channels !== true) {
    const channels = speakers.filter((speaker) => speaker.channel !== undefined).length;
    ledger.add('channels', channels, (count) => `The channel of ${countOf(count, 'speaker')} not written.`);
  }
  const colors = speakers.filter((speaker) => speaker.color !== undefined).length;
  ledger.add('speaker-colors', colors, (count) => `The colour of ${countOf(count, 'speaker')} not written.`);
  const heard = new Set<string | undefined>(
    held.turns === true
      ? turns.map((turn) => turn.speaker)
      : cues.flatMap((cue): readonly (string | undefined)[] => cue.lineSpeakers ?? [cue.speaker]),
  );
  const silent = speakers.filter((speaker) => !heard.has(speaker.id)).length;
  ledger.add('unused-speakers', silent, (count) => `${countOf(count, 'speaker')} without any line not written.`);
}

/** Reports speakers that share their shown name with another, for formats where the name is all there is. */
export function reportSharedNames({ speakers }: VoxlaneDocument, ledger: LossLedger): void {
  const names = new Map<string, number>();
  for (const { name } of speakers) names.set(name.trim(), (names.get(name.trim()) ?? 0) + 1);
  const shared = speakers.filter(({ name }) => (names.get(name.trim()) ?? 0) > 1).length;
  ledger.add('shared-names', shared, (count) => `${countOf(count, 'speaker')} share a name and cannot be told apart.`);
}

/** What stands beside the text; a codec gets the document in the language it is written in. */
function reportNotes({ cues, summaries = [] }: VoxlaneDocument, ledger: LossLedger): void {
  const translations = cues.reduce((sum, cue) => sum + Object.keys(cue.translations ?? {}).length, 0);
  ledger.add('translations', translations, (count) => `${countOf(count, 'translation')} of cues not written.`);
  const classes = cues.reduce((sum, cue) => sum + Object.keys(cue.classes ?? {}).length, 0);
  ledger.add('classes', classes, (count) => `${countOf(count, 'class', 'classes')} of cues not written.`);
  ledger.add('summaries', summaries.length, (count) => `${countOf(count, 'summary', 'summaries')} not written.`);
}

function reportImported({ imported, cues }: VoxlaneDocument, held: Held, ledger: LossLedger): void {
  if (held.cueIds !== true && held.cueText === true) {
    const named = cues.filter((cue, index) => cue.id !== `c${index + 1}`).length;
    ledger.add('cue-ids', named, (count) => `Identifiers of ${countOf(count, 'cue')} not written.`);
  }
  if (imported === undefined) return;
  for (const { kind } of imported.blocks) {
    if (held.blocks?.includes(kind) === true) continue;
    const [code, label] = BLOCK_NAMES[kind];
    ledger.add(code, 1, (count) => `${countOf(count, label)} not written.`);
  }
  if (imported.header !== undefined && imported.format !== held.headerOf) {
    ledger.add('header', 1, () => 'The header of the imported file not written.');
  }
  // An SRT index is only a position and is counted anew.
  const ids = imported.cues.filter(({ originalId }) => originalId !== undefined && !/^\d+$/.test(originalId)).length;
  ledger.add('original-ids', ids, (count) => `Original identifiers of ${countOf(count, 'cue')} not written.`);
  if (imported.format === held.settingsOf) return;
  const settings = imported.cues.filter((cue) => cue.settings !== undefined).length;
  ledger.add('cue-settings', settings, (count) => `Position settings of ${countOf(count, 'cue')} not written.`);
  const classes = imported.cues.filter((cue) => cue.voiceClass !== undefined).length;
  ledger.add('voice-classes', classes, (count) => `Voice classes of ${countOf(count, 'cue')} not written.`);
}
