import { store } from './store.ts';

/** What the player does now. Only the player writes it; `seconds` of the media element become whole milliseconds. */
export interface Playback {
  readonly ready: boolean;
  readonly playing: boolean;
  readonly rate: number;
  readonly lengthMs: number;
  /** Plays this stretch over and over. */
  readonly loop?: { readonly startMs: number; readonly endMs: number };
}

export const playback = store<Playback>({ ready: false, playing: false, rate: 1, lengthMs: 0 });

/** What the player can be told; nothing while there is none. */
export interface Transport {
  /** Exact position now, ms; reading it costs no drawing. */
  nowMs(): number;
  seek(ms: number): void;
  play(): void;
  pause(): void;
  /** Plays a stretch once and stops at its end. */
  playSpan(startMs: number, endMs: number): void;
  setRate(rate: number): void;
  setLoop(span: { readonly startMs: number; readonly endMs: number } | undefined): void;
}

let current: Transport | undefined;
const watchers = new Set<(ms: number) => void>();

/** The player announces itself; returns the function that takes it away. */
export function announceTransport(transport: Transport): () => void {
  current = transport;
  return () => {
    if (current === transport) current = undefined;
  };
}

/** The player now, if any. */
export function transport(): Transport | undefined {
  return current;
}

/** Tells the position at every frame while playing and after every seek; returns the function that stops it. */
export function onTime(watcher: (ms: number) => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** Called by the player, at most once a frame. */
export function announceTime(ms: number): void {
  for (const watcher of watchers) watcher(ms);
}
