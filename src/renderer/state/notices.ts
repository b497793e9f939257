import type { ErrorData } from '../../shared/app-error.ts';
import { toAppError } from '../../shared/app-error.ts';
import { store } from './store.ts';

/** Something to tell at the edge of the window. `error` and `warning` stay until they are dismissed. */
export interface Notice {
  readonly key: number;
  readonly tone: 'info' | 'warning' | 'error';
  /** A warning that answers what was just tried: it goes by itself, as `info` does. */
  readonly isBrief?: boolean;
  readonly text: string;
  readonly error?: ErrorData;
  readonly action?: { readonly label: string; readonly run: () => void };
}

const MOST = 5;
let lastKey = 0;

export const notices = store<{ readonly list: readonly Notice[] }>({ list: [] });

/** Shows a message; one that is there already is not shown twice, and leads where the newer one does. Returns its key. */
export function tell(notice: Omit<Notice, 'key'>): number {
  const { list } = notices.getState();
  const same = list.find(({ tone, text }) => tone === notice.tone && text === notice.text);
  if (same !== undefined) {
    notices.setState({ list: list.map((each) => (each === same ? { ...notice, key: same.key } : each)) });
    return same.key;
  }
  lastKey += 1;
  notices.setState({ list: [...list, { ...notice, key: lastKey }].slice(-MOST) });
  return lastKey;
}

/** Says why what was just tried was not done. */
export function tellRefused(text: string): void {
  tell({ tone: 'warning', text, isBrief: true });
}

/** Shows what went wrong: three parts, and details to copy. Work that was cancelled is not told. */
export function tellError(error: unknown): void {
  const app = toAppError(error);
  if (app.code === 'cancelled') return;
  tell({ tone: 'error', text: app.parts.what, error: app.toData() });
}

/** Takes every error of a kind away: what it told of is over. */
export function dismissCode(code: ErrorData['code']): void {
  notices.setState(({ list }) => ({ list: list.filter(({ error }) => error?.code !== code) }));
}

export function dismiss(key: number): void {
  notices.setState(({ list }) => ({ list: list.filter((notice) => notice.key !== key) }));
}
