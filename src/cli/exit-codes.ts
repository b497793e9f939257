import type { ErrorCode } from '../shared/error-codes.ts';

/** Exit codes of the command, documented in the README; scripts rely on them. */
export const EXIT = {
  done: 0,
  internal: 1,
  usage: 2,
  badInput: 3,
  modelMissing: 4,
  partial: 5,
  overLimit: 6,
  cancelled: 130,
} as const;

/** The exit code of a command that failed as a whole. */
export function exitCodeOf(code: ErrorCode): number {
  switch (code) {
    case 'cancelled':
      return EXIT.cancelled;
    case 'options-invalid':
    case 'voice-library-off':
      return EXIT.usage;
    case 'model-missing':
    case 'model-corrupt':
    case 'model-unsupported':
    case 'model-busy':
    case 'download-failed':
    case 'access-denied':
      return EXIT.modelMissing;
    case 'input-not-found':
    case 'input-empty':
    case 'input-truncated':
    case 'input-not-media':
    case 'input-no-audio':
    case 'input-refused':
    case 'input-name-refused':
    case 'input-unreadable':
    case 'input-too-long':
    case 'decoder-missing':
    case 'decoder-failed':
    case 'document-missing':
    case 'evidence-missing':
    case 'format-unknown':
    case 'format-invalid':
    case 'format-newer':
    case 'source-refused':
    case 'source-failed':
    case 'source-too-large':
    case 'tool-missing':
    case 'dictionary-invalid':
    case 'nothing-yet':
    case 'no-sound-there':
    case 'voice-missing':
      return EXIT.badInput;
    case 'inference-failed':
    case 'out-of-memory':
    case 'output-failed':
    case 'disk-full':
    case 'keychain-unavailable':
    case 'engine-crashed':
    case 'engine-unresponsive':
    case 'engine-start-failed':
    case 'engine-protocol':
    case 'store-newer':
    case 'store-damaged':
    case 'store-locked':
    case 'store-unsupported':
    case 'remote-failed':
    case 'key-refused':
    case 'quota-exhausted':
    case 'llm-failed':
    case 'llm-context-overflow':
    case 'connection-lost':
    case 'timed-out':
    case 'not-signed-in':
    case 'request-refused':
    case 'read-only-client':
    case 'upload-failed':
    case 'internal':
      return EXIT.internal;
  }
}
