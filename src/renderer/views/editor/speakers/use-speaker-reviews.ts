import { useEffect, useState } from 'react';
import type { SpeakerReview } from '../../../../contract/document-calls.ts';
import type { VoxlaneDocument } from '../../../../core/document/types.ts';
import { toAppError } from '../../../../shared/app-error.ts';
import { ask } from '../../../client/ask.ts';
import { useHost } from '../../../client/studio-context.tsx';
import { tellError } from '../../../state/notices.ts';
import { useSession } from '../session-context.tsx';

/** Samples that fit on a card. */
const SAMPLES = 3;
const REST_MS = 300;

export type SpeakerReviews = ReadonlyMap<string, SpeakerReview>;

/**
 * Where each speaker is heard best and whom they sound like, one speaker after the other, again after turns changed. What
 * is known stays until the new answer is there.
 */
export function useSpeakerReviews({ turns, speakers }: VoxlaneDocument): SpeakerReviews {
  const { api } = useHost();
  const session = useSession();
  const [reviews, setReviews] = useState<SpeakerReviews>(new Map());
  const names = speakers.map(({ id }) => id).join('\n');
  useEffect(() => {
    const abort = new AbortController();
    const { signal } = abort;
    const load = async (): Promise<void> => {
      await session.saved();
      for (const speaker of names.split('\n').filter(Boolean)) {
        if (signal.aborted) return;
        const review = await ask(api, 'speakers.samples', { id: session.id, speaker, most: SAMPLES }, { signal });
        if (!signal.aborted) setReviews((known) => new Map(known).set(speaker, review));
      }
    };
    const timer = setTimeout(() => {
      load().catch((error: unknown) => {
        if (!signal.aborted && toAppError(error).code !== 'connection-lost') tellError(error);
      });
    }, REST_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [api, session, turns, names]);
  return reviews;
}
