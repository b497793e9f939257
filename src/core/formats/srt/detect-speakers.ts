import type { SpeakerTable } from '../../document/speaker-table.ts';
import { isMachineName } from '../../timeline/speaker-ids.ts';
import type { SpeakerId } from '../../timeline/types.ts';
import type { DiagnosticLog } from '../diagnostic-log.ts';
import type { DraftCue } from '../draft-cues.ts';
import { countOf } from '../loss-ledger.ts';
import { findSpeakerPrefix, LEADING_DASH } from '../speaker-prefix.ts';
import { EMPTY_CUE_TEXT } from '../empty-cue.ts';

const WHOLE_LABEL = /^\[([^[\]]{1,40})\]$/u;

/**
 * Moves speaker names from the start of cue lines into speakers. A cue without a name continues the speaker before it,
 * as subtitles name a speaker only on a change. Lines of one cue with different speakers become line speakers, without
 * their dashes. A cue that is only `[Name]` of a known speaker, or `[speech]`, is an empty cue. Drafts are in file order.
 */
export function applySpeakerPrefixes(
  drafts: readonly DraftCue[],
  speakers: SpeakerTable,
  log: DiagnosticLog,
): DraftCue[] {
  const names = new Set(drafts.flatMap((draft) => draft.lines.map((line) => findSpeakerPrefix(line)?.name)));
  let current: SpeakerId | undefined;
  let carried = 0;
  const result = drafts.map((draft): DraftCue => {
    const only = draft.lines.length === 1 ? draft.lines[0] : undefined;
    if (only === EMPTY_CUE_TEXT) return { ...draft, lines: [] };
    const label = only === undefined ? undefined : WHOLE_LABEL.exec(only)?.[1];
    if (label !== undefined && (names.has(label) || isMachineName(label))) {
      current = speakers.idOf(label);
      return { ...draft, lines: [], speaker: current };
    }
    const named = nameLines(draft.lines, speakers, current);
    if (named.found === 0 && current !== undefined && draft.lines.length > 0) carried++;
    current = named.lineSpeakers.at(-1) ?? current;
    const first = named.lineSpeakers.find((speaker) => speaker !== undefined);
    const lineSpeakers = named.lineSpeakers.map((speaker) => speaker ?? first ?? '');
    if (new Set(lineSpeakers).size > 1) {
      return { ...draft, lines: named.lines.map((line) => line.replace(LEADING_DASH, '')), lineSpeakers };
    }
    return { ...draft, lines: named.lines, ...(first === undefined ? {} : { speaker: first }) };
  });
  if (carried > 0) {
    log.add('speaker-carried', 'info', `${countOf(carried, 'cue')} without a name given to the speaker before.`);
  }
  return result;
}

/** Says when cues start with what looks like speaker names, so the user can choose detection. */
export function reportSpeakerPrefixes(drafts: readonly DraftCue[], log: DiagnosticLog): void {
  const names = new Map<string, number>();
  for (const line of drafts.flatMap((draft) => draft.lines)) {
    const name = findSpeakerPrefix(line)?.name;
    if (name !== undefined) names.set(name, (names.get(name) ?? 0) + 1);
  }
  if (names.size === 0) return;
  const total = [...names.values()].reduce((sum, count) => sum + count, 0);
  const shown = [...names.keys()].slice(0, 5).join(', ');
  log.add(
    'speaker-prefixes',
    'info',
    `${total} lines start with what may be a speaker's name (${shown}); speaker detection would turn them into speakers.`,
  );
}

interface NamedLines {
  readonly lines: readonly string[];
  readonly lineSpeakers: readonly (SpeakerId | undefined)[];
  readonly found: number;
}

function nameLines(lines: readonly string[], speakers: SpeakerTable, before: SpeakerId | undefined): NamedLines {
  let current = before;
  let found = 0;
  const kept: string[] = [];
  const lineSpeakers: (SpeakerId | undefined)[] = [];
  for (const line of lines) {
    const prefix = findSpeakerPrefix(line);
    if (prefix !== undefined) {
      current = speakers.idOf(prefix.name);
      found++;
    }
    kept.push(prefix === undefined ? line : prefix.dash + prefix.text);
    lineSpeakers.push(current);
  }
  return { lines: kept, lineSpeakers, found };
}
