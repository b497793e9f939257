import { extname } from 'node:path';
import { type CollectedInput, collectInputs } from '../collect-inputs.ts';
import { readFailedInputs } from './failed-inputs.ts';

/** Expands arguments as `collectInputs` does; a `.json` file is a list of failed inputs. */
export async function collectBatch(arguments_: readonly string[]): Promise<CollectedInput[]> {
  const paths: string[] = [];
  for (const argument of arguments_) {
    if (extname(argument).toLowerCase() === '.json') paths.push(...(await readFailedInputs(argument)));
    else paths.push(argument);
  }
  return collectInputs(paths);
}
