import type { LanguageProgress, ListedLlm } from '../../../../contract/language-calls.ts';
import type { StudioApi } from '../../../../contract/studio-api.ts';
import type { Alert } from '../../../../shared/alert.ts';
import { newCallName } from '../../../client/call-name.ts';
import { tell } from '../../../state/notices.ts';
import { store } from '../../../state/store.ts';
import { sayAlert } from '../../../ui/say-alert.ts';
import { TimeLeft } from './time-left.ts';

/** A language model at work on a document; it goes on while other places are shown. */
export interface LanguageWork {
  readonly document: number;
  readonly kind: LanguageProgress['kind'];
  /** What it writes in; absent when it sorts cues into classes, or where that is not known. */
  readonly language?: string | undefined;
  readonly done: number;
  readonly total: number;
  /** Milliseconds it may still take, as far as that is known. */
  readonly etaMs?: number | undefined;
  /** The provider wants a pause until then, milliseconds since 1970. */
  readonly pausedUntilMs?: number | undefined;
  /** What a model of this computer did without so far. */
  readonly alerts?: readonly Alert[] | undefined;
  readonly stop: () => void;
}

/** What would leave the computer, and what happens once somebody agreed. */
export interface LeaveQuestion {
  /** What the model is to do. */
  readonly kind: LanguageProgress['kind'];
  readonly hosts: readonly string[];
  readonly go: () => void;
}

export const languageWork = store<{ readonly running?: LanguageWork | undefined; readonly question?: LeaveQuestion }>(
  {},
);

/** Whether a language model is at work for this page; a second piece of work would cost as much and hide the first. */
export function isWorking(): boolean {
  return languageWork.getState().running !== undefined;
}

/** Keeps in sight, once the work is over, what a model of this computer did without. */
export function tellAlerts(texts: Parameters<typeof sayAlert>[0], alerts: readonly Alert[]): void {
  for (const alert of alerts) tell({ tone: 'warning', text: sayAlert(texts, alert).text });
}

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
  of: Pick<LanguageWork, 'document' | 'kind' | 'language' | 'total'>,
  ask: (call: string, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const abort = new AbortController();
  const call = newCallName();
  const stop = (): void => abort.abort();
  const left = new TimeLeft(performance.now());
  const show = (part: Pick<LanguageWork, 'done' | 'total' | 'pausedUntilMs' | 'alerts'>): void => {
    const etaMs = left.of(part.done, part.total, performance.now());
    languageWork.setState({ running: { ...of, ...part, etaMs, stop } });
  };
  show({ done: 0, total: of.total });
  const unlisten = api.on('language', (progress) => {
    const { done, total, pausedUntilMs, alerts } = progress;
    if (progress.call === call) show({ done, total, pausedUntilMs, alerts });
  });
  try {
    return await ask(call, abort.signal);
  } finally {
    unlisten();
    languageWork.setState({ running: undefined });
  }
}
