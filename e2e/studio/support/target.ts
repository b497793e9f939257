import type { Page } from '@playwright/test';
import type { QueueHome } from '../../../tests/support/queue-home.ts';

/** What the studio runs in: Chromium with a server behind it, or the desktop app. */
export type TargetKind = 'browser' | 'electron';

/** One studio that a spec drives, in whatever it runs. */
export interface Target {
  /** The page; another one after a restart of the desktop app. */
  readonly page: Page;
  /** Starts what is not started and shows a place such as `#/queue`; '' is the first screen. */
  show(place: string): Promise<void>;
  /** Ends it like a power cut. */
  kill(): Promise<void>;
  /** Ends it as its user would. */
  stop(): Promise<void>;
  restart(): Promise<void>;
  /** Brings recordings in as a user would who has them at hand. */
  bring(paths: readonly string[]): Promise<void>;
  /** Pastes text into the page, as from another program. */
  paste(text: string): Promise<void>;
  /** Path of the one file that is saved while `act` is done. */
  saved(act: () => Promise<void>): Promise<string>;
}

export interface TargetParts {
  readonly home: QueueHome;
  /** Of this test alone. */
  readonly folder: string;
  readonly faults: string[];
}
