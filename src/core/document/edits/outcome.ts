import type { EditOperation, OperationOf } from './operations.ts';
import { type Refusal, refuse } from './refusal.ts';

/** What came of an operation: it was carried out (with the id it chose, if it made something), or refused. */
export type Outcome = { readonly kind: 'done'; readonly operation: EditOperation } | Refusal;

export function cueUnknown(id: string): Refusal {
  return refuse('cue-unknown', `No cue has the id ${id}.`);
}

export function speakerUnknown(id: string): Refusal {
  return refuse('speaker-unknown', `No speaker has the id ${id}.`);
}

export function idTaken(id: string): Refusal {
  return refuse('id-taken', `The id ${id} is in use already.`);
}

export function turnUnknown({ startMs, endMs, speaker }: OperationOf<'delete-turn'>['turn']): Refusal {
  return refuse('turn-unknown', `${speaker} has no turn from ${startMs} to ${endMs} ms.`);
}
