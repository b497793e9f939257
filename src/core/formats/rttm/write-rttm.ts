import { countOf, LossLedger } from '../loss-ledger.ts';
import { reportDocumentLosses } from '../document-losses.ts';
import { speakerNames } from '../../document/speaker-table.ts';
import type { VoxlaneDocument } from '../../document/types.ts';
import { bySpan } from '../../timeline/span.ts';
import type { Turn } from '../../timeline/types.ts';
import type { SpeakerToken, WriteOptions, WriteResult } from '../codec.ts';
import { joinLines } from '../text-lines.ts';
import { encodeToken, safeFileId } from './token.ts';

/**
 * Writes one `SPEAKER` record per turn (NIST RT-09 appendix A): ten fields, three decimals, channel from 1, overlapping
 * turns side by side, sorted by time. Speaker labels are names made one word; `speakerTokens` lists them all.
 */
export function writeRttm(document: VoxlaneDocument, options: WriteOptions = {}): WriteResult {
  const ledger = new LossLedger();
  const turns = document.turns.length > 0 ? document.turns : document.exclusiveTurns;
  const speakerTokens = tokensOf(document, turns, ledger);
  const tokens = new Map(speakerTokens.map(({ speaker, token }) => [speaker, token]));
  const fileId = safeFileId(options.fileId ?? document.media.name);
  const writable = turns.filter((turn) => turn.endMs > turn.startMs && turn.startMs >= 0);
  ledger.add(
    'empty-turns',
    turns.length - writable.length,
    (count) => `${countOf(count, 'turn')} without length or before 0 not written.`,
  );
  const lines = [...writable]
    .sort(bySpan)
    .map((turn) =>
      [
        'SPEAKER',
        fileId,
        (turn.channel ?? 0) + 1,
        seconds(turn.startMs),
        seconds(turn.endMs - turn.startMs),
        '<NA>',
        '<NA>',
        tokens.get(turn.speaker) ?? turn.speaker,
        turn.confidence ?? '<NA>',
        '<NA>',
      ].join(' '),
    );
  const spoken = document.cues.filter((cue) => cue.lines.length > 0).length;
  ledger.add('cues', spoken, (count) => `Text and times of ${countOf(count, 'cue')} not written.`);
  reportDocumentLosses(document, { turns: true, channels: true }, ledger);
  return {
    text: joinLines(lines.length === 0 ? [''] : lines, { ...options, bom: false }),
    losses: ledger.list(),
    speakerTokens,
  };
}

function tokensOf(document: VoxlaneDocument, turns: readonly Turn[], ledger: LossLedger): SpeakerToken[] {
  const nameOf = speakerNames(document.speakers);
  const taken = new Set<string>();
  return [...new Set(turns.map((turn) => turn.speaker))].sort().map((speaker) => {
    const name = nameOf(speaker);
    let token = encodeToken(name);
    if (taken.has(token)) {
      token = encodeToken(`${name} (${speaker})`);
      ledger.add('shared-names', 1, (count) => `${countOf(count, 'speaker')} share a name and got a longer label.`);
    }
    while (taken.has(token)) token += '_';
    taken.add(token);
    return { token, speaker, name };
  });
}

function seconds(ms: number): string {
  return `${Math.floor(ms / 1000)}.${String(ms % 1000).padStart(3, '0')}`;
}
