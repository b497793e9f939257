import { speakerNames } from '../../document/speaker-table.ts';
import type { ImportedBlock, ImportedCue, VoxlaneDocument } from '../../document/types.ts';
import type { Cue, SpeakerId, Word } from '../../timeline/types.ts';
import { formatClock } from '../clock.ts';
import type { WriteOptions, WriteResult } from '../codec.ts';
import { reportDocumentLosses, reportSharedNames } from '../document-losses.ts';
import { countOf, LossLedger } from '../loss-ledger.ts';
import { LEADING_DASH } from '../speaker-prefix.ts';
import { displayLines, joinLines, singleLine } from '../text-lines.ts';
import { balanceTags } from './balance-tags.ts';
import { encodeText } from './entities.ts';
import { timedLines } from './timed-lines.ts';

const WRITTEN_BLOCKS: readonly ImportedBlock['kind'][] = ['note', 'style', 'region'];
const CLASSES = /^[^\s<>&.]+(?:\.[^\s<>&.]+)*$/u;

/**
 * Writes WebVTT that follows the W3C grammar: speakers as `<v Name>`, two-speaker cues as dashed lines of two voices,
 * cue ids, and whatever an imported WebVTT file held besides (header, notes, styles, regions, settings). Word times are
 * written as inline timestamps when `options.wordTimes` is set and the cue's words still match its text.
 */
export function writeVtt(document: VoxlaneDocument, options: WriteOptions = {}): WriteResult {
  const ledger = new LossLedger();
  const imported = document.imported;
  const own = imported?.format === 'vtt' ? imported : undefined;
  const writer = new VttCueWriter(document, options, ledger);
  const extras = new Map((own?.cues ?? []).map((cue) => [cue.cueId, cue]));
  const blocks = placeBlocks(own?.blocks ?? [], document.cues);

  const cueLines = document.cues.flatMap((cue) => [
    ...(blocks.get(cue.id) ?? []),
    '',
    ...writer.linesOf(cue, extras.get(cue.id)),
  ]);
  const lines = [...headerLines(own?.header), ...cueLines, ...(blocks.get(undefined) ?? [])];

  reportSharedNames(document, ledger);
  reportDocumentLosses(
    document,
    {
      cueText: true,
      cueSpeakers: true,
      cueIds: true,
      timedWords: writer.timedWords,
      settingsOf: 'vtt',
      headerOf: 'vtt',
      blocks: own === undefined ? [] : WRITTEN_BLOCKS,
    },
    ledger,
  );
  return { text: joinLines(lines, options), losses: ledger.list() };
}

function headerLines(header: string | undefined): string[] {
  const [title = '', ...rest] = (header ?? '').split('\n');
  return [/^(?:$|[ \t])/.test(title) ? `WEBVTT${title}` : `WEBVTT ${title}`, ...writable(rest)];
}

/** Blocks as lines, each behind a blank line, by the cue they stand before (`undefined`: behind the last cue). */
function placeBlocks(blocks: readonly ImportedBlock[], cues: readonly Cue[]): Map<string | undefined, string[]> {
  const ids = new Set(cues.map((cue) => cue.id));
  const placed = new Map<string | undefined, string[]>();
  for (const { kind, text, beforeCueId } of blocks) {
    if (!WRITTEN_BLOCKS.includes(kind)) continue;
    const lost = beforeCueId !== undefined && !ids.has(beforeCueId);
    // Styles and regions only work before the first cue.
    const anchor = lost ? (kind === 'note' ? undefined : cues[0]?.id) : beforeCueId;
    placed.set(anchor, [...(placed.get(anchor) ?? []), '', ...writable(text.split('\n'))]);
  }
  return placed;
}

/** Lines that cannot end a block early or start a cue. */
function writable(lines: readonly string[]): string[] {
  return lines.filter((line) => line !== '' && !line.includes('-->'));
}

class VttCueWriter {
  readonly timedWords = new Set<string>();
  private readonly words: ReadonlyMap<string, Word>;
  private readonly nameOf: (id: SpeakerId) => string;
  private readonly options: WriteOptions;
  private readonly ledger: LossLedger;

  constructor(document: VoxlaneDocument, options: WriteOptions, ledger: LossLedger) {
    this.words = new Map(options.wordTimes === true ? document.words.map((word) => [word.id, word]) : []);
    this.nameOf = speakerNames(document.speakers);
    this.options = options;
    this.ledger = ledger;
  }

