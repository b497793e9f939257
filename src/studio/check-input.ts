import { z } from 'zod';
import { type CallName, type CheckedInput, contract } from '../contract/contract.ts';
import { AppError } from '../shared/app-error.ts';

/** Checks what came with a call against its schema. Throws `options-invalid` naming the first thing that is wrong. */
export function checkInput<Name extends CallName>(name: Name, input: unknown): CheckedInput<Name> {
  const checked = contract[name].input.safeParse(input);
  if (checked.success) return checked.data as CheckedInput<Name>;
  const [issue] = checked.error.issues;
  const place = issue === undefined || issue.path.length === 0 ? 'its input' : z.core.toDotPath(issue.path);
  throw new AppError(
    'options-invalid',
    {
      what: `"${name}" was asked with something that does not fit: ${place}: ${issue?.message ?? 'unknown'}.`,
      meaning: 'Nothing was done.',
      action: 'Correct what is named and ask again.',
    },
    { cause: checked.error },
  );
}

/** The answer to a name that stands for nothing; it may come from outside, so it is shortened. */
export function unknownCall(name: string): AppError {
  return new AppError('options-invalid', {
    what: `There is no call named "${name.slice(0, 80)}".`,
    meaning: 'Nothing was done.',
    action: 'Update Voxlane, if another program asks for it.',
  });
}
