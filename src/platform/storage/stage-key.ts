import { createHash } from 'node:crypto';

/**
 * Name of a stage's output over one track: a hash over everything that can change it (content id, stage and version, the
 * options that matter to it, models with their file hashes, the key of the stage whose output it takes). Equal work
 * meets its own results again; any change misses.
 */
export function stageKey(parts: Readonly<Record<string, unknown>>): string {
  return createHash('sha256').update(canonicalJson(parts)).digest('hex').slice(0, 32);
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}
