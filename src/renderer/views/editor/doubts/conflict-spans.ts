import type { StoredConflict } from '../../../../contract/document-calls.ts';
import type { DoubtOptions } from '../../../../core/doubts/find-doubts.ts';

/**
 * Lost edits whose operation says when it was meant for. One that only names a cue says nothing: ids are given anew when a
 * recording is run again. Operations come from the disk, so nothing of their form is taken for granted.
 */
export function conflictSpans(conflicts: readonly StoredConflict[]): NonNullable<DoubtOptions['conflicts']> {
  return conflicts.flatMap(({ operation, reason }) => {
    const span = spanOf(operation) ?? spanOf(fieldOf(operation, 'turn')) ?? momentOf(operation);
    return span === undefined ? [] : [{ ...span, reason }];
  });
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

function spanOf(value: unknown): { startMs: number; endMs: number } | undefined {
  const [startMs, endMs] = [fieldOf(value, 'startMs'), fieldOf(value, 'endMs')];
  if (!isTime(startMs) || !isTime(endMs) || endMs <= startMs) return undefined;
  return { startMs, endMs };
}

/** Around the moment at which a cue was split. */
function momentOf(operation: unknown): { startMs: number; endMs: number } | undefined {
  const timeMs = fieldOf(fieldOf(operation, 'at'), 'timeMs');
  return isTime(timeMs) ? { startMs: timeMs, endMs: timeMs + 1 } : undefined;
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}
