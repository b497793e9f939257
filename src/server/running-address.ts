import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const addressSchema = z.object({ origin: z.url({ protocol: /^http$/ }) });
/** A server that lives answers at once. */
const ANSWER_MS = 3_000;

/** Writes down where a server listens, for `--url` in another terminal. */
export function noteAddress(accessFolder: string, origin: string): void {
  writeFileSync(join(accessFolder, 'address'), JSON.stringify({ origin }), { mode: 0o600 });
}

export function forgetAddress(accessFolder: string): void {
  rmSync(join(accessFolder, 'address'), { force: true });
}

/** Where the server of a library listens; undefined when none does. */
export async function runningAddress(library: string): Promise<string | undefined> {
  const path = join(library, 'access', 'address');
  if (!existsSync(path)) return undefined;
  try {
    const { origin } = addressSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    const answer = await fetch(`${origin}/session`, { signal: AbortSignal.timeout(ANSWER_MS) });
    await answer.arrayBuffer();
    return answer.status === 401 ? origin : undefined;
  } catch {
    return undefined;
  }
}
