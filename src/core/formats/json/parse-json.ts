import { AppError, describeUnknown } from '../../../shared/app-error.ts';
import { withoutBom } from '../text-lines.ts';

/** Far deeper than any document, far below where recursive code runs out of stack. */
const DEEPEST = 64;

/** Strings, so that they are skipped, or the bare words Python writes where JSON has no number. */
const PYTHON_NUMBER = /"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/gsu;

/**
 * Parses JSON text; a leading byte order mark is allowed, and bare `NaN` and `Infinity` (Python's `json`) count as null.
 * `onMended` is told of texts that had one of these and are no JSON as they stand. Throws `AppError` `format-invalid` for
 * anything else that is not JSON, and for nesting deeper than 64.
 */
export function parseJson(text: string, onMended?: () => void): unknown {
  const plain = withoutBom(text);
  if (plain.length !== text.length) onMended?.();
  let value: unknown;
  try {
    value = JSON.parse(plain);
  } catch (cause) {
    try {
      value = JSON.parse(plain.replace(PYTHON_NUMBER, (token) => (token.startsWith('"') ? token : 'null')));
      onMended?.();
    } catch {
      throw notJson(describeUnknown(cause), cause);
    }
  }
  if (isTooDeep(value)) throw notJson(`nested deeper than ${DEEPEST} levels`);
  return value;
}

/** Documents hold a million plain values: only what can be nested is worth a call. */
function isTooDeep(value: unknown, left = DEEPEST): boolean {
  if (!isNested(value)) return false;
  if (left < 0) return true;
  if (Array.isArray(value)) {
    for (const item of value as readonly unknown[]) if (isNested(item) && isTooDeep(item, left - 1)) return true;
    return false;
  }
  for (const key in value) {
    const item = value[key];
    if (isNested(item) && isTooDeep(item, left - 1)) return true;
  }
  return false;
}

function isNested(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function notJson(reason: string, cause?: unknown): AppError {
  return new AppError(
    'format-invalid',
    {
      what: `The file is not JSON that can be read (${reason.slice(0, 200)}).`,
      meaning: 'It may be cut short, or be another format under this name.',
      action: 'Check the file, or name its format with the right extension.',
    },
    cause === undefined ? {} : { cause },
  );
}
