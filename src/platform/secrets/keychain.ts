import { fileURLToPath } from 'node:url';
import { AppError } from '../../shared/app-error.ts';
import { runScript } from '../process/run-script.ts';
import type { KeychainFault } from '../../shared/keychain-faults.ts';
import { type KeychainAnswer, keychainAnswer, type KeychainRequest } from './keychain-protocol.ts';

/** The keychain cannot be used: no service, locked, the package missing, no answer in time. */
interface KeychainUnavailable {
  readonly kind: 'unavailable';
  readonly code: KeychainFault;
  readonly reason: string;
}

export type ReadSecret =
  { readonly kind: 'found'; readonly value: string } | { readonly kind: 'absent' } | KeychainUnavailable;
export type WrittenSecret = { readonly kind: 'stored' } | KeychainUnavailable;
export type RemovedSecret = { readonly kind: 'removed' } | { readonly kind: 'absent' } | KeychainUnavailable;

export interface KeychainOptions {
  readonly signal: AbortSignal;
  /** Longest wait. Short where nobody may be there to answer a dialog. */
  readonly deadlineMs?: number;
}

/** A keychain that is open answers in milliseconds; one that is locked and has no screen for its dialog, never. */
const READ_DEADLINE_MS = 5_000;
/** Time for a person to unlock the keychain. */
const CHANGE_DEADLINE_MS = 60_000;

/** Reads a secret from the system's keychain. Never waits for longer than its deadline. Throws `cancelled`. */
export async function readSecret(name: string, options: KeychainOptions): Promise<ReadSecret> {
  const answer = await ask({ action: 'read', name }, { deadlineMs: READ_DEADLINE_MS, ...options });
  return answer.kind === 'done' ? unexpected() : answer;
}

/** Stores a secret, replacing an older one of that name. Throws `cancelled`. */
export async function writeSecret(name: string, value: string, options: KeychainOptions): Promise<WrittenSecret> {
  const answer = await ask({ action: 'write', name, value }, { deadlineMs: CHANGE_DEADLINE_MS, ...options });
  if (answer.kind === 'unavailable') return answer;
  return answer.kind === 'done' ? { kind: 'stored' } : unexpected();
}

/** Deletes a secret. Throws `cancelled`. */
export async function removeSecret(name: string, options: KeychainOptions): Promise<RemovedSecret> {
  const answer = await ask({ action: 'remove', name }, { deadlineMs: CHANGE_DEADLINE_MS, ...options });
  if (answer.kind === 'found') return unexpected();
  return answer.kind === 'done' ? { kind: 'removed' } : answer;
}

/** What a program needs to find the keychain of the person who is logged in. */
const ENVIRONMENT = ['DBUS_SESSION_BUS_ADDRESS', 'XDG_RUNTIME_DIR', 'USERPROFILE', 'APPDATA', 'LOCALAPPDATA'];

async function ask(
  request: KeychainRequest,
  { signal, deadlineMs }: Required<KeychainOptions>,
): Promise<Exclude<KeychainAnswer, { kind: 'unavailable' }> | KeychainUnavailable> {
  const env: Record<string, string> = {};
  for (const name of ENVIRONMENT) {
    const value = process.env[name];
    if (value !== undefined) env[name] = value;
  }
  try {
    const run = await runScript({
      script: fileURLToPath(import.meta.url).replace(/keychain\.(ts|js)$/, 'keychain-child.$1'),
      args: [],
      signal,
      wallMs: deadlineMs,
      graceMs: 200,
      env,
      input: JSON.stringify(request),
      stdoutBytes: 64 * 1024,
    });
    if (run.ended !== 'itself')
      return unavailable(
        'no-answer',
        `it did not answer within ${deadlineMs / 1000} s; it may be locked or wait for a dialog`,
      );
    const answer = keychainAnswer.parse(JSON.parse(run.stdout));
    return answer.kind === 'unavailable' ? unavailable('refused', answer.reason) : answer;
  } catch (cause) {
    if (cause instanceof AppError && cause.code === 'cancelled') throw cause;
    return unavailable(
      'no-helper',
      cause instanceof AppError ? cause.parts.what : 'its helper process ended without an answer',
    );
  }
}

function unavailable(code: KeychainFault, reason: string): KeychainUnavailable {
  return { kind: 'unavailable', code, reason: reason.split('\n', 1)[0]?.slice(0, 300) ?? '' };
}

function unexpected(): KeychainUnavailable {
  return unavailable('no-helper', 'its helper process gave another answer than asked for');
}
