import type { ListedLlm } from '../../../../contract/language-calls.ts';
import type { StudioApi } from '../../../../contract/studio-api.ts';
import { newCallName } from '../../../client/call-name.ts';
import { store } from '../../../state/store.ts';

/** A language model at work on a document; it goes on while other places are shown. */
export interface LanguageWork {
  readonly document: number;
  /** What it translates to; absent when it sorts cues into classes. */
  readonly language?: string | undefined;
  readonly done: number;
  readonly total: number;
  /** The provider wants a pause until then, milliseconds since 1970. */
  readonly pausedUntilMs?: number | undefined;
  readonly stop: () => void;
}

/** What would leave the computer, and what happens once somebody agreed. */
export interface LeaveQuestion {
  readonly hosts: readonly string[];
  readonly go: () => void;
}

export const languageWork = store<{ readonly running?: LanguageWork | undefined; readonly question?: LeaveQuestion }>(
  {},
);

const TOLD_KEY = 'voxlane.llm.told';

function toldHosts(): readonly string[] {
  try {
    const known: unknown = JSON.parse(globalThis.localStorage?.getItem(TOLD_KEY) ?? '[]');
    return Array.isArray(known) ? known.filter((each) => typeof each === 'string') : [];
  } catch {
    return [];
  }
}

/** Hosts that texts would go to and that nobody was told of in this browser yet. */
export function untoldHosts(models: readonly ListedLlm[]): readonly string[] {
  const told = toldHosts();
  const hosts = models.flatMap(({ leavesComputer, host, problem }) =>
    leavesComputer && problem === undefined && host !== undefined ? [host] : [],
  );
  return [...new Set(hosts)].filter((host) => !told.includes(host));
}

/** Remembers that somebody agreed to hosts. */
export function rememberTold(hosts: readonly string[]): void {
  globalThis.localStorage?.setItem(TOLD_KEY, JSON.stringify([...new Set([...toldHosts(), ...hosts])]));
}

/** Does one piece of language work and shows how far it is; `ask` makes the call. Throws what the call throws. */
export async function runLanguageWork<T>(
  api: StudioApi,
  of: Pick<LanguageWork, 'document' | 'language' | 'total'>,
  ask: (call: string, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const abort = new AbortController();
  const call = newCallName();
  const stop = (): void => abort.abort();
  const show = (done: number, total: number, pausedUntilMs?: number): void => {
    languageWork.setState({ running: { ...of, done, total, pausedUntilMs, stop } });
  };
  show(0, of.total);
  const unlisten = api.on('language', (progress) => {
    if (progress.call === call) show(progress.done, progress.total, progress.pausedUntilMs);
  });
  try {
    return await ask(call, abort.signal);
  } finally {
    unlisten();
    languageWork.setState({ running: undefined });
  }
}
