import { describe, expect, it } from 'vitest';
import type { Host } from '../../client/host.ts';
import { cancelled } from '../../../shared/app-error.ts';
import { cancelUploads } from '../../state/uploads.ts';
import { importCaptions } from './import-captions.ts';

describe('subtitles for a project', () => {
  it('are not said to be taken when they were stopped on their way', async () => {
    const asked: string[] = [];
    const host = {
      kind: 'browser',
      api: {
        call: (name: string) => {
          asked.push(name);
          return Promise.resolve({ ok: true, value: { alerts: [] } });
        },
        on: () => () => undefined,
      },
      takeFiles: (_files: readonly File[], { signal }: { readonly signal: AbortSignal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(cancelled()));
        }),
    } as unknown as Host;
    const taking = importCaptions(host, { file: new File(['1'], 'talk.srt'), project: 1 });
    cancelUploads();
    expect(await taking).toBeUndefined();
    expect(asked).toEqual([]);
  });

  it('tell what had to be mended once they are taken', async () => {
    const alerts = ['a', 'b', 'c', 'd'].map((code) => ({ code, severity: 'warning', message: code }));
    const host = {
      kind: 'browser',
      api: { call: () => Promise.resolve({ ok: true, value: { alerts } }), on: () => () => undefined },
      takeFiles: () => Promise.resolve(['/uploads/talk.srt']),
    } as unknown as Host;
    const mended = await importCaptions(host, { file: new File(['1'], 'talk.srt'), project: 1 });
    expect(mended).toEqual(alerts.slice(0, 3));
  });
});
