import { isAbsolute } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHANNELS } from '../../src/contract/channels.ts';
import { type Desktop, startDesktop } from '../support/electron-stand-in/start-desktop.ts';
import { scratchFolder } from '../support/scratch.ts';
import { asked, call } from './support.ts';

const scratch = scratchFolder();
let desktop: Desktop;
beforeAll(async () => {
  desktop = await startDesktop({ home: scratch.at('home') });
});
afterAll(() => desktop.kill());

describe('E11: what the page gets', () => {
  it('is the bridge and nothing else', async () => {
    const exposed = await desktop.evaluate((stand) => {
      const page = stand.window().webContents.page?.exposed ?? {};
      const bridge = stand.bridge();
      return [Object.keys(page), Object.keys(bridge).map((key) => `${key}: ${typeof bridge[key]}`)];
    });
    expect(exposed).toEqual([
      ['voxlane'],
      [
        'call: function',
        'cancel: function',
        'on: function',
        'pathOf: function',
        'pick: function',
        'saveText: function',
        'reveal: function',
        'openExternal: function',
        'mediaUrl: function',
        'dragOut: function',
        'onRequest: function',
        'platform: string',
      ],
    ]);
  });

  it('listens on the channels of the contract alone', async () => {
    const taken = await desktop.evaluate((stand) => [
      ...stand.ipc.handlers.keys(),
      ...stand.ipc.listeners.eventNames().map(String),
    ]);
    const outgoing: readonly string[] = [CHANNELS.event, CHANNELS.request];
    expect(taken.sort()).toEqual(
      Object.values(CHANNELS)
        .filter((name) => !outgoing.includes(name))
        .sort(),
    );
  });
});

describe('E11: messages', () => {
  it.each([
    [
      'a frame in the page',
      { url: 'voxlane://app/index.html', parent: { url: 'voxlane://app/index.html', parent: null } },
    ],
    ['another origin', { url: 'https://example.org/', parent: null }],
    ['another host of our scheme', { url: 'voxlane://media/x', parent: null }],
    ['an origin that only begins like ours', { url: 'voxlane://app.evil/index.html', parent: null }],
    ['a user of that name', { url: 'voxlane://app@evil/', parent: null }],
    ['a blank page', { url: 'about:blank', parent: null }],
  ])('from %s are refused', async (_who, frame) => {
    const outcome = await desktop.evaluate(async (stand, frame) => {
      try {
        return await stand.invoke('voxlane:call', ['queue.list', {}], frame);
      } catch (error) {
        return String(error);
      }
    }, frame);
    expect(outcome).toContain('Refused');
  });

  it('from a window that is not ours are refused', async () => {
    const outcome = await desktop.evaluate(async (stand) => {
      const foreign = { mainFrame: { url: 'voxlane://app/index.html', parent: null } };
      return stand.ipc.invoke('voxlane:call', ['queue.list', {}], foreign as never).catch(String);
    });
    expect(outcome).toContain('Refused');
  });

  it('of any content do no harm, on any channel', async () => {
    const samples = fc
      .sample(fc.array(fc.anything({ withNullPrototype: false }), { maxLength: 4 }), 300)
      .filter(cloneable)
      // A path that is dropped is known from then on, so the channel that shows files would rightly show it.
      .filter(([first]) => typeof first !== 'string' || !isAbsolute(first));
    expect(samples.length).toBeGreaterThan(150);
    for (const channel of Object.values(CHANNELS)) {
      const bad = await desktop.evaluate(
        async (stand, { channel, samples }) => {
          const odd: unknown[] = [];
          for (const args of samples) {
            if (!stand.ipc.handlers.has(channel)) {
              stand.ipc.send(channel, args, stand.window().webContents);
              continue;
            }
            const answer = await stand.invoke(channel, args).catch((error: unknown) => String(error));
            // Text may be a path or an address of the right shape: then nothing is done, which is checked below.
            const isNothing = answer === undefined || answer === 'Error: Refused.';
            if (!isNothing && (answer as { ok?: unknown }).ok !== false) odd.push([args, answer]);
          }
          return odd;
        },
        { channel, samples },
      );
      expect(bad, channel).toEqual([]);
    }
    for (const name of ['openDialog', 'saveDialog', 'openExternal', 'showItemInFolder', 'startDrag'])
      expect(await asked(desktop, name), name).toEqual([]);
    expect(await call(desktop, 'queue.list', {})).toMatchObject({ ok: true });
  });
});

describe('dialogs', () => {
  it('make what was chosen known, and keep nothing of what was dismissed', async () => {
    const pick = (): Promise<unknown> =>
      desktop.evaluate((stand) => stand.bridge()['pick']?.({ what: 'recordings', title: 'Choose' }));
    expect(await pick()).toEqual([]);
    await desktop.evaluate((stand) => stand.answers.push({ canceled: false, filePaths: ['/r/a.wav'] }));
    expect(await pick()).toEqual(['/r/a.wav']);
    expect(await asked(desktop, 'addRecentDocument')).toEqual(['/r/a.wav']);
  });

  it('save text whole where the user says, and tell what went wrong', async () => {
    const save = (filePath: string): Promise<unknown> =>
      desktop.evaluate((stand, filePath) => {
        stand.answers.push({ canceled: false, filePath });
        return stand.bridge()['saveText']?.({ name: '../a.srt', text: 'Merhaba' });
      }, filePath);
    expect(await save(scratch.at('a.srt'))).toEqual({ ok: true, value: scratch.at('a.srt') });
    expect(await save(scratch.at('missing', 'a.srt'))).toMatchObject({ ok: false, error: { code: 'output-failed' } });
    const [first] = (await asked(desktop, 'saveDialog')) as { defaultPath: string }[];
    expect(first?.defaultPath).toBe('_a.srt');
  });

  it('end a call that its caller cancels, and no other', async () => {
    await desktop.evaluate((stand) => stand.bridge()['cancel']?.(12345));
    expect(await call(desktop, 'queue.list', {})).toMatchObject({ ok: true });
  });
});

function cloneable(value: unknown): boolean {
  try {
    structuredClone(value);
    return true;
  } catch {
    return false;
  }
}
