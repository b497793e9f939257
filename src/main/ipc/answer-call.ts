import type { Reply } from '../../contract/reply.ts';
import { replyOf } from '../../contract/reply.ts';
import { AppError } from '../../shared/app-error.ts';
import { namedPaths } from './path-rules.ts';
import type { PathUse, PickedPaths } from './picked-paths.ts';

/** The part of the studio that answers calls by name. */
export interface CallTaker {
  handle(letter: { readonly name: string; readonly input: unknown }): Promise<Reply<unknown>>;
}

/** Answers calls of the page: paths must be of the user's choosing, the rest is checked by the contract. Never rejects. */
export async function answerCall(
  studio: CallTaker,
  picked: PickedPaths,
  name: string,
  input: unknown,
): Promise<Reply<unknown>> {
  for (const { path, use } of namedPaths(name, input)) {
    if (!(await picked.allows(path, use))) return replyOf(() => Promise.reject(notChosen(path, use)));
  }
  const reply = await studio.handle({ name, input });
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
