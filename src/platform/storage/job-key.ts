import { createHash } from 'node:crypto';

/**
 * Name of the folder that holds a job's checkpoints: a hash over everything that can change a stage's output (content
 * id, options, models with their file hashes, stage versions). Equal work meets its own checkpoints again; any change misses.
 */
export function jobKey(parts: Readonly<Record<string, unknown>>): string {
  return createHash('sha256').update(canonicalJson(parts)).digest('hex').slice(0, 32);
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}
