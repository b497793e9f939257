import type { SpeakerId } from './types.ts';

const MACHINE_ID = /^S(\d+)$/;
const MACHINE_NAME = /^Speaker \d+$/u;

/** The first of S1, S2, ... (from number `from` on) that is not taken. */
export function freeSpeakerId(taken: { has(id: SpeakerId): boolean }, from = 1): SpeakerId {
  let number = from;
  while (taken.has(`S${number}`)) number += 1;
  return `S${number}`;
}

/** The number in an id that the machine gave, `undefined` for any other id. */
export function speakerNumber(id: SpeakerId): number | undefined {
  const digits = MACHINE_ID.exec(id)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** What a speaker is called until somebody names them: `Speaker 3` for S3. */
export function machineName(id: SpeakerId): string {
  const number = speakerNumber(id);
  return number === undefined ? id : `Speaker ${number}`;
}

/** True for a name that nobody chose. */
export function isMachineName(name: string): boolean {
  return MACHINE_NAME.test(name);
}
