import type { CueTranslation } from '../timeline/cue-notes.ts';
import type { Cue, SpeakerId } from '../timeline/types.ts';
import { omit } from './edits/omit.ts';
import { saysTheSame } from './edits/same-text.ts';
import { textOfCue } from './edits/translation-operations.ts';
import type { VoxlaneDocument } from './types.ts';

/** Where the translation stands when both are shown: over or under the source text. */
export const BILINGUAL = ['above', 'below'] as const;
export type Bilingual = (typeof BILINGUAL)[number];

/**
 * The document as a file in another language: what its cues say in it, with their times and speakers, and the source text
 * where nothing is translated. A line that is shown longer than its cue gives way to the next one, which may have been moved
 * since. Words belong to the language that was spoken, so it has none, and no translations inside. With
 * `bilingual` each cue holds both texts. Pure.
 */
export function inLanguage(document: VoxlaneDocument, language: string, bilingual?: Bilingual): VoxlaneDocument {
  const rest = omit(document, 'translations', 'languages');
  const cues = document.cues.map((cue, index): Cue => {
    const translation = cue.translations?.[language];
    const plain = { ...omit(cue, 'translations'), wordIds: [] };
    if (!isTranslated(translation)) return plain;
    const shown = translatedCue(plain, translation, bilingual);
    const nextMs = shown.endMs > cue.endMs ? nextStartMs(document.cues, index) : shown.endMs;
    return shown.endMs > nextMs ? { ...shown, endMs: nextMs } : shown;
  });
  return { ...rest, language, words: [], cues };
}

/** When the next cue starts that does not start while this one is shown. */
function nextStartMs(cues: readonly Cue[], index: number): number {
  const { endMs = 0 } = cues[index] ?? {};
  for (let at = index + 1; at < cues.length; at++) {
    const startMs = cues[at]?.startMs ?? 0;
    if (startMs >= endMs) return startMs;
  }
  return Number.POSITIVE_INFINITY;
}

/** Whether a cue says anything in the language. */
export function isTranslated(translation: CueTranslation | undefined): translation is CueTranslation {
  return translation !== undefined && translation.lines.length > 0;
}

function translatedCue(cue: Cue, { lines, endMs }: CueTranslation, bilingual: Bilingual | undefined): Cue {
  const translated = withLines(cue, lines);
  const isBoth = bilingual !== undefined && cue.lines.length > 0 && !saysTheSame(textOfCue(cue), textOfCue({ lines }));
  const shown = !isBoth ? translated : bilingual === 'above' ? stacked(translated, cue) : stacked(cue, translated);
  if (endMs === undefined || endMs <= cue.startMs) return shown;
  return { ...shown, endMs: isBoth ? Math.max(cue.endMs, endMs) : endMs };
}

/** Each speaker keeps a line; where there are fewer lines than speakers, those who are left say nothing. */
function withLines(cue: Cue, lines: readonly string[]): Cue {
  const { lineSpeakers } = cue;
  if (lineSpeakers === undefined || lineSpeakers.length === 0) return { ...cue, lines };
  const most = lineSpeakers.length;
  const spoken = lines.length <= most ? lines : [...lines.slice(0, most - 1), lines.slice(most - 1).join(' ')];
  return spokenBy({ ...cue, lines: spoken }, lineSpeakers.slice(0, spoken.length));
}

function spokenBy(cue: Cue, lineSpeakers: readonly SpeakerId[]): Cue {
  const [only] = lineSpeakers;
  if (lineSpeakers.length !== 1 || only === undefined) return { ...cue, lineSpeakers };
  return { ...omit(cue, 'lineSpeakers'), speaker: only };
}

function stacked(upper: Cue, lower: Cue): Cue {
  const lines = [...upper.lines, ...lower.lines];
  const all = upper.lineSpeakers ?? lower.lineSpeakers;
  if (all === undefined) return { ...upper, lines };
  const of = ({ lineSpeakers, lines: own, speaker }: Cue): readonly SpeakerId[] =>
    lineSpeakers ?? own.map(() => speaker ?? all[0] ?? '');
  return { ...omit(upper, 'speaker'), lines, lineSpeakers: [...of(upper), ...of(lower)] };
}
