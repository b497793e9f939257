import { announceTime, playback, type Transport } from '../../../state/playback.ts';

export const SLOWEST = 0.5;
export const FASTEST = 3;

/** Plays a media element. Tells the time at every frame while it plays, and asks for no frames while it does not. */
export class MediaTransport implements Transport {
  readonly #media: HTMLMediaElement;
  readonly #onError: (error: unknown) => void;
  readonly #listeners = new AbortController();
  #frame: number | undefined;
  #stopTimer: ReturnType<typeof setTimeout> | undefined;
  #stopMs: number | undefined;

  /** Begins at `startMs`; `lengthMs` counts until the element knows better. */
  constructor(
    media: HTMLMediaElement,
    start: { readonly startMs: number; readonly lengthMs: number },
    onError: (error: unknown) => void,
  ) {
    this.#media = media;
    this.#onError = onError;
    media.preservesPitch = true;
    media.currentTime = start.startMs / 1000;
    const { signal } = this.#listeners;
    const listen = (names: readonly string[], run: () => void): void => {
      for (const name of names) media.addEventListener(name, run, { signal });
    };
    listen(['play'], () => this.#started());
    listen(['pause', 'ended', 'emptied'], () => this.#stopped());
    listen(['seeking', 'seeked', 'timeupdate'], () => this.#tell());
    listen(['ratechange'], () => {
      playback.setState({ rate: media.playbackRate });
      this.#planStop();
    });
    listen(['loadedmetadata', 'durationchange'], () => {
      const known = Number.isFinite(media.duration) ? Math.round(media.duration * 1000) : start.lengthMs;
      playback.setState({ ready: true, lengthMs: known });
    });
    playback.setState({ ready: false, playing: false, lengthMs: start.lengthMs, rate: media.playbackRate }, false);
  }

  nowMs(): number {
    return Math.round(this.#media.currentTime * 1000);
  }

  seek(ms: number): void {
    this.#stopMs = undefined;
    this.#go(ms);
    this.#planStop();
  }

  play(): void {
    this.#stopMs = undefined;
    this.#start();
  }

  pause(): void {
    this.#media.pause();
  }

  playSpan(startMs: number, endMs: number): void {
    this.#go(startMs);
    this.#stopMs = endMs;
    this.#start();
    this.#planStop();
  }

  setRate(rate: number): void {
    this.#media.playbackRate = Math.min(FASTEST, Math.max(SLOWEST, rate));
  }

  setLoop(span: { readonly startMs: number; readonly endMs: number } | undefined): void {
    const { loop: _old, ...rest } = playback.getState();
    playback.setState(span === undefined ? rest : { ...rest, loop: span }, true);
    this.#planStop();
  }

  /** Stops playing and listening. The element may be used by another one then. */
  close(): void {
    this.#listeners.abort();
    this.#media.pause();
    this.#stopped();
    const { loop: _old, ...rest } = playback.getState();
    playback.setState({ ...rest, ready: false, playing: false }, true);
  }

  #go(ms: number): void {
    const { lengthMs } = playback.getState();
    const within = Math.max(0, lengthMs > 0 ? Math.min(lengthMs, ms) : ms);
    this.#media.currentTime = within / 1000;
    announceTime(within);
  }

  #start(): void {
    this.#media.play().catch((error: unknown) => {
      // A pause or another source came before it could start; an element that cannot play says so itself.
      const isKnown = error instanceof DOMException && ['AbortError', 'NotSupportedError'].includes(error.name);
      if (!isKnown) this.#onError(error);
    });
  }

  #started(): void {
    playback.setState({ playing: true });
    this.#planStop();
    this.#frame ??= requestAnimationFrame(() => this.#tick());
  }

  #stopped(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
    clearTimeout(this.#stopTimer);
    playback.setState({ playing: false });
    this.#tell();
  }

  #tick(): void {
    this.#frame = requestAnimationFrame(() => this.#tick());
    this.#checkEnd();
    this.#tell();
  }

  #tell(): void {
    announceTime(this.#media.currentTime * 1000);
  }

  /** Frames stop in a window that is not seen; the end of a stretch has to be kept there too. */
  #planStop(): void {
    clearTimeout(this.#stopTimer);
    const endMs = this.#endMs();
    if (endMs === undefined || this.#media.paused) return;
    const leftMs = (endMs - this.#media.currentTime * 1000) / this.#media.playbackRate;
    this.#stopTimer = setTimeout(() => this.#checkEnd(), Math.max(0, leftMs));
  }

  #checkEnd(): void {
    const endMs = this.#endMs();
    if (endMs === undefined || this.#media.paused || this.#media.seeking) return;
    const nowMs = this.#media.currentTime * 1000;
    if (nowMs < endMs - 1) return;
    const { loop } = playback.getState();
    if (this.#stopMs === undefined && loop !== undefined) {
      this.#go(loop.startMs);
      this.#planStop();
      return;
    }
    this.#stopMs = undefined;
    this.#media.pause();
    this.#go(endMs);
  }

  /** Where playing ends or begins anew. A loop holds only from inside or in front of it. */
  #endMs(): number | undefined {
    if (this.#stopMs !== undefined) return this.#stopMs;
    const { loop } = playback.getState();
    return loop !== undefined && this.#media.currentTime * 1000 < loop.endMs + 500 ? loop.endMs : undefined;
  }
}

/** Keeps a position while there is nothing to play, so that times can be set and things found all the same. */
export function stillTransport(startMs: number): Transport {
  let atMs = startMs;
  return {
    nowMs: () => atMs,
    seek(ms) {
      atMs = Math.max(0, Math.round(ms));
      announceTime(atMs);
    },
    play: () => undefined,
    pause: () => undefined,
    playSpan(from) {
      this.seek(from);
    },
    setRate: () => undefined,
    setLoop: () => undefined,
  };
}
