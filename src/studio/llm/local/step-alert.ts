import { basename } from 'node:path';
import { rungText } from '../../../core/llm/local-rungs.ts';
import type { Alert } from '../../../shared/alert.ts';
import type { LocalLlmStep } from './local-llm.ts';

/** Tells that a language model of this computer goes on with less memory, and with how much. */
export function stepAlert({ from, to, error }: LocalLlmStep): Alert {
  const reason = error.parts.what;
  const variant = from.path !== to.path ? 'file' : from.gpu !== to.gpu ? 'processor' : 'context';
  return {
    code: 'llm-stepped-down',
    severity: 'warning',
    message: `The language model goes on with less memory: now ${rungText(to)}. The cause: ${reason}`,
    values: { variant, from: basename(from.path), to: basename(to.path), tokens: to.contextTokens, reason },
  };
}
