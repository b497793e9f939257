import type { CallInput, CallName, CallOutput } from '../contract/contract.ts';
import { valueOf } from '../contract/reply.ts';
import { type Logger, silentLogger } from '../shared/logger.ts';
import { libraryHome } from '../studio/folders.ts';
import type { StudioClient } from '../studio/studio-client.ts';
import type { Studio } from '../studio/studio.ts';
import { t } from './i18n/translate.ts';
import { withInterrupt } from './interrupt.ts';

export interface HomeFlags {
  readonly home?: string;
}

/** Who only looks something up is gone by then. */
const PATIENCE_MS = 1_500;

/** Shows warnings of the store on stderr. */
export const warnLogger: Logger = {
  ...silentLogger,
  warn: (message) => void process.stderr.write(`${t('result.warning', { message })}\n`),
};

/** Asks the chosen library for something, whoever has it open; Ctrl-C ends the wait. */
export function ask<Name extends CallName>(
  flags: HomeFlags,
  name: Name,
  input: CallInput<Name>,
): Promise<CallOutput<Name>> {
  return withInterrupt((signal) => askWith(flags, name, input, signal));
}

/** The same with the caller's own signal. */
export async function askWith<Name extends CallName>(
  flags: HomeFlags,
  name: Name,
  input: CallInput<Name>,
  signal: AbortSignal,
): Promise<CallOutput<Name>> {
  return valueOf(await (await clientOf(flags)).call(name, input, { signal }));
}

/** The chosen library, for questions one at a time. Loaded here, because help and option errors do without it. */
export async function clientOf(flags: HomeFlags): Promise<StudioClient> {
  const { StudioClient } = await import('../studio/studio-client.ts');
  return new StudioClient({ home: libraryHome(flags.home), log: warnLogger });
}

/** Opens the chosen library as its owner, answering other processes until `close`. */
export async function openStudio(flags: HomeFlags): Promise<Studio> {
  const { Studio } = await import('../studio/studio.ts');
  const studio = await Studio.open({ home: libraryHome(flags.home), log: warnLogger, patienceMs: PATIENCE_MS });
  studio.serve();
  return studio;
}
