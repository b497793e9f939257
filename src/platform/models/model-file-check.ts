import { readFile } from 'node:fs/promises';
import { describeUnknown } from '../../shared/app-error.ts';
import { findGgufProblem } from './gguf-outline.ts';
import { findExternalDataProblem } from './onnx-external-data.ts';
import { isWholeOnnx } from './onnx-outline.ts';

/**
 * What is wrong with the outside of a model file, by the kind its name says: ONNX, GGUF or JSON; `undefined` when
 * nothing is, and for other kinds. Runs before native code opens the file, so that hostile or broken headers stay in
 * TypeScript.
 */
export async function findModelFileProblem(path: string): Promise<string | undefined> {
  try {
    if (path.endsWith('.onnx')) {
      if (!(await isWholeOnnx(path))) {
        return 'it is not a whole ONNX file, perhaps a download that broke off or a web page under its name';
      }
      return findExternalDataProblem(path);
    }
    if (path.endsWith('.gguf')) return findGgufProblem(path);
    if (path.endsWith('.json')) JSON.parse(await readFile(path, 'utf8'));
    return undefined;
  } catch (cause) {
    return `it cannot be read (${describeUnknown(cause)})`;
  }
}

/** A problem as part of a sentence about the file. */
export function nameProblem(path: string, problem: string): string {
  return problem.startsWith('it ') ? `${path} ${problem.slice(3)}` : `${path}: ${problem}`;
}
