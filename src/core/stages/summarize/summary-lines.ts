import type { VoxlaneDocument } from '../../document/types.ts';
import type { SummaryLine } from './types.ts';

/** The cues of a document as a summary reads them. */
export function summaryLines({ cues, speakers }: Pick<VoxlaneDocument, 'cues' | 'speakers'>): SummaryLine[] {
  const names = new Map(speakers.map(({ id, name }) => [id, name]));
  return cues.map(({ id, startMs, endMs, lines, speaker }) => {
    const name = names.get(speaker ?? '');
    return { id, startMs, endMs, lines, ...(name === undefined ? {} : { speaker: name }) };
  });
}
