import type { CallName } from '../contract/contract.ts';
import { isWebAddress } from '../core/sources/url-policy.ts';
import { AppError } from '../shared/app-error.ts';

/** Calls that always ask something of the network. Jobs of web addresses refuse when they run. */
const ONLINE: ReadonlySet<CallName> = new Set(['models.pull', 'tools.update', 'sources.look'] satisfies CallName[]);

/**
 * Throws `source-refused` (an address) or `download-failed` (anything else) for a call that would use the network. For
 * users who switched it off.
 */
export function refuseOffline(name: CallName, input: unknown): void {
  const { lookUp, inputs } = (input ?? {}) as { readonly lookUp?: unknown; readonly inputs?: readonly unknown[] };
  const looksUp = name === 'queue.plan' && lookUp === true;
  const asksAddress = looksUp && inputs?.some((text) => typeof text === 'string' && isWebAddress(text)) === true;
  if (!ONLINE.has(name) && !asksAddress) return;
  throw new AppError(asksAddress || name === 'sources.look' ? 'source-refused' : 'download-failed', {
    what: 'The setting "offline" is on.',
    meaning: 'Nothing was asked of the network.',
    action: 'Switch it off in the settings, then try again.',
  });
}
