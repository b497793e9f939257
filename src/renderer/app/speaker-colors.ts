import type { Speaker, SpeakerId } from '../../core/timeline/types.ts';

/** Colours a user can give a speaker, as they are stored: those of the light theme. Twelve, told apart by most eyes. */
export const SPEAKER_COLORS = [
  '#2e69b2',
  '#9e5209',
  '#0a7d51',
  '#9b467a',
  '#7c6705',
  '#117780',
  '#a74541',
  '#7555a8',
  '#4f7715',
  '#0e7397',
  '#8c5f0e',
  '#894d97',
] as const;

/**
 * CSS colour of a speaker: a theme's own shade of one of the twelve, by the stored colour or else by the place among the
 * speakers of the document, from 0; another stored colour as it is.
 */
export function colorAt(place: number, color: string | undefined): string {
  if (color === undefined) return `var(--speaker-${(place % SPEAKER_COLORS.length) + 1})`;
  const known = (SPEAKER_COLORS as readonly string[]).indexOf(color.toLowerCase());
  return known === -1 ? color : `var(--speaker-${known + 1})`;
}

/** The same for one of all speakers of a document; that of nobody for an id that is none of theirs. */
export function speakerColor(speakers: readonly Speaker[], id: SpeakerId | undefined): string {
  const place = speakers.findIndex((speaker) => speaker.id === id);
  return place < 0 ? 'var(--muted)' : colorAt(place, speakers[place]?.color);
}

/** One or two letters that stand for a speaker where colour alone must not: `Speaker 12` gives `12`, `Ada Byron` `AB`. */
export function speakerInitials(name: string): string {
  const numbered = /(\d{1,2})$/.exec(name.trim());
  if (numbered?.[1] !== undefined && /^(speaker|locuteur|konuşmacı|s)\b/iu.test(name.trim())) return numbered[1];
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const first = [...(words[0] ?? '?')][0] ?? '?';
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : '';
  return (first + last).toLocaleUpperCase();
}
