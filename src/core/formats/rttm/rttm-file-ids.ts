import { splitLines } from '../text-lines.ts';

/** The recordings that the `SPEAKER` records of an RTTM file speak of, in order of first appearance. */
export function rttmFileIds(text: string): string[] {
  const ids = new Set<string>();
  for (const line of splitLines(text)) {
    const [type, fileId] = line.trim().split(/\s+/u);
    if (type === 'SPEAKER' && fileId !== undefined) ids.add(fileId);
  }
  return [...ids];
}
