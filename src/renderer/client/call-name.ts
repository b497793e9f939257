let calls = 0;

/** A name for a call that tells its progress, of its own among all windows; a page without TLS has no `crypto.randomUUID`. */
export function newCallName(): string {
  return `${Date.now()}-${Math.random()}-${++calls}`;
}
