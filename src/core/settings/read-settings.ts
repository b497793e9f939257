import { isSettingKey, SETTINGS, type SettingKey, type Settings } from './schema.ts';

/** A stored value that is not used, as it was found. */
export interface RejectedSetting {
  readonly key: string;
  readonly value: string;
  /** `unreadable`: not JSON. `refused`: not a value of this setting. `unknown`: no setting of this version. */
  readonly code: 'unreadable' | 'refused' | 'unknown';
  readonly reason: string;
}

export interface ReadSettings {
  readonly settings: Settings;
  readonly rejected: readonly RejectedSetting[];
}

/** Says what is wrong with a value beyond its shape, e.g. a profile that does not exist; `undefined` when nothing is. */
export type ExtraCheck = (key: SettingKey, value: unknown) => string | undefined;

const nothing: ExtraCheck = () => undefined;

/**
 * Settings from stored keys and JSON texts. Never throws: whatever cannot be used leaves the default in its place and is
 * returned with the reason.
 */
export function parseSettings(
  rows: readonly { readonly key: string; readonly value: string }[],
  check: ExtraCheck = nothing,
): ReadSettings {
  const values: Record<string, unknown> = {};
  for (const [key, { default: standard }] of Object.entries(SETTINGS)) values[key] = standard;
  const rejected: RejectedSetting[] = [];
  for (const { key, value } of rows) {
    const reject = (code: RejectedSetting['code'], reason: string): void =>
      void rejected.push({ key, value, code, reason });
    if (!isSettingKey(key)) {
      reject('unknown', 'This version of Voxlane has no such setting.');
      continue;
    }
    const json = parseJson(value);
    if (json === undefined) {
      reject('unreadable', 'The stored text is damaged.');
      continue;
    }
    const parsed = parseSetting(key, json.value, check);
    if (parsed.kind === 'refused') reject('refused', parsed.reason);
    else values[key] = parsed.value;
  }
  return { settings: values as unknown as Settings, rejected };
}

/** Checks one value of a setting. */
export function parseSetting(
  key: SettingKey,
  value: unknown,
  check: ExtraCheck = nothing,
): { readonly kind: 'ok'; readonly value: unknown } | { readonly kind: 'refused'; readonly reason: string } {
  const parsed = SETTINGS[key].schema.safeParse(value);
  if (!parsed.success) {
    return {
      kind: 'refused',
      reason: `It is not a value for ${key}: ${parsed.error.issues[0]?.message ?? 'refused'}.`,
    };
  }
  const problem = check(key, parsed.data);
  return problem === undefined ? { kind: 'ok', value: parsed.data } : { kind: 'refused', reason: problem };
}

function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}
