import { barReporter } from './bar-reporter.ts';
import { jsonlReporter } from './jsonl-reporter.ts';
import { plainReporter } from './plain-reporter.ts';
import { quietReporter, type Reporter } from './reporter.ts';

/** JSON lines when asked for, nothing when quiet, live bars on a terminal, plain lines in a log or pipe. */
export function chooseReporter(
  flags: { readonly jsonl?: boolean; readonly quiet?: boolean },
  stream: NodeJS.WriteStream,
): Reporter {
  if (flags.jsonl === true) return jsonlReporter((line) => stream.write(line));
  if (flags.quiet === true) return quietReporter;
  return stream.isTTY ? barReporter(stream) : plainReporter((line) => stream.write(line));
}
