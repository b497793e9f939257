/** Every stable code of an operation that was not carried out. */
export const REFUSAL_CODES = [
  'operation-invalid',
  'cue-unknown',
  'word-unknown',
  'speaker-unknown',
  'id-taken',
  'speaker-same',
  'times-reversed',
  'times-outside-media',
  'line-speakers',
  'split-outside-cue',
  'split-without-text',
  'split-inside-markup',
  'text-differs',
  'cues-not-adjacent',
  'speakers-differ',
  'chapters-unordered',
  'bookmarks-unordered',
  'turn-unknown',
  'turns-not-adjacent',
  'outside-turn',
  'turns-unordered',
  'turns-not-exclusive',
  'language-unknown',
  'class-schema-unknown',
  'label-unknown',
  'labels-doubled',
  'changed-meanwhile',
] as const;

/** Why an operation was not carried out. The document is unchanged. `code` is stable; `reason` is for people. */
export interface Refusal {
  readonly kind: 'refused';
  readonly code: (typeof REFUSAL_CODES)[number];
  readonly reason: string;
}

export function refuse(code: Refusal['code'], reason: string): Refusal {
  return { kind: 'refused', code, reason };
}
