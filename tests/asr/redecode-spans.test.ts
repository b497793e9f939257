import { expect, it } from 'vitest';
import { redecodeSpans } from '../../src/engine/server/redecode-spans.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import { audioFixture, bundledModel, readTruth } from '../support/fixtures.ts';

it('transcribes stretches again, in the order given, and nothing around them', async () => {
  const { words } = readTruth('digits-dialog-2spk-60s');
  const spans = [12, 4].map((from) => ({
    startMs: Math.floor((words[from - 1].end + words[from].start) * 500),
    endMs: Math.ceil((words[from + 3].end + words[from + 4].start) * 500),
  }));
  const fractions: number[] = [];
  const input = {
    path: audioFixture('digits-dialog-2spk-60s.flac'),
    modelFolders: [bundledModel('')],
    model: 'whisper-digits',
    stream: 0,
    channel: 'mix' as const,
    spans,
    language: 'en',
    threads: 1,
  };
  const context = {
    signal: new AbortController().signal,
    log: silentLogger,
    emit: ({ fraction }: { readonly fraction: number }) => void fractions.push(fraction),
  };
  const heard = await redecodeSpans(input, context);
  expect(fractions).toEqual([0, 0.5, 1]);
  for (const [at, span] of spans.entries()) {
    expect(heard[at].length).toBeGreaterThanOrEqual(3);
    for (const { startMs, endMs } of heard[at]) expect((startMs + endMs) / 2).toBeGreaterThanOrEqual(span.startMs);
    for (const { startMs, endMs } of heard[at]) expect((startMs + endMs) / 2).toBeLessThan(span.endMs);
  }
  await expect(redecodeSpans({ ...input, model: 'nobody' }, context)).rejects.toMatchObject({ code: 'model-missing' });
});
