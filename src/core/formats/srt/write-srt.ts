import { speakerNames } from '../../document/speaker-table.ts';
import type { VoxlaneDocument } from '../../document/types.ts';
import type { Cue, SpeakerId } from '../../timeline/types.ts';
import { formatClock } from '../clock.ts';
import type { WriteOptions, WriteResult } from '../codec.ts';
import { reportDocumentLosses, reportSharedNames } from '../document-losses.ts';
import { countOf, LossLedger } from '../loss-ledger.ts';
import { tokenizeMarkup } from '../../document/markup.ts';
import { LEADING_DASH } from '../speaker-prefix.ts';
import { displayLines, joinLines, singleLine } from '../text-lines.ts';
import { parseTimeLine } from '../time-line.ts';
import { EMPTY_CUE_TEXT } from '../empty-cue.ts';
import { chooseSpeakerStyle, type SpeakerStyle } from '../speaker-style.ts';

const SRT_TAGS = new Set(['i', 'b', 'u', 's', 'font']);

/**
 * Writes SubRip: cues numbered from 1, `hh:mm:ss,mmm`, one blank line between cues and none inside. A cue without text
 * gets a placeholder, since players and tools drop empty ones. Speakers show as `options.speakerStyle` says.
 */
export function writeSrt(document: VoxlaneDocument, options: WriteOptions = {}): WriteResult {
  const ledger = new LossLedger();
  const settings = new Map<string, string>();
  if (document.imported?.format === 'srt') {
    for (const cue of document.imported.cues) if (cue.settings !== undefined) settings.set(cue.cueId, cue.settings);
  }
  const writer = new CueText(document, options, ledger);
  const lines = document.cues.flatMap((cue, index) => {
    ledger.add(
      'negative-times',
      cue.startMs < 0 || cue.endMs < 0 ? 1 : 0,
      (count) => `${countOf(count, 'cue')} had a time before 0, which became 0.`,
    );
    const position = settings.get(cue.id);
    const times = `${formatClock(cue.startMs, ',')} --> ${formatClock(cue.endMs, ',')}`;
    const timeLine = position === undefined ? times : `${times} ${singleLine(position)}`;
    return [...(index === 0 ? [] : ['']), String(index + 1), timeLine, ...writer.linesOf(cue)];
  });
  writer.reportSpeakers(document.cues);
  reportDocumentLosses(document, { cueText: true, settingsOf: 'srt' }, ledger);
  return { text: joinLines(lines.length === 0 ? [''] : lines, options), losses: ledger.list() };
}

/** Turns cues into SRT text lines, in order: speaker labels depend on who spoke before. */
class CueText {
  private readonly style: SpeakerStyle;
  private readonly nameOf: (id: SpeakerId) => string;
  private readonly dash: string;
  private readonly stripTags: boolean;
  private readonly ledger: LossLedger;
  private readonly document: VoxlaneDocument;
  private current: SpeakerId | undefined;

  constructor(document: VoxlaneDocument, options: WriteOptions, ledger: LossLedger) {
    this.style = chooseSpeakerStyle(options.speakerStyle, document.cues);
    this.nameOf = speakerNames(document.speakers);
    this.dash = options.dash === 'dash' ? '-' : '- ';
    this.stripTags = options.stripTags === true;
    this.ledger = ledger;
    this.document = document;
  }

  linesOf(cue: Cue): string[] {
    const spoken = cue.lines.map((line, index) => ({ line, speaker: cue.lineSpeakers?.[index] ?? cue.speaker }));
    const written = spoken.flatMap(({ line, speaker }, index) => {
      const { lines, blank } = displayLines([this.keepTags(line)]);
      this.ledger.add('blank-lines', blank, (count) => `${countOf(count, 'blank line')} inside cues left out.`);
      return lines.map((text, part) => {
        const dashed = cue.lineSpeakers !== undefined && part === 0 && speaker !== spoken[index - 1]?.speaker;
        return this.label(this.withoutArrows(text), speaker, dashed);
      });
    });
    this.ledger.add(
      'styling',
      this.losesStyling(cue) ? 1 : 0,
      (count) => `Formatting of ${countOf(count, 'cue')} left out.`,
    );
    if (written.length > 0) return written;
    this.ledger.add('empty-cues', 1, (count) => `${countOf(count, 'cue')} without text hold a placeholder.`);
    this.current = cue.speaker;
    if (cue.speaker === undefined || this.style === 'none') return [EMPTY_CUE_TEXT];
    return [`[${this.name(cue.speaker)}]`];
  }

  reportSpeakers(cues: readonly Cue[]): void {
    const spoken = cues.filter((cue) => cue.speaker !== undefined || cue.lineSpeakers !== undefined).length;
    if (this.style === 'none') {
      this.ledger.add('speakers', spoken, (count) => `Speakers of ${countOf(count, 'cue')} not written.`);
      return;
    }
    this.ledger.add(
      'speakers-as-text',
      spoken,
      (count) => `Speakers of ${countOf(count, 'cue')} are only names in the text, written where the speaker changes.`,
    );
    reportSharedNames(this.document, this.ledger);
  }

  /** Puts dash and name in front of a line; names only where the speaker changes. */
  private label(text: string, speaker: SpeakerId | undefined, dashed: boolean): string {
    const changed = speaker !== this.current;
    this.current = speaker;
    const ownDash = dashed ? (LEADING_DASH.exec(text)?.[0] ?? '') : '';
    const dash = dashed && ownDash === '' ? this.dash : ownDash;
    const body = text.slice(ownDash.length);
    if (speaker === undefined || !changed || this.style === 'none') return dash + body;
    const name = this.name(speaker);
    return `${dash}${this.style === 'bracket' ? `[${name}]` : `${name}:`} ${body}`;
  }

  private name(speaker: SpeakerId): string {
    return singleLine(this.nameOf(speaker)).replaceAll('-->', '→');
  }

  private keepTags(text: string): string {
    const kept = tokenizeMarkup(text).map((token) => {
      if (token.kind === 'text') return token.raw;
      if (this.stripTags) return '';
      if (token.kind === 'override') return token.raw;
      if (!SRT_TAGS.has(token.name)) return '';
      return token.kind === 'open' && token.rest.startsWith('.') ? `<${token.name}>` : token.raw;
    });
    return kept.join('');
  }

  /** No reader may take a text line for a time line. */
  private withoutArrows(line: string): string {
    const safe = line.replaceAll('-->', '→');
    const asTimes = parseTimeLine(safe);
    const harmless = asTimes === undefined || asTimes.dashArrow ? safe : safe.replace(/(?:[-–—=]\s*)+>/gu, '→');
    this.ledger.add('arrows', harmless === line ? 0 : 1, (count) => `An arrow became → in ${countOf(count, 'line')}.`);
    return harmless;
  }

  private losesStyling(cue: Cue): boolean {
    return cue.lines.some((line) =>
      tokenizeMarkup(line).some((token) => {
        if (token.kind === 'text') return false;
        if (this.stripTags) return true;
        return token.kind !== 'override' && (!SRT_TAGS.has(token.name) || token.rest.startsWith('.'));
      }),
    );
  }
}
