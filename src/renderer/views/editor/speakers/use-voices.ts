import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpeakerMatch } from '../../../../contract/voice-calls.ts';
import type { VoxlaneDocument } from '../../../../core/document/types.ts';
import { toAppError } from '../../../../shared/app-error.ts';
import { ask } from '../../../client/ask.ts';
import { useHost } from '../../../client/studio-context.tsx';
import { tell, tellError } from '../../../state/notices.ts';
import { announce } from '../../../ui/live-region.tsx';
import { useSession } from '../session-context.tsx';

const REST_MS = 300;
const NONE: ReadonlyMap<string, SpeakerMatch> = new Map();
/** Matches a user said no to, by document, speaker and person. */
const rejected = new Set<string>();

/** What the voice library says of this document's speakers. `on` is unknown until the studio answered. */
export interface Voices {
  readonly on: boolean | undefined;
  readonly matches: ReadonlyMap<string, SpeakerMatch>;
  /** Takes a match for right. */
  readonly confirm: (speaker: string) => void;
  /** Takes a match for wrong: it is not shown again until the page is loaded anew. */
  readonly reject: (match: SpeakerMatch) => void;
  /** Keeps the voice of a speaker under the name they have here. */
  readonly remember: (speaker: string) => void;
}

/** Asks the voice library who the speakers are: when shown, and again after turns or names changed. */
export function useVoices({ turns, speakers }: VoxlaneDocument): Voices {
  const { t } = useTranslation('speakers');
  const { api } = useHost();
  const session = useSession();
  const [on, setOn] = useState<boolean>();
  const [matches, setMatches] = useState(NONE);
  const [taught, setTaught] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    const { signal } = abort;
    const look = async (): Promise<void> => {
      const state = await ask(api, 'voices.state', {}, { signal });
      if (signal.aborted) return;
      setOn(state.on);
      if (!state.on) return setMatches(NONE);
      await session.saved();
      const found = await ask(api, 'voices.match', { id: session.id }, { signal });
      if (signal.aborted) return;
      const kept = found.filter((match) => !rejected.has(rejectionOf(session.id, match)));
      setMatches(new Map(kept.map((match) => [match.speaker, match])));
    };
    const timer = setTimeout(() => {
      look().catch((error: unknown) => {
        if (!signal.aborted && toAppError(error).code !== 'connection-lost') tellError(error);
      });
    }, REST_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [api, session, turns, speakers, taught]);

  const confirm = useCallback(
    (speaker: string) => {
      session
        .change(() => ask(api, 'voices.confirm', { id: session.id, speaker }))
        .then(({ name, stored }) => {
          if (stored) announce(t('confirmed', { name }), true);
          else tell({ tone: 'info', text: t('confirmedOnly', { name }) });
        }, tellError);
    },
    [api, session, t],
  );
  const reject = useCallback(
    (match: SpeakerMatch) => {
      rejected.add(rejectionOf(session.id, match));
      setMatches((now) => new Map([...now].filter(([speaker]) => speaker !== match.speaker)));
    },
    [session],
  );
  const remember = useCallback(
    (speaker: string) => {
      const name = session.document.speakers.find(({ id }) => id === speaker)?.name ?? speaker;
      const add = async (): Promise<void> => {
        await session.saved();
        const voice = await ask(api, 'voices.add', { name, id: session.id, speaker });
        setTaught((count) => count + 1);
        if (voice.unlike) tell({ tone: 'warning', text: t('rememberedUnlike', { name }) });
        else tell({ tone: 'info', text: t('remembered', { name }) });
      };
      add().catch(tellError);
    },
    [api, session, t],
  );
  return useMemo(() => ({ on, matches, confirm, reject, remember }), [on, matches, confirm, reject, remember]);
}

function rejectionOf(id: number, { speaker, name }: SpeakerMatch): string {
  return JSON.stringify([id, speaker, name]);
}
