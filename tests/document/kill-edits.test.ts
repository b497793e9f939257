import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { newDocument } from '../../src/core/document/new-document.ts';
import { jobsTable } from '../../src/platform/store/jobs-table.ts';
import { openStore } from '../../src/platform/store/open-store.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import { addRevision } from '../../src/studio/documents/add-revision.ts';
import { documentLibrary } from '../../src/studio/documents/document-library.ts';
import { editHistory } from '../../src/studio/documents/edit-document.ts';
import { openDocument } from '../../src/studio/documents/open-document.ts';
import { repoPath } from '../support/fixtures.ts';
import { scratchFolder } from '../support/scratch.ts';

const CHILD = repoPath('tests/document/workers/edit-forever.ts');
const ROUNDS = 20;
const SEED = 20_260_101;

/** What the editing child has done after so many actions: labels that count, and labels that are undone. */
function modelAfter(actions: number): { readonly live: readonly string[]; readonly undone: readonly string[] } {
  const live: string[] = [];
  let undone: string[] = [];
  for (let action = 1; action <= actions; action++) {
    const kind = action % 7;
    if (kind === 5) undone.unshift(live.pop() ?? '');
    else if (kind === 6) live.push(undone.shift() ?? '');
    else {
      live.push(String(action));
      undone = [];
    }
  }
  return { live, undone };
}

/** Runs the child from an action on, kills it a while after its first acknowledgement; returns the last acknowledged. */
async function editUntilKilled(folder: string, from: number, afterMs: number): Promise<number> {
  // Compiled once for all rounds: most of a round would be start-up otherwise.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(folder, '..', 'compiled') };
  const child = spawn(process.execPath, [CHILD, folder, String(from)], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let told = '';
  const started = new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      told += chunk.toString();
      resolve();
    });
    child.once('exit', () => reject(new Error('The child ended by itself.')));
  });
  // A pipe is drained before it closes, so nothing acknowledged is overlooked.
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  await started;
  await sleep(afterMs);
  child.kill('SIGKILL');
  await closed;
  return Number(told.slice(0, told.lastIndexOf('\n')).split('\n').at(-1));
}

describe('an edit that was acknowledged', () => {
  const scratch = scratchFolder();

  it(`is there after kill -9, ${ROUNDS} times at random moments`, async () => {
    const folder = scratch.at('library');
    const options = { log: silentLogger, reserveBytes: 0 };
    const first = await openStore(folder, options);
    const job = first.commit(() => jobsTable(first.db).add({ path: '/r/a.wav', spec: '{}', priority: 0 }));
    const cue = { id: 'c1', startMs: 0, endMs: 1000, lines: ['start'], wordIds: [] };
    addRevision(documentLibrary(first), job, newDocument({ cues: [cue] }));
    first.close();

    let seed = SEED;
    let done = 0;
    for (let round = 0; round < ROUNDS; round++) {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      const acknowledged = await editUntilKilled(folder, done + 1, seed % 97);
      const store = await openStore(folder, options);
      const library = documentLibrary(store);
      const history = editHistory(library, job);
      const found = {
        live: history.filter((step) => step.state === 'live').map((step) => step.label),
        undone: history.filter((step) => step.state === 'undone').map((step) => step.label),
      };
      // The action that was under way may have got to the disk before it could be acknowledged.
      const last = [acknowledged, acknowledged + 1].find(
        (actions) => JSON.stringify(modelAfter(actions)) === JSON.stringify(found),
      );
      expect(last, `round ${round}, seed ${SEED}, acknowledged ${acknowledged}`).toBeDefined();
      expect(openDocument(library, job).document.cues[0]?.lines[0]).toBe(found.live.at(-1));
      expect(store.db.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
      store.close();
      expect(last).toBeGreaterThan(done);
      done = last ?? done;
    }
  });
});
