/** What a cue says in another language. */
export interface CueTranslation {
  /** Display lines; with `lineSpeakers` one a speaker, as in the cue. */
  readonly lines: readonly string[];
  /**
   * The text that was translated, lines joined by line feeds; empty where that is not known, e.g. for the parts of a cue that
   * was split. Where the cue says something else now, this may not fit any more.
   */
  readonly of: string;
  /** Engine that wrote it, `memory`, or `user`; absent where `lines` are still those of the source. */
  readonly by?: string | undefined;
  /** What to look at, e.g. `too-long`; absent when nothing. */
  readonly flags?: readonly string[] | undefined;
  /** Later translations leave it as it is. */
  readonly locked?: boolean | undefined;
  /** Other wordings, best first. */
  readonly alternatives?: readonly (readonly string[])[] | undefined;
  /** Shown until then in this language only, milliseconds; the cue's own end where absent. */
  readonly endMs?: number | undefined;
}

/** Which class of a class schema a cue is in. */
export interface CueClass {
  /** Id of a label of the schema. */
  readonly label: string;
  /** Who speaks, where the schema asks for it: a player's character. */
  readonly character?: string | undefined;
  /** 0..1, as the model says; absent when a person decided. */
  readonly confidence?: number | undefined;
  /** Quoted from the cue. */
  readonly evidence?: string | undefined;
  /** Engine, or `user`. */
  readonly by: string;
}
