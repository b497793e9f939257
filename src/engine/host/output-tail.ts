import type { Readable } from 'node:stream';

const MAX_LINES = 20;
const MAX_LINE_LENGTH = 400;

/** Keeps the last lines of a worker's output for its crash report, without control characters. */
export class OutputTail {
  readonly #lines: string[] = [];

  lines(): readonly string[] {
    return [...this.#lines];
  }

  /** Reads a stream to its end; resolves then. Reading also keeps a full pipe from blocking the worker. `onLine` sees every line. */
  read(stream: Readable, onLine: (line: string) => void = () => undefined): Promise<void> {
    let rest = '';
    stream.setEncoding('utf8');
    stream.on('data', (chunk: string) => {
      const parts = (rest + chunk).split(/\r\n|\r|\n/);
      // A line without end must not grow for ever.
      rest = (parts.pop() ?? '').slice(-MAX_LINE_LENGTH);
      for (const part of parts) {
        this.#add(part);
        onLine(part);
      }
    });
    return new Promise((resolve) => {
      const done = (): void => {
        this.#add(rest);
        onLine(rest);
        rest = '';
        resolve();
      };
      stream.once('end', done);
      // After an error the stream closes without end; what was read is all there is.
      stream.once('error', done);
      stream.once('close', done);
    });
  }

  #add(line: string): void {
    // eslint-disable-next-line no-control-regex
    const clean = line.replace(/\u001b\[[0-9;]*m|[\u0000-\u001f\u007f]/g, '').slice(0, MAX_LINE_LENGTH);
    if (clean.trim() === '') return;
    this.#lines.push(clean);
    if (this.#lines.length > MAX_LINES) this.#lines.shift();
  }
}
