import { readFileSync } from 'node:fs';
import net from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { liveChildren } from '../../src/platform/process/registry.ts';
import { readSecret, removeSecret, writeSecret } from '../../src/platform/secrets/keychain.ts';
import { scratchFolder } from '../support/scratch.ts';

/** The variables by which the keychain's service is found. */
const NAMES = ['DBUS_SESSION_BUS_ADDRESS', 'XDG_RUNTIME_DIR'];

describe.skipIf(process.platform !== 'linux')('a keychain that cannot be used (needs Linux)', () => {
  const scratch = scratchFolder();
  const kept = NAMES.map((name) => [name, process.env[name]] as const);
  let silent: net.Server | undefined;
  const connected: net.Socket[] = [];
  const signal = new AbortController().signal;
  /** A bus that takes connections and never says a word, as a keychain that waits for a dialog nobody sees. */
  const listenSilently = async (): Promise<void> => {
    const path = scratch.at('bus');
    silent = net.createServer((socket) => connected.push(socket));
    await new Promise<void>((resolve) => silent?.listen(path, resolve));
    process.env['DBUS_SESSION_BUS_ADDRESS'] = `unix:path=${path}`;
  };

  beforeEach(() => {
    for (const name of NAMES) delete process.env[name];
  });
  afterEach(() => {
    for (const socket of connected.splice(0)) socket.destroy();
    silent?.close();
    silent = undefined;
    for (const [name, value] of kept) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });

  it('says why, for reading, storing and removing', async () => {
    const none = { kind: 'unavailable', code: 'refused', reason: expect.stringMatching(/\w/) as unknown };
    expect(await readSecret('huggingface', { signal })).toEqual(none);
    expect(await writeSecret('huggingface', 'hf_canary', { signal })).toEqual(none);
    expect(await removeSecret('huggingface', { signal })).toEqual(none);
  });

  it('is given up after the deadline, and the process that waits for it is ended', async () => {
    await listenSilently();
    const started = performance.now();
    const answer = await readSecret('huggingface', { signal, deadlineMs: 4_000 });
    expect(answer).toEqual({
      kind: 'unavailable',
      code: 'no-answer',
      reason: expect.stringMatching(/did not answer within 4 s/) as unknown,
    });
    expect(connected.length).toBeGreaterThan(0);
    expect(performance.now() - started).toBeLessThan(8_500);
    expect(liveChildren()).toEqual([]);
  });

  it('stops waiting when cancelled, and shows the secret on no command line and in no environment', async () => {
    await listenSilently();
    const controller = new AbortController();
    const writing = writeSecret('huggingface', 'hf_canary_of_this_test', { signal: controller.signal });
    await expect.poll(() => connected.length, { timeout: 10_000 }).toBeGreaterThan(0);
    const [pid = 0] = liveChildren();
    for (const name of ['cmdline', 'environ'])
      expect(readFileSync(`/proc/${pid}/${name}`, 'utf8')).not.toContain('hf_canary_of_this_test');
    controller.abort();
    await expect(writing).rejects.toMatchObject({ code: 'cancelled' });
    expect(liveChildren()).toEqual([]);
  });
});
