import { AppError } from '../shared/app-error.ts';
import type { CollectedInput } from './collect-inputs.ts';

/** The tracks of one session: the first file stands for it, the others are named. */
export interface SessionInput {
  readonly kind: 'session';
  readonly path: string;
  readonly tracks: readonly string[];
}

/** More microphones than this are a mistake, such as a folder of other recordings. */
const MOST_TRACKS = 64;

/**
 * Makes one session of files, in their order. A file that is not there refuses the whole session with its own reason; so do
 * web addresses, fewer than two files and more than 64.
 */
export function joinTracks(
  inputs: readonly { readonly kind: CollectedInput['kind']; readonly path: string; readonly error?: AppError }[],
): SessionInput | { readonly kind: 'refused'; readonly path: string; readonly error: AppError } {
  const [first, ...others] = inputs;
  for (const { path, error } of inputs) if (error !== undefined) return { kind: 'refused', path, error };
  const address = inputs.find((input) => input.kind === 'address');
  if (address !== undefined)
    return { kind: 'refused', path: address.path, error: refusal(`${address.path} is a web address, not a file.`) };
  if (first === undefined || others.length === 0 || inputs.length > MOST_TRACKS) {
    const error = refusal(
      `${inputs.length === 1 ? '1 file was' : `${inputs.length} files were`} named as the tracks of one session.`,
    );
    return { kind: 'refused', path: first?.path ?? '', error };
  }
  return { kind: 'session', path: first.path, tracks: others.map((input) => input.path) };
}

function refusal(what: string): AppError {
  return new AppError('options-invalid', {
    what,
    meaning: 'None of them was processed.',
    action: `With --tracks name from 2 to ${MOST_TRACKS} files of one session, one for each microphone.`,
  });
}
