import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/** The part of Electron's `process.parentPort` that a script uses. */
interface ParentPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

const port = (process as { readonly parentPort?: ParentPort }).parentPort;

/** The input of a script: its stdin, or where the app runs it without one, the first message. */
export async function scriptInput(): Promise<string> {
  if (port === undefined) return text(process.stdin);
  return new Promise((resolve) => port.on('message', ({ data }) => resolve(String(data))));
}

/** Prints the answer of a script and ends it: the app's processes do not end by themselves. */
export async function answerAndEnd(answer: string): Promise<void> {
  if (!process.stdout.write(answer)) await once(process.stdout, 'drain');
  process.stdout.end(() => process.exit(0));
}
