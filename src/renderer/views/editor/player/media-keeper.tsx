import { useEffect, useRef } from 'react';
import { useHost } from '../../../client/studio-context.tsx';
import { tellError } from '../../../state/notices.ts';
import { announceTime, announceTransport, playback } from '../../../state/playback.ts';
import { useStored } from '../../../state/store.ts';
import { useDocument } from '../session-context.tsx';
import { mediaStore } from './media-store.ts';
import { MediaTransport, stillTransport } from './media-transport.ts';
import { usePlayCommands } from './play-commands.ts';
import { useOpenMedia } from './use-media.ts';
import { rememberedVolume } from './volume.ts';

/**
 * Keeps the element that plays the recording while the document is open; the player shows it. Sound goes on while the
 * player is hidden.
 */
export function MediaKeeper() {
  useOpenMedia();
  usePlayCommands();
  const host = useHost();
  const parking = useRef<HTMLDivElement>(null);
  const at = useRef(0);
  const source = useStored(mediaStore, (state) => state.source);
  const lengthMs = useDocument((document) => document.media.durationMs);
  useEffect(() => {
    if (source === undefined) {
      const still = stillTransport(at.current);
      playback.setState({ ready: false, playing: false, lengthMs });
      const take = announceTransport(still);
      return () => {
        at.current = still.nowMs();
        take();
      };
    }
    const element = document.createElement(source.hasVideo ? 'video' : 'audio');
    element.preload = 'auto';
    element.volume = rememberedVolume();
    element.tabIndex = -1;
    const listeners = new AbortController();
    element.addEventListener(
      'error',
      () => {
        if (element.error !== null) mediaStore.setState({ failed: element.error });
      },
      { signal: listeners.signal },
    );
    element.src = host.mediaUrl(source.token);
    const player = new MediaTransport(element, { startMs: at.current, lengthMs }, tellError);
    const take = announceTransport(player);
    parking.current?.append(element);
    mediaStore.setState({ element, failed: undefined });
    return () => {
      at.current = player.nowMs();
      take();
      listeners.abort();
      player.close();
      element.removeAttribute('src');
      element.load();
      element.remove();
      const { element: _gone, ...rest } = mediaStore.getState();
      mediaStore.setState(rest, true);
    };
  }, [host, source, lengthMs]);
  useEffect(() => () => announceTime(0), []);
  return <div ref={parking} hidden data-media-parking />;
}

/** Shows the element in a box; the function returned puts it back out of sight, without a break in what is played. */
export function showIn(box: HTMLElement, element: HTMLMediaElement): () => void {
  element.className = 'size-full object-contain';
  box.append(element);
  return () => document.querySelector('[data-media-parking]')?.append(element);
}
