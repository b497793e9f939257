import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { cancelled } from '../shared/app-error.ts';

/** A piped input longer than this is no token. */
const MAX_BYTES = 16 * 1024;

/**
 * One line from standard input. On a terminal `prompt` is shown on stderr and what is typed is not. Throws `cancelled`
 * on Ctrl-C or when `signal` aborts.
 */
export async function readSecretLine(prompt: string, signal: AbortSignal): Promise<string> {
  return process.stdin.isTTY ? typed(prompt, signal) : piped(signal);
}

function typed(prompt: string, signal: AbortSignal): Promise<string> {
  process.stderr.write(prompt);
  // readline edits and shows the line on its output: this one shows nothing.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  return new Promise<string>((resolve, reject) => {
    lines.once('line', resolve);
    lines.once('SIGINT', () => reject(cancelled()));
    lines.once('close', () => reject(cancelled()));
    signal.addEventListener('abort', () => reject(cancelled(signal.reason)), { once: true });
  }).finally(() => {
    lines.close();
    process.stderr.write('\n');
  });
}

async function piped(signal: AbortSignal): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  const stop = (): void => void process.stdin.destroy();
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
      parts.push(chunk);
      bytes += chunk.length;
      if (chunk.includes(0x0a) || bytes > MAX_BYTES) break;
    }
  } finally {
    signal.removeEventListener('abort', stop);
  }
  if (signal.aborted) throw cancelled(signal.reason);
  return Buffer.concat(parts).toString('utf8').split('\n', 1)[0] ?? '';
}
