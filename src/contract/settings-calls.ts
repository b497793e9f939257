import { z } from 'zod';
import type { Settings } from '../core/settings/schema.ts';
import { call } from './call.ts';

/** The settings, and those that are not as their user left them. */
export interface SettingsState {
  readonly values: Settings;
  readonly notices: readonly { readonly key: string; readonly code: string; readonly message: string }[];
}

const key = z.string().min(1).max(200);

/** Settings belong to a library. */
export const settingsCalls = {
  'settings.get': call<SettingsState>()(z.object({})),
  'settings.set': call<SettingsState>()(z.object({ key, value: z.unknown() })),
  'settings.reset': call<SettingsState>()(z.object({ key })),
} as const;