  linesOf(cue: Cue, extra: ImportedCue | undefined): string[] {
    const settings = extra?.settings === undefined ? '' : ` ${singleLine(extra.settings)}`;
    const head = [...this.idLines(cue.id), `${this.times(cue)}${settings}`];
    const { lines, lineSpeakers } = this.visibleLines(cue);
    if (lines.length === 0) {
      return cue.speaker === undefined ? head : [...head, `${this.voiceTag(cue.speaker, extra?.voiceClass)}</v>`];
    }
    if (lineSpeakers !== undefined) return [...head, ...this.voiceLines(lines, lineSpeakers)];
    const text = this.timedText(cue, lines) ?? this.balanced(lines);
    const voice = cue.speaker === undefined ? '' : this.voiceTag(cue.speaker, extra?.voiceClass);
    if (text === '') return voice === '' ? head : [...head, `${voice}</v>`];
    return [...head, ...(voice + text).split('\n')];
  }

  private idLines(id: string): string[] {
    const usable = /^[^\r\n\0]+$/.test(id) && !id.includes('-->') && !/^(?:NOTE|STYLE|REGION)(?:$|\s)/.test(id);
    this.ledger.add('cue-ids', usable ? 0 : 1, (count) => `Identifiers of ${countOf(count, 'cue')} not written.`);
    return usable ? [id] : [];
  }

  private times({ startMs, endMs }: Cue): string {
    this.ledger.add(
      'negative-times',
      startMs < 0 || endMs < 0 ? 1 : 0,
      (count) => `${countOf(count, 'cue')} had a time before 0, which became 0.`,
    );
    const start = Math.max(0, startMs);
    this.ledger.add(
      'cue-lengths',
      endMs > start ? 0 : 1,
      (count) => `${countOf(count, 'cue')} did not end after the start and became 1 ms long.`,
    );
    return `${formatClock(start, '.')} --> ${formatClock(Math.max(start + 1, endMs), '.')}`;
  }

  /** Lines with something to see, each with its speaker when the cue has two. */
  private visibleLines(cue: Cue): { lines: string[]; lineSpeakers: SpeakerId[] | undefined } {
    const lines: string[] = [];
    const lineSpeakers: SpeakerId[] = [];
    for (const [index, line] of cue.lines.entries()) {
      const visible = displayLines([line]);
      this.ledger.add('blank-lines', visible.blank, (count) => `${countOf(count, 'blank line')} inside cues left out.`);
      const speaker = cue.lineSpeakers?.[index];
      for (const text of visible.lines) {
        lines.push(text);
        if (speaker !== undefined) lineSpeakers.push(speaker);
      }
    }
    return { lines, lineSpeakers: lineSpeakers.length === lines.length && lines.length > 0 ? lineSpeakers : undefined };
  }

  private voiceLines(lines: readonly string[], lineSpeakers: readonly SpeakerId[]): string[] {
    const own = this.options.dash === 'dash' ? '-' : '- ';
    return lines.map((line, index) => {
      const speaker = lineSpeakers[index];
      const dash = speaker !== lineSpeakers[index - 1] && !LEADING_DASH.test(line) ? own : '';
      return `${this.voiceTag(speaker)}${dash}${this.balanced([line])}</v>`;
    });
  }

  private voiceTag(speaker: SpeakerId, classes?: string): string {
    const name = encodeText(singleLine(this.nameOf(speaker)));
    // Readers cut spaces from the end; with the bracket of the tag, two dashes would be the arrow that starts a cue.
    const apart = name.endsWith('--') ? `${name} ` : name;
    return `<v${classes === undefined || !CLASSES.test(classes) ? '' : `.${classes}`} ${apart}>`;
  }

  private balanced(lines: readonly string[]): string {
    const { text, lost } = balanceTags(lines.join('\n'), this.options.stripTags === true);
    this.ledger.add('styling', lost ? 1 : 0, (count) => `Formatting of ${countOf(count, 'cue')} left out.`);
    const kept = text.split('\n').filter((line) => line.trim() !== '');
    return kept.join('\n');
  }

  private timedText(cue: Cue, lines: readonly string[]): string | undefined {
    const words = cue.wordIds.map((id) => this.words.get(id));
    if (words.length === 0 || words.includes(undefined)) return undefined;
    const timed = timedLines(cue, lines, words as Word[]);
    if (timed === undefined) return undefined;
    for (const id of timed.startIds) this.timedWords.add(id);
    const open = timed.startIds.length - timed.startIds.filter((id) => timed.endIds.includes(id)).length;
    this.ledger.add('word-ends', open, (count) => `End times of ${countOf(count, 'word')} not written.`);
    return timed.lines.join('\n');
  }
}
