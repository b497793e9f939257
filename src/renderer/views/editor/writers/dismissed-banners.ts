import { store } from '../../../state/store.ts';

const KEY = 'voxlane.editor.substitutes.dismissed';
const MOST = 200;

/** Names a result of a recording: another run of it is told anew. */
export function resultKey(contentId: string, revision: number): string {
  return `${contentId} ${revision}`;
}

function remembered(): readonly string[] {
  try {
    const known: unknown = JSON.parse(globalThis.localStorage?.getItem(KEY) ?? '[]');
    return Array.isArray(known) ? known.filter((each) => typeof each === 'string') : [];
  } catch {
    return [];
  }
}

/** Results whose substitutes a user has seen to. */
export const dismissedBanners = store<{ readonly keys: readonly string[] }>({ keys: remembered() });

export function dismissBanner(key: string): void {
  const keys = [key, ...dismissedBanners.getState().keys.filter((each) => each !== key)].slice(0, MOST);
  dismissedBanners.setState({ keys });
  globalThis.localStorage?.setItem(KEY, JSON.stringify(keys));
}
