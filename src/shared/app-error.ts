import { ERROR_CODES, type ErrorCode } from './error-codes.ts';

/** The three parts every message has: what happened, what it means, what to do. */
export interface ErrorParts {
  readonly what: string;
  readonly meaning: string;
  readonly action: string;
}

/** Plain-data form of an `AppError`, safe to structured-clone across processes and to print as JSON. */
export interface ErrorData extends ErrorParts {
  readonly code: ErrorCode;
  readonly details?: Readonly<Record<string, string | number | boolean>>;
  readonly causeText?: string;
}

export interface AppErrorOptions {
  readonly cause?: unknown;
  readonly details?: Readonly<Record<string, string | number | boolean>>;
}

/**
 * The one error class of the product. `code` is stable and machine-readable; `message` joins the three parts.
 * `details` holds only values that are safe to log (no secrets, no file contents).
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly parts: ErrorParts;
  readonly details: Readonly<Record<string, string | number | boolean>> | undefined;

  constructor(code: ErrorCode, parts: ErrorParts, options: AppErrorOptions = {}) {
    super(
      `${parts.what} ${parts.meaning} ${parts.action}`,
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.name = 'AppError';
    this.code = code;
    this.parts = parts;
    this.details = options.details;
  }

  /** Plain-data form; the cause is flattened to its text. */
  toData(): ErrorData {
    const causeText = this.cause === undefined ? undefined : describeUnknown(this.cause);
    return {
      code: this.code,
      ...this.parts,
      ...(this.details === undefined ? {} : { details: this.details }),
      ...(causeText === undefined ? {} : { causeText }),
    };
  }

  /** Rebuilds an error that crossed a process boundary. */
  static fromData(data: ErrorData): AppError {
    const code = ERROR_CODES.includes(data.code) ? data.code : 'internal';
    return new AppError(
      code,
      { what: data.what, meaning: data.meaning, action: data.action },
      {
        ...(data.causeText === undefined ? {} : { cause: data.causeText }),
        ...(data.details === undefined ? {} : { details: data.details }),
      },
    );
  }
}

/** Text of any thrown value: an Error's message, or the value as a string. */
export function describeUnknown(value: unknown): string {
  if (value instanceof Error) return value.message;
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
}

/** Any thrown value as an `AppError`: unchanged if it is one, `cancelled` for aborts, `internal` (with cause) otherwise. */
export function toAppError(value: unknown): AppError {
  if (value instanceof AppError) return value;
  if (value instanceof Error && value.name === 'AbortError') return cancelled(value);
  return new AppError(
    'internal',
    {
      what: `Voxlane hit an unexpected fault: ${describeUnknown(value)}.`,
      meaning: 'This is a defect in Voxlane, not in your file.',
      action: 'Run `voxlane doctor` and report this message with its output.',
    },
    { cause: value },
  );
}

/** The error for work that its user or owner stopped. */
export function cancelled(cause?: unknown): AppError {
  return new AppError(
    'cancelled',
    {
      what: 'The work was cancelled.',
      meaning: 'No output file was left half-written.',
      action: 'Run it again when you are ready.',
    },
    cause === undefined ? {} : { cause },
  );
}
