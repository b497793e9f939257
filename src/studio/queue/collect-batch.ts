import { extname } from 'node:path';
import { judgeUrl, type NetworkPolicy, withoutCredentials } from '../../core/sources/url-policy.ts';
import { refusedSource } from '../../platform/ytdlp/failures.ts';
import { type AppError, toAppError } from '../../shared/app-error.ts';
import { type CollectedInput, collectInputs } from '../collect-inputs.ts';
import { type ListedInput, readFailedInputs } from './failed-inputs.ts';

/** An input of a batch. What came from a list without an address of its own is known by its place there. */
export type BatchInput =
  | Exclude<CollectedInput, { readonly kind: 'address' }>
  | (Extract<CollectedInput, { readonly kind: 'address' }> & {
      readonly item?: number | undefined;
      readonly title?: string | undefined;
    });

/** Expands arguments as `collectInputs` does, web addresses kept; a `.json` file is a list of failed inputs. */
export async function collectBatch(
  arguments_: readonly string[],
  policy: NetworkPolicy = { allowLocalNetwork: false },
): Promise<BatchInput[]> {
  const collected: BatchInput[] = [];
  for (const argument of arguments_) {
    if (extname(argument).toLowerCase() !== '.json') {
      collected.push(...(await collectInputs([argument], { addresses: 'keep', policy })));
      continue;
    }
    for (const failed of await listedIn(argument)) {
      if ('error' in failed) collected.push({ kind: 'refused', path: argument, error: failed.error });
      else if (failed.source === undefined)
        collected.push(...(await collectInputs([failed.path], { addresses: 'keep', policy })));
      else collected.push(admit(failed.source, policy));
    }
  }
  const seen = new Set<string>();
  return collected.filter(({ path }) => !seen.has(path) && seen.add(path));
}

/** A `.json` file of another kind must not keep what was named with it from being taken. */
async function listedIn(path: string): Promise<readonly (ListedInput | { readonly error: AppError })[]> {
  try {
    return await readFailedInputs(path);
  } catch (error) {
    return [{ error: toAppError(error) }];
  }
}

/** A list on the disk is no better than one from elsewhere: its addresses are judged again. */
function admit(source: NonNullable<ListedInput['source']>, policy: NetworkPolicy): BatchInput {
  const verdict = judgeUrl(source.url, policy);
  const shown = withoutCredentials(source.url);
  if (verdict.kind === 'refused') return { kind: 'refused', path: shown, error: refusedSource(shown, verdict.reason) };
  const { url } = verdict;
  const { item, title } = source;
  return { kind: 'address', path: item === undefined ? url : `${url}#${item}`, url, item, title };
}
