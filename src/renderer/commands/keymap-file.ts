import { z } from 'zod';
import { SETTINGS, type Settings } from '../../core/settings/schema.ts';
import { AppError } from '../../shared/app-error.ts';
import { CATALOGUE } from './catalogue.ts';

/** The keys of one user, as a file that others can take over. */
export interface KeymapFile {
  readonly keymap: Settings['keymap'];
  readonly keys: Settings['keymapOverrides'];
}

const FORMAT = 'voxlane-keymap';
/** A keymap is a few kilobytes; anything larger is another file. */
const MOST_CHARACTERS = 200_000;

const schema = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(1),
  keymap: SETTINGS.keymap.schema,
  keys: SETTINGS.keymapOverrides.schema,
});

export function writeKeymapFile({ keymap, keys }: KeymapFile): string {
  return `${JSON.stringify({ format: FORMAT, version: 1, keymap, keys }, null, 2)}\n`;
}

/** Reads such a file. Commands this version does not have are left out and named. Throws `format-invalid`. */
export function readKeymapFile(text: string): KeymapFile & { readonly unknown: readonly string[] } {
  const parsed = schema.safeParse(text.length > MOST_CHARACTERS ? undefined : parseJson(text));
  if (!parsed.success) {
    throw new AppError(
      'format-invalid',
      {
        what: 'This file is not a keymap of Voxlane.',
        meaning: 'Your keys were not changed.',
        action: 'Choose a file that was exported under Settings, Keys.',
      },
      { cause: parsed.error },
    );
  }
  const { keymap, keys } = parsed.data;
  const known = new Set<string>(CATALOGUE.map(({ id }) => id));
  return {
    keymap,
    keys: Object.fromEntries(Object.entries(keys).filter(([id]) => known.has(id))),
    unknown: Object.keys(keys).filter((id) => !known.has(id)),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
