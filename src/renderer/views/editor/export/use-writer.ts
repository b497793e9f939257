import { useCallback } from 'react';
import type { CallOutput } from '../../../../contract/contract.ts';
import { requireCodec } from '../../../../core/formats/registry.ts';
import { type ExportOptions, writeWhole } from '../../../../core/formats/write-in-chunks.ts';
import { ask } from '../../../client/ask.ts';
import { useHost } from '../../../client/studio-context.tsx';
import { useOpen, useSession } from '../session-context.tsx';
import type { FormatId } from './export-choice.ts';

export type WriteDocument = (
  format: FormatId,
  options: ExportOptions,
  signal?: AbortSignal,
) => Promise<CallOutput<'documents.export'>>;

/**
 * Writes the open document: the studio does it by what it has on the disk. One that is not finished is only in this window,
 * so it is written here, as it is shown.
 */
export function useWriter(): WriteDocument {
  const { api } = useHost();
  const { id } = useSession();
  const unfinished = useOpen((open) => (open.unfinished === undefined ? undefined : open.document));
  return useCallback(
    async (format, options, signal) =>
      unfinished === undefined
        ? ask(api, 'documents.export', { id, format, options }, signal === undefined ? {} : { signal })
        : writeWhole(requireCodec(format), unfinished, options),
    [api, id, unfinished],
  );
}
