import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { writeFileAtomic } from '../../platform/text/atomic-write.ts';
import { AppError, type ErrorData } from '../../shared/app-error.ts';

const failedListSchema = z.object({
  format: z.literal('voxlane-failed'),
  version: z.literal(1),
  inputs: z
    .array(
      z.object({
        path: z.string().min(1),
        /** Where on the web it is; `item` is its place in a list without an address of its own. */
        source: z
          .object({ url: z.string().min(1), item: z.int().positive().optional(), title: z.string().optional() })
          .optional(),
      }),
    )
    .min(1),
});

/** An input that failed, and why. */
export interface FailedInput {
  readonly path: string;
  readonly source?: { readonly url: string; readonly item?: number | undefined; readonly title?: string | undefined };
  readonly error: ErrorData;
}

/** An input that such a list names. */
export type ListedInput = Omit<FailedInput, 'error'>;

/** Writes the inputs of a batch that failed, so that the same command can take them up again. */
export async function writeFailedInputs(path: string, failed: readonly FailedInput[]): Promise<void> {
  const inputs = failed.map(({ path: input, source, error }) => ({ path: input, source, error }));
  await writeFileAtomic(path, `${JSON.stringify({ format: 'voxlane-failed', version: 1, inputs }, null, 2)}\n`);
}

/** Reads such a list back. Throws `format-invalid`. */
export async function readFailedInputs(path: string): Promise<readonly ListedInput[]> {
  try {
    const { inputs } = failedListSchema.parse(JSON.parse(await readFile(path, 'utf8')));
    return inputs.map(({ path: input, source }) => ({ path: input, ...(source === undefined ? {} : { source }) }));
  } catch (cause) {
    throw new AppError(
      'format-invalid',
      {
        what: `${path} is no list of failed inputs.`,
        meaning: 'Nothing was run for it.',
        action: 'Name the .json file that an earlier `voxlane batch` wrote, or recordings, folders and .txt lists.',
      },
      { cause },
    );
  }
}
