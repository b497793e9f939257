import { z } from 'zod';

/** Where a user was in a document: the current cue, and the playhead in ms. */
export interface Place {
  readonly cueId: string;
  readonly timeMs: number;
}

const KEY = 'voxlane.editor.places';
/** Documents whose place is kept, the latest first. */
const MOST = 200;

const placesSchema = z
  .array(z.object({ of: z.string(), cueId: z.string(), timeMs: z.int().nonnegative() }))
  .max(MOST)
  .catch([]);

/** Names a project of one library; another library may have the same numbers. */
export function placeKey(project: number, contentId: string): string {
  return `${project} ${contentId}`;
}

/** Where a user left a document; undefined where none did, or this browser keeps nothing. */
export function lastPlace(key: string, storage: Pick<Storage, 'getItem'> = localStorage): Place | undefined {
  return kept(storage).find(({ of }) => of === key);
}

/** Remembers where a user leaves a document. */
export function rememberPlace(key: string, place: Place, storage: Storage = localStorage): void {
  const others = kept(storage).filter(({ of }) => of !== key);
  const { cueId, timeMs } = place;
  storage.setItem(KEY, JSON.stringify([{ of: key, cueId, timeMs }, ...others].slice(0, MOST)));
}

function kept(storage: Pick<Storage, 'getItem'>): z.output<typeof placesSchema> {
  try {
    return placesSchema.parse(JSON.parse(storage.getItem(KEY) ?? '[]'));
  } catch {
    return [];
  }
}
