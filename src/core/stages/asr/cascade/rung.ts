/** One way to recognise speech: a model on a device. A cascade holds them best first. */
export interface Rung {
  /** Written into the words, e.g. `voxtral-mini-3b-q4`. */
  readonly engineId: string;
  /** The same for all quantisations of one model. */
  readonly modelId: string;
  /** e.g. `Q4_K_M`. */
  readonly quantisation?: string;
  /** Where it is to run, e.g. `cuda`; `auto` where its engine chooses. */
  readonly device: string;
  /** Most windows at once. */
  readonly maxBatch: number;
  /** ISO 639-1 codes. */
  readonly languages: readonly string[] | 'any';
  /** Memory that it takes while running, in bytes. */
  readonly needBytes?: number;
  /** The user asked for it by name: it is used for any language. */
  readonly forced?: true;
}

/** True when the rung may be used for the language; `undefined` is one that is yet to be detected. */
export function knows(rung: Rung, language: string | undefined): boolean {
  if (rung.forced === true || language === undefined || rung.languages === 'any') return true;
  return rung.languages.includes(language);
}

/** e.g. `whisper-small on cuda`. */
export function nameOf(rung: Rung): string {
  return `${rung.engineId} on ${rung.device}`;
}
