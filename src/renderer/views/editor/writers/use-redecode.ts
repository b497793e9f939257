import { useCallback, useEffect, useRef, useState } from 'react';
import type { RedecodedCue, RedecodeProgress } from '../../../../contract/document-calls.ts';
import { type ErrorData, toAppError } from '../../../../shared/app-error.ts';
import { ask } from '../../../client/ask.ts';
import { newCallName } from '../../../client/call-name.ts';
import { useHost } from '../../../client/studio-context.tsx';
import { useSession } from '../session-context.tsx';

/** Where hearing cues again stands. */
export type Hearing =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly model: string; readonly progress: Progress }
  /** `failed`: why it came to some cues only. */
  | {
      readonly kind: 'heard';
      readonly model: string;
      readonly cues: readonly RedecodedCue[];
      readonly failed?: ErrorData | undefined;
    }
  | { readonly kind: 'failed'; readonly model: string; readonly error: ErrorData };

type Progress = Pick<RedecodeProgress, 'phase' | 'done' | 'total'>;

/** Lets a model hear cues of the open document again; ends with the component. */
export function useRedecode(): {
  readonly hearing: Hearing;
  readonly hear: (cues: readonly string[], model: string) => void;
  /** Gives up what is under way, or forgets what came of it. */
  readonly stop: () => void;
} {
  const { api } = useHost();
  const session = useSession();
  const [hearing, setHearing] = useState<Hearing>({ kind: 'idle' });
  const running = useRef<AbortController>(undefined);
  const stop = useCallback(() => {
    running.current?.abort();
    running.current = undefined;
    setHearing({ kind: 'idle' });
  }, []);
  useEffect(() => () => running.current?.abort(), []);

  const hear = useCallback(
    (cues: readonly string[], model: string): void => {
      running.current?.abort();
      const abort = new AbortController();
      running.current = abort;
      const call = newCallName();
      const show = (next: Hearing): void => {
        if (!abort.signal.aborted) setHearing(next);
      };
      show({ kind: 'running', model, progress: { phase: 'loading', done: 0, total: cues.length } });
      const unlisten = api.on('redecode', ({ call: of, ...progress }) => {
        if (of === call) show({ kind: 'running', model, progress });
      });
      const work = async (): Promise<void> => {
        try {
          // What was typed last has to be there, where it is compared with what is heard.
          await session.saved();
          const input = { id: session.id, call, cues: [...cues], model };
          const answer = await ask(api, 'documents.redecode', input, { signal: abort.signal });
          unlisten();
          show({ kind: 'heard', model, ...answer });
        } catch (error) {
          unlisten();
          show({ kind: 'failed', model, error: toAppError(error).toData() });
        }
      };
      void work();
    },
    [api, session],
  );
  return { hearing, hear, stop };
}
