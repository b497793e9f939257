import { type SettingKey, SETTINGS, type Settings } from '../../core/settings/schema.ts';
import type { ConnectionState } from '../../contract/bridge.ts';
import type { CallOutput } from '../../contract/contract.ts';
import type { StudioApi } from '../../contract/studio-api.ts';
import { ask } from '../client/ask.ts';
import { comebacks } from '../client/comebacks.ts';
import type { Host } from '../client/host.ts';
import { store } from './store.ts';
import { takeTurns } from './take-turns.ts';

/** The settings of the library as the page knows them. */
export const settingsStore = store<{ readonly values?: Settings }>({});

/** The value of a setting now; the standard one before the library was asked. */
export function settingNow<Key extends SettingKey>(key: Key): Settings[Key] {
  const { values } = settingsStore.getState();
  // The table of settings is typed by each key; what stands under a key is of its type.
  return (values === undefined ? SETTINGS[key].default : values[key]) as Settings[Key];
}

/** Whether the browser underlines misspelt words in the text of cues; selects from `settingsStore`. */
export function spellChecked({ values }: { readonly values?: Settings }): boolean {
  return values?.spellCheck ?? SETTINGS.spellCheck.default;
}

/** A change that is shown and that the library has not answered yet. */
interface Waiting {
  readonly key: SettingKey;
  readonly value: unknown;
}

const waiting: Waiting[] = [];
/** What the library said last. */
let said: Settings | undefined;
/** Counts looks and answers, to tell which of them is newer. */
let clock = 0;
/** When the look began whose answer was taken last. */
let lookedAt = 0;
/** When the library answered to a change of a setting, and the changes of one, one after the other. */
const answeredAt = new Map<SettingKey, number>();
const turns = new Map<SettingKey, ReturnType<typeof takeTurns>>();

/** Shows what the library said, with the changes that wait on top. */
function show(): void {
  if (said === undefined) return;
  const values = waiting.reduce((all, { key, value }) => ({ ...all, [key]: value }), said);
  settingsStore.setState({ values });
}

/** Asks the library for the settings and shows them. Throws what `settings.get` throws. */
export async function loadSettings(
  api: StudioApi,
  run: { readonly signal?: AbortSignal } = {},
): Promise<CallOutput<'settings.get'>> {
  const began = ++clock;
  const state = await ask(api, 'settings.get', {}, run);
  if (began < lookedAt) return state;
  lookedAt = began;
  // What was changed meanwhile is newer, also where it has no value any more.
  const newer = [...answeredAt].flatMap(([key, at]) => (at > began ? [[key, said?.[key]] as const] : []));
  said = { ...state.values, ...Object.fromEntries(newer) };
  show();
  return state;
}

/**
 * Keeps the settings of the page right: asks at once, and again when this window may have missed changes, after a lost
 * connection and when it gets the pen from another one. Returns the function that stops it.
 */
export function followSettings(
  host: Pick<Host, 'api' | 'onConnection' | 'pen'>,
  failed: (error: unknown) => void,
): () => void {
  const isBack = comebacks();
  let connection: ConnectionState | undefined;
  const load = (): void => void loadSettings(host.api).catch(failed);
  load();
  const stops = [
    host.onConnection((now) => {
      connection = now;
      if (isBack(now)) load();
    }),
    // The pen that comes with the connection is no news.
    host.pen?.onChange((now) => (now === 'held' && connection === 'ready' ? load() : undefined)),
  ];
  return () => {
    for (const stop of stops) stop?.();
  };
}

/** Writes a setting and shows it at once. Throws what `settings.set` throws; what the library has is shown again then. */
export async function setSetting<Key extends SettingKey>(
  api: StudioApi,
  key: Key,
  value: Settings[Key],
): Promise<void> {
  if (waiting.length === 0) said = settingsStore.getState().values;
  const change: Waiting = { key, value };
  waiting.push(change);
  show();
  let inTurn = turns.get(key);
  if (inTurn === undefined) turns.set(key, (inTurn = takeTurns()));
  try {
    // Each is sent at once, so that it is not lost with the page; its answer says nothing of what others changed since.
    const { values } = await inTurn(() =>
      value === undefined ? ask(api, 'settings.reset', { key }) : ask(api, 'settings.set', { key, value }),
    );
    answeredAt.set(key, ++clock);
    said = said === undefined ? values : { ...said, [key]: values[key] };
  } finally {
    waiting.splice(waiting.indexOf(change), 1);
    show();
  }
}
