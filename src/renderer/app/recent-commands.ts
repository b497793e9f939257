import { z } from 'zod';

const KEY = 'voxlane.palette.recent';
const MOST = 8;
const schema = z.array(z.string().max(200)).max(MOST);

/** Keys of the entries of the palette that were used last, newest first. */
export function recentEntries(storage: Storage = localStorage): readonly string[] {
  try {
    return schema.parse(JSON.parse(storage.getItem(KEY) ?? '[]'));
  } catch {
    // Written by another version or by hand: a lost convenience, nothing else.
    return [];
  }
}

export function rememberEntry(key: string, storage: Storage = localStorage): void {
  const list = [key, ...recentEntries(storage).filter((each) => each !== key)].slice(0, MOST);
  storage.setItem(KEY, JSON.stringify(list));
}
