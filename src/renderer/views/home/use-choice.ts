import { useEffect } from 'react';
import type { CallInput, CallOutput } from '../../../contract/contract.ts';
import type { JobWish } from '../../../core/queue/job-spec.ts';
import { type Answer, useAnswer } from '../../client/use-answer.ts';
import { useHost } from '../../client/studio-context.tsx';

/** Asks the engine what a job with these wishes would recognise with; again when models change. */
export function useChoice(wish: CallInput<'models.choose'>): Answer<CallOutput<'models.choose'>> {
  const { api } = useHost();
  const { again, ...answer } = useAnswer('models.choose', wish);
  useEffect(
    () => api.on('models', ({ type }) => (type === 'outcome' || type === 'refresh' ? again() : undefined)),
    [api, again],
  );
  return answer;
}

/** The question about a job. */
export function questionOf({ modelFolders, preset, asr, options }: JobWish): CallInput<'models.choose'> {
  const { language, languages, quality, performance, device } = options;
  return { modelsDir: modelFolders[0], preset, asr, language, languages, quality, performance, device };
}
