import type { TranscribeCpp } from './binding.ts';

/** The library's log level for errors. */
const ERROR = 3;

/** What the native library complains about; it prints nothing by itself. */
export interface NativeLog {
  /** The complaints since the last call, as one line; empty when there were none. */
  take(): string;
}

/** Listens to the library of this process; the latest listener is the only one. */
export function listenToNative(binding: TranscribeCpp): NativeLog {
  let lines: string[] = [];
  binding.setLogHandler((level, message) => {
    const line = message.trim();
    if (level === ERROR && line !== '') lines = [...lines.slice(-2), line];
  });
  return {
    take() {
      const said = lines.join('; ');
      lines = [];
      return said;
    },
  };
}
