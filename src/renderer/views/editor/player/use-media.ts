import { useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { MediaOpening } from '../../../../contract/media-calls.ts';
import { toAppError } from '../../../../shared/app-error.ts';
import { ask } from '../../../client/ask.ts';
import { useHost } from '../../../client/studio-context.tsx';
import { tell, tellError } from '../../../state/notices.ts';
import { announce } from '../../../ui/live-region.tsx';
import { useSession } from '../session-context.tsx';
import { type MediaState, mediaStore } from './media-store.ts';

/** What the player shows once the recording was looked for: itself, or sound that was made of it before. */
function opened(opening: MediaOpening): Pick<MediaState, 'opening' | 'source' | 'failed'> {
  const source = opening.kind === 'ready' ? opening.source : opening.proxy;
  return { opening, ...(source === undefined ? {} : { source }), failed: undefined };
}

/** Whether the player is still that of this document: an answer may come after another one was opened. */
function isShown(id: number): boolean {
  return mediaStore.getState().document === id;
}

/** Opens the recording of the document. Its token is that of all windows that show it, so none of them closes it. */
export function useOpenMedia(): void {
  const { api } = useHost();
  const session = useSession();
  useEffect(() => {
    const abort = new AbortController();
    mediaStore.setState({ document: session.id }, true);
    ask(api, 'media.open', { id: session.id }, { signal: abort.signal }).then(
      (opening) => {
        if (!abort.signal.aborted) mediaStore.setState(opened(opening));
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
} {
  const { api } = useHost();
  const session = useSession();
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const reopen = useCallback(async (): Promise<void> => {
    const part = await ask(api, 'media.open', { id: session.id }).then(opened, (failed: unknown) => ({ failed }));
    if (isShown(session.id)) mediaStore.setState(part);
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

  return { reopen, makeProxy };
}

/** Finding a recording that was moved: `choose` lets the user point at a file, `take` links the one that was chosen. */
export function useRelink(): { readonly choose: () => void; readonly take: (path: string | undefined) => void } {
  const host = useHost();
  const session = useSession();
  const { t } = useTranslation('timeline');
  const { api } = host;

  const link = async (track: number, path: string | undefined): Promise<void> => {
    if (path === undefined) return;
    const outcome = await ask(api, 'media.relink', { id: session.id, track, path });
    if (outcome.kind === 'different') return void tell({ tone: 'warning', text: t('relinkDifferent') });
    const opening = await ask(api, 'media.open', { id: session.id });
    if (!isShown(session.id)) return;
    mediaStore.setState(({ relinks = 0 }) => ({ ...opened(opening), relinks: relinks + 1 }));
    if (opening.kind === 'ready') announce(t('relinked'));
  };
  const choose = (): void => {
    const { opening } = mediaStore.getState();
    if (opening?.kind !== 'missing' && opening?.kind !== 'changed') return;
    const { track, path } = opening;
    if (host.kind === 'browser') return mediaStore.setState({ relinking: { track, path } });
    host
      .pick({ what: 'recordings', title: t('relinkTitle') })
      .then(([chosen]) => link(track, chosen))
      .catch(tellError);
  };
  const take = (path: string | undefined): void => {
    const { relinking, ...rest } = mediaStore.getState();
    mediaStore.setState(rest, true);
    if (relinking !== undefined) link(relinking.track, path).catch(tellError);
  };
  return { choose, take };
}
