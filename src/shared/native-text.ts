/** What differs from one time to the next, and what takes its place. */
const CHANGING: readonly (readonly [RegExp, string])[] = [
  // eslint-disable-next-line no-control-regex
  [/\u001b\[[0-9;]*[A-Za-z]|[\u0000-\u0008\u000b-\u001f\u007f]/g, ''],
  [/\b\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}(\.\d+)?Z?\b/g, ''],
  [/\b0x[0-9a-f]+\b/gi, '…'],
  // Only the file is of interest, not where somebody built or installed it.
  [/(?<![\w.])(?:[A-Za-z]:)?(?:[\\/][^\s\\/:'"()]+)*[\\/]([^\s\\/:'"()]+)/g, '$1'],
  [/\((node|pid)[: ]\d+\)/g, '($1)'],
  [/\b(thread|tid|pid)[ :=(]+\d+\)?/gi, '$1'],
  [/\s+/g, ' '],
];

const MAX_LENGTH = 300;

/** Two lines about the same thing become the same text: no colours, times, addresses and folders. Empty when nothing is left. */
export function nativeText(line: string): string {
  const text = CHANGING.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), line);
  return text.trim().slice(0, MAX_LENGTH);
}
