/** Text of a cue that has no text and no speaker, for formats where a cue without text does not survive. */
export const EMPTY_CUE_TEXT = '[speech]';
