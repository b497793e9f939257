import { z } from 'zod';
import type { EventName, StudioEvents } from './events.ts';

/** Who may change things: this window, another one, or nobody until somebody takes the pen. */
export type PenState = 'held' | 'elsewhere' | 'free';

/** One event on its way. */
export type SentEvent = { readonly [Name in EventName]: readonly [name: Name, data: StudioEvents[Name]] }[EventName];

/** What the server says over the socket. `seq` counts events, those that had to be left out too. */
export type ServerMessage =
  | { readonly type: 'hello'; readonly boot: string; readonly pen: PenState }
  | { readonly type: 'events'; readonly seq: number; readonly events: readonly SentEvent[] }
  | { readonly type: 'pen'; readonly pen: PenState }
  | { readonly type: 'ping' };

/** What a page says over the socket. Untrusted. */
export const clientMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('pong') }),
  z.object({ type: z.literal('take-pen') }),
]);

export type ClientMessage = z.infer<typeof clientMessageSchema>;

/** A window's name for itself, so that it keeps the pen over a lost connection. */
export const clientIdSchema = z.string().regex(/^[A-Za-z0-9_-]{16,64}$/);

/** Header of a call that says which window asks. */
export const CLIENT_HEADER = 'x-voxlane-client';
/** Close code of a socket whose window connected anew. */
export const CLOSE_REPLACED = 4409;
/** Close code of a socket that did not answer pings or could not keep up. */
export const CLOSE_STALLED = 4408;
/** How often the server pings; a window that hears nothing for twice as long takes the connection for lost. Milliseconds. */
export const PING_MS = 15_000;

/** The answer to each step of an upload. Sizes are bytes. */
export interface UploadState {
  readonly id: string;
  /** How much has arrived. */
  readonly offset: number;
  /** Most bytes to send at a time. */
  readonly chunkBytes: number;
  /** Where the file is, once it is whole. */
  readonly path?: string;
}

/** What a page says about a file before it sends it. */
export const uploadWishSchema = z.object({ name: z.string().min(1).max(1000), sizeBytes: z.int().min(1) });
