import { contract, isCallName } from '../../contract/contract.ts';
import { type Reply, replyOf } from '../../contract/reply.ts';
import { AppError } from '../../shared/app-error.ts';
import { namedPaths } from './path-rules.ts';
import type { PathUse, PickedPaths } from './picked-paths.ts';

/** The part of the studio that answers calls by name. */
export interface CallTaker {
  handle(letter: Letter, signal: AbortSignal): Promise<Reply<unknown>>;
}

interface Letter {
  readonly name: string;
  readonly input: unknown;
}

/** Answers calls of the page: paths must be of the user's choosing, the rest is checked by the contract. Never rejects. */
export async function answerCall(
  studio: CallTaker,
  picked: PickedPaths,
  { name, input }: Letter,
  signal: AbortSignal,
): Promise<Reply<unknown>> {
  const paths = namedPaths(name, input);
  // What does not fit is refused as such by the studio, whatever it names.
  if (paths.length > 0 && isCallName(name) && contract[name].input.safeParse(input).success) {
    for (const { path, use } of paths) {
      if (!(await picked.allows(path, use))) return replyOf(() => Promise.reject(notChosen(path, use)));
    }
  }
  const reply = await studio.handle({ name, input }, signal);
  if (reply.ok) await learn(picked, name, reply.value);
  return reply;
}

/** Files of a folder or list that the user chose, as the studio found them, count as chosen. */
async function learn(picked: PickedPaths, name: string, value: unknown): Promise<void> {
  if (name !== 'queue.plan' || !Array.isArray(value)) return;
  for (const planned of value as readonly { kind?: unknown; job?: { path?: unknown } }[]) {
    if (planned.kind === 'job' && typeof planned.job?.path === 'string') await picked.add(planned.job.path);
  }
}

function notChosen(path: string, use: PathUse): AppError {
  return new AppError(
    'input-refused',
    {
      what: `${JSON.stringify(path.slice(0, 500))} was not chosen by you in this window.`,
      meaning: use === 'write' ? 'Nothing was written.' : 'Nothing was read.',
      action: 'Choose it with the dialog or drop it onto the window.',
    },
    { details: { path: path.slice(0, 500) } },
  );
}
