import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FILE_MARK, PROGRESS_MARK, readDownloadLine } from './download-lines.ts';

describe('readDownloadLine', () => {
  it('reads progress with a known, an estimated and no total', () => {
    const read = (data: object): unknown => readDownloadLine(PROGRESS_MARK + JSON.stringify(data));
    expect(read({ downloaded_bytes: 10, total_bytes: 100, eta: 3, status: 'downloading' })).toEqual({
      kind: 'progress',
      progress: { downloadedBytes: 10, totalBytes: 100, etaSeconds: 3 },
    });
    expect(read({ downloaded_bytes: 10, total_bytes_estimate: 99.6, eta: null })).toEqual({
      kind: 'progress',
      progress: { downloadedBytes: 10, totalBytes: 100 },
    });
    expect(read({ downloaded_bytes: 120, total_bytes_estimate: 100 })).toMatchObject({
      progress: { totalBytes: 120 },
    });
    expect(read({ downloaded_bytes: -5, total_bytes: 'many' })).toEqual({
      kind: 'progress',
      progress: { downloadedBytes: 0 },
    });
  });

  it('reads the finished file', () => {
    expect(readDownloadLine(`${FILE_MARK}"/tmp/a b\\n.mp4"`)).toEqual({ kind: 'file', path: '/tmp/a b\n.mp4' });
    expect(readDownloadLine(`${FILE_MARK}null`)).toEqual({ kind: 'other' });
  });

  it('never throws', () => {
    const line = fc.tuple(fc.constantFrom('', PROGRESS_MARK, FILE_MARK), fc.oneof(fc.string(), fc.json()));
    fc.assert(
      fc.property(line, ([mark, rest]) => {
        expect(['progress', 'file', 'other']).toContain(readDownloadLine(mark + rest).kind);
      }),
    );
  });
});
