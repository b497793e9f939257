import type { z } from 'zod';
import { classifyNativeFailure } from '../../core/devices/native-failure.ts';
import { cancelled, toAppError } from '../../shared/app-error.ts';
import { nativeText } from '../../shared/native-text.ts';
import type { ChildExit } from '../process/owned-child.ts';
import { runScript, type ScriptRun } from '../process/run-script.ts';

/** What came of a throw-away process; `reason` is a sentence. */
export type Probed<T> =
  { readonly kind: 'answer'; readonly answer: T } | { readonly kind: 'failed'; readonly reason: string };

/**
 * Runs a script that prints one line of JSON. Whatever happens to its process (crash, hang, nonsense) is a result. Throws
 * `cancelled` only.
 */
export async function runProbe<T>(run: ScriptRun, schema: z.ZodType<T>): Promise<Probed<T>> {
  let end: ChildExit & { readonly stdout: string };
  try {
    end = await runScript(run);
  } catch (thrown) {
    const error = toAppError(thrown);
    if (run.signal.aborted) throw cancelled(run.signal.reason);
    return failed(`The test could not be started: ${error.parts.what}`);
  }
  const said = lastWords(end.stderr);
  if (end.ended === 'wall-deadline' || end.ended === 'inactivity')
    return failed(`The test gave no answer within ${run.wallMs / 1000} s and was ended.${said}`);
  if (end.code === undefined) return failed(`The test crashed.${said}`);
  if (end.code !== 0) return failed(`The test ended with code ${end.code}.${said}`);
  const answer = schema.safeParse(parseJson(end.stdout)).data;
  return answer === undefined ? failed(`The test gave no answer that can be read.${said}`) : { kind: 'answer', answer };
}

/** A reason as a sentence. */
export function failed(reason: string): { readonly kind: 'failed'; readonly reason: string } {
  return { kind: 'failed', reason: /[.!?]$/.test(reason) ? reason : `${reason}.` };
}

/** Frames of the stack that Node prints for a process that aborts. */
const FRAME = /^-----|^\d+: /;

/** What native code printed about the device, or else last: there a crash explains itself. */
function lastWords(stderr: string): string {
  const lines = stderr
    .split('\n')
    .map(nativeText)
    .filter((line) => line !== '' && !FRAME.test(line));
  const words = lines.findLast((line) => classifyNativeFailure(line) !== 'other') ?? lines.at(-1);
  return words === undefined ? '' : ` It said: ${words}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
