import type { Settings } from '../core/settings/schema.ts';
import { requireYes, type YesFlags } from './ask-yes.ts';
import { t } from './i18n/translate.ts';
import { requireOnline } from './library-defaults.ts';
import { printable } from './terminal-text.ts';

/** Where data of the user would go. */
export interface Place {
  readonly host: string;
  /** This computer, so that nothing leaves it. */
  readonly here: boolean;
  /** Unencrypted. */
  readonly plain: boolean;
  readonly agreed: boolean;
}

/**
 * Shows where data goes before anything is sent. Asks, unless it stays on this computer or its host was agreed to before.
 * True when the user agreed just now. Throws `cancelled`, and `source-refused` while the network is switched off.
 */
export async function agreeToPlace(
  words: 'remote' | 'llm',
  place: Place,
  flags: YesFlags,
  settings: Pick<Settings, 'offline'>,
  command: string,
): Promise<boolean> {
  const host = printable(place.host);
  if (place.here) {
    process.stderr.write(`${t(`${words}.here`, { host })}\n`);
    return false;
  }
  requireOnline(settings, 'source-refused');
  if (place.agreed) {
    process.stderr.write(`${t(`${words}.sends`, { host })}\n`);
    return false;
  }
  await requireYes(t(place.plain ? `${words}.consentPlain` : `${words}.consent`, { host }), flags, command);
  return true;
}
