import { extname } from 'node:path';
import type { NetworkPolicy } from '../../core/sources/url-policy.ts';
import { type CollectedInput, collectInputs } from '../collect-inputs.ts';
import { readFailedInputs } from './failed-inputs.ts';

/** Expands arguments as `collectInputs` does, web addresses kept; a `.json` file is a list of failed inputs. */
export async function collectBatch(
  arguments_: readonly string[],
  policy: NetworkPolicy = { allowLocalNetwork: false },
): Promise<CollectedInput[]> {
  const paths: string[] = [];
  for (const argument of arguments_) {
    if (extname(argument).toLowerCase() === '.json') paths.push(...(await readFailedInputs(argument)));
    else paths.push(argument);
  }
  return collectInputs(paths, { addresses: 'keep', policy });
}
