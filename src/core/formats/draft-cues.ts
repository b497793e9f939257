import { bySpan } from '../timeline/span.ts';
import type { Cue, SpeakerId, Word, WordTiming } from '../timeline/types.ts';
import type { ImportedCue } from '../document/types.ts';
import type { DiagnosticLog } from './diagnostic-log.ts';
import { withoutControls } from './text-lines.ts';

/** A word inside a cue being read. */
export interface DraftWord {
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
  readonly timing: WordTiming;
  readonly confidence?: number;
  readonly speaker?: SpeakerId;
  readonly spaceBefore?: boolean;
}

/** A cue being read, before ids and order are settled. */
export interface DraftCue {
  /** 1-based line of its time line. */
  readonly line?: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly lines: readonly string[];
  readonly speaker?: SpeakerId;
  readonly lineSpeakers?: readonly SpeakerId[];
  readonly words?: readonly DraftWord[];
  /** Becomes the cue's id when it is usable and unique. */
  readonly wantedId?: string;
  /** Kept beside the cue. */
  readonly originalId?: string;
  readonly settings?: string;
  readonly voiceClass?: string;
}

export interface FinishedCues {
  readonly cues: readonly Cue[];
  readonly words: readonly Word[];
  readonly imported: readonly ImportedCue[];
  /** Document id of each draft, by the draft's position in the input. */
  readonly idOfDraft: readonly string[];
}

const LONGEST_ID = 200;

/**
 * Settles drafts into cues: order by start, ids, words numbered over the whole file. Cues out of order, of zero or
 * negative length, before 0 or overlapping are kept and flagged. Control characters, which an editor could not write back,
 * leave the text. `engine` names the source of the words.
 */
export function finishCues(read: readonly DraftCue[], engine: string, log: DiagnosticLog): FinishedCues {
  const drafts = read.map((draft) => plainDraft(draft, log));
  // Cues that start together stay as the file has them.
  const order = [...drafts.keys()].sort((a, b) => at(drafts, a).startMs - at(drafts, b).startMs || a - b);
  flagTimes(drafts, order, log);
  const idOfDraft = assignIds(drafts, order);
  const { words, idsOfDraft } = numberWords(drafts, order, engine);
  const cues: Cue[] = [];
  const imported: ImportedCue[] = [];
  for (const index of order) {
    const draft = at(drafts, index);
    const id = idOfDraft[index] ?? '';
    cues.push({
      id,
      startMs: draft.startMs,
      endMs: draft.endMs,
      lines: draft.lines,
      ...(draft.speaker === undefined ? {} : { speaker: draft.speaker }),
      ...(draft.lineSpeakers === undefined ? {} : { lineSpeakers: draft.lineSpeakers }),
      wordIds: idsOfDraft[index] ?? [],
    });
    const extra = importedCue(draft, id);
    if (extra !== undefined) imported.push(extra);
  }
  return { cues, words, imported, idOfDraft };
}

function plainDraft(draft: DraftCue, log: DiagnosticLog): DraftCue {
  const lines = draft.lines.map(withoutControls);
  if (lines.some((line, index) => line !== draft.lines[index])) {
    log.add('control-removed', 'warning', 'Control characters in the text were removed.', draft.line);
  }
  const kept = lines.map((line) => line.trim() !== '');
  const { lineSpeakers, words } = draft;
  return {
    ...draft,
    lines: lines.filter((_, index) => kept[index]),
    ...(lineSpeakers === undefined ? {} : { lineSpeakers: lineSpeakers.filter((_, index) => kept[index]) }),
    ...(words === undefined
      ? {}
      : {
          words: words
            .map((word) => ({ ...word, text: withoutControls(word.text).trim() }))
            .filter(({ text }) => text !== ''),
        }),
  };
}

function importedCue(draft: DraftCue, id: string): ImportedCue | undefined {
  const originalId = draft.originalId ?? (draft.wantedId === id ? undefined : draft.wantedId);
  if (originalId === undefined && draft.settings === undefined && draft.voiceClass === undefined) return undefined;
  return {
    cueId: id,
    ...(originalId === undefined ? {} : { originalId }),
    ...(draft.settings === undefined ? {} : { settings: draft.settings }),
    ...(draft.voiceClass === undefined ? {} : { voiceClass: draft.voiceClass }),
  };
}

function assignIds(drafts: readonly DraftCue[], order: readonly number[]): string[] {
  const uses = new Map<string, number>();
  for (const { wantedId } of drafts) if (wantedId !== undefined) uses.set(wantedId, (uses.get(wantedId) ?? 0) + 1);
  const taken = new Set(uses.keys());
  const ids: string[] = [];
  for (const [position, index] of order.entries()) {
    const wanted = at(drafts, index).wantedId;
    if (wanted !== undefined && wanted.length <= LONGEST_ID && uses.get(wanted) === 1) {
      ids[index] = wanted;
      continue;
    }
    // A file's own ids may look like generated ones.
    let generated = `c${position + 1}`;
    while (taken.has(generated)) generated += '_';
    taken.add(generated);
    ids[index] = generated;
  }
  return ids;
}

function numberWords(
  drafts: readonly DraftCue[],
  order: readonly number[],
  engine: string,
): { words: Word[]; idsOfDraft: string[][] } {
  const all = order.flatMap((index) => (at(drafts, index).words ?? []).map((word) => ({ word, index })));
  const byTime = [...all.keys()].sort((a, b) => bySpan(at(all, a).word, at(all, b).word) || a - b);
  const idOf: string[] = [];
  const words = byTime.map((position, number): Word => {
    const { word } = at(all, position);
    const id = `w${number + 1}`;
    idOf[position] = id;
    return {
      id,
      startMs: word.startMs,
      endMs: word.endMs,
      text: word.text,
      confidence: word.confidence ?? 1,
      timing: word.timing,
      engine,
      ...(word.speaker === undefined ? {} : { speaker: word.speaker }),
      ...(word.spaceBefore === false ? { spaceBefore: false } : {}),
    };
  });
  const idsOfDraft: string[][] = [];
  for (const [position, { index }] of all.entries()) (idsOfDraft[index] ??= []).push(idOf[position] ?? '');
  return { words, idsOfDraft };
}

function flagTimes(drafts: readonly DraftCue[], order: readonly number[], log: DiagnosticLog): void {
  let previousStart = -Infinity;
  for (const draft of drafts) {
    if (draft.startMs < previousStart) {
      log.add(
        'unsorted',
        'warning',
        'The cue starts before the one in front of it; cues were put in order.',
        draft.line,
      );
    }
    previousStart = Math.max(previousStart, draft.startMs);
    if (draft.startMs < 0 || draft.endMs < 0) {
      log.add('time-negative', 'warning', 'The cue has a time before 0.', draft.line);
    }
    if (draft.endMs < draft.startMs) {
      log.add('duration-negative', 'warning', 'The cue ends before it starts.', draft.line);
    } else if (draft.endMs === draft.startMs) {
      log.add('duration-zero', 'warning', 'The cue ends when it starts.', draft.line);
    }
  }
  let latestEnd = -Infinity;
  for (const index of order) {
    const draft = at(drafts, index);
    if (draft.startMs < latestEnd && draft.endMs > draft.startMs) {
      log.add('overlap', 'info', 'The cue starts while an earlier one is still shown.', draft.line);
    }
    latestEnd = Math.max(latestEnd, draft.endMs);
  }
}

function at<T>(list: readonly T[], index: number): T {
  return list[index];
}
