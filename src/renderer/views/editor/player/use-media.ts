import { useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { MediaOpening, MediaSource } from '../../../../contract/media-calls.ts';
import { toAppError } from '../../../../shared/app-error.ts';
import { ask } from '../../../client/ask.ts';
import { useHost } from '../../../client/studio-context.tsx';
import { tell, tellError } from '../../../state/notices.ts';
import { useSession } from '../session-context.tsx';
import { mediaStore } from './media-store.ts';

/** What of an opening can be played. */
function playable(opening: MediaOpening): MediaSource | undefined {
  return opening.kind === 'ready' ? opening.source : opening.proxy;
}

/** Opens the recording of the document. Its token is that of all windows that show it, so none of them closes it. */
export function useOpenMedia(): void {
  const { api } = useHost();
  const session = useSession();
  useEffect(() => {
    const abort = new AbortController();
    mediaStore.setState({}, true);
    ask(api, 'media.open', { id: session.id }, { signal: abort.signal }).then(
      (opening) => {
        const source = playable(opening);
        if (abort.signal.aborted) return;
        mediaStore.setState({ opening, ...(source === undefined ? {} : { source }) });
      },
      (failed: unknown) => {
        if (!abort.signal.aborted) mediaStore.setState({ failed });
      },
    );
    return () => {
      abort.abort();
      mediaStore.setState({}, true);
    };
  }, [api, session]);
}

/** What can be done about a recording that cannot be played. */
export function useMediaActions(): {
  readonly reopen: () => Promise<void>;
  readonly makeProxy: () => Promise<void>;
  readonly relink: () => Promise<void>;
} {
  const host = useHost();
  const session = useSession();
  const { t } = useTranslation('timeline');
  const { api } = host;
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const reopen = useCallback(async (): Promise<void> => {
    try {
      const opening = await ask(api, 'media.open', { id: session.id });
      const source = playable(opening);
      mediaStore.setState({ opening, ...(source === undefined ? {} : { source }), failed: undefined });
    } catch (failed) {
      mediaStore.setState({ failed });
    }
  }, [api, session]);

  const makeProxy = useCallback(async (): Promise<void> => {
    if (running.current !== undefined) return;
    const abort = new AbortController();
    running.current = abort;
    const stop = api.on('media', ({ id, fraction }) => {
      const before = mediaStore.getState().proxyFraction ?? 0;
      if (id === session.id && fraction > before) mediaStore.setState({ proxyFraction: fraction });
    });
    mediaStore.setState({ proxyFraction: 0 });
    try {
      const source = await ask(api, 'media.proxy', { id: session.id }, { signal: abort.signal });
      if (!abort.signal.aborted) mediaStore.setState({ source });
    } catch (error) {
      if (toAppError(error).code !== 'cancelled') tellError(error);
    } finally {
      stop();
      running.current = undefined;
      const { proxyFraction: _gone, ...rest } = mediaStore.getState();
      mediaStore.setState(rest, true);
    }
  }, [api, session]);

  const relink = useCallback(async (): Promise<void> => {
    try {
      const [path] = await host.pick({ what: 'recordings', title: t('relinkTitle') });
      if (path === undefined) return;
      const outcome = await ask(api, 'media.relink', { id: session.id, path });
      if (outcome.kind === 'linked') {
        mediaStore.setState(({ relinks = 0 }) => ({ relinks: relinks + 1 }));
        await reopen();
      }
      if (outcome.kind === 'different') tell({ tone: 'warning', text: t('relinkDifferent') });
    } catch (error) {
      tellError(error);
    }
  }, [api, host, session, reopen, t]);

  return { reopen, makeProxy, relink };
}
