import { expandSource } from '../expand-source.ts';
import type { FreeHandlersOf } from '../handlers.ts';
import { downloadOptionsOf } from '../queue/download-one.ts';

/** The calls about recordings on the web. */
export const sourceHandlers: FreeHandlersOf<'sources'> = {
  async 'sources.look'({ url, sources }, { signal }) {
    const { entries } = await expandSource(url, downloadOptionsOf(sources, '.'), signal);
    return entries.map((found) => {
      if (found.kind === 'refused') return { kind: 'refused', url: found.url, error: found.error.toData() };
      const { url: own, item, title, audio_length } = found.entry;
      return {
        kind: 'entry',
        url: own,
        ...(item === undefined ? {} : { item }),
        ...(title === undefined ? {} : { title }),
        ...(audio_length === undefined ? {} : { audio_length }),
      };
    });
  },
};
