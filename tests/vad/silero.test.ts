import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createVadStage } from '../../src/core/stages/vad/vad-stage.ts';
import { coveredMs, subtractSpans } from '../../src/core/timeline/span.ts';
import type { InferenceSession } from '../../src/core/ports/inference.ts';
import { createOnnxRuntime } from '../../src/platform/onnx/runtime.ts';
import { audioFixture, bundledModel, readTruth, sharedAudio } from '../support/fixtures.ts';
import { memorySource } from '../support/memory-source.ts';
import { decodePcm } from '../support/pcm.ts';
import { recordingContext } from '../support/stage-context.ts';
import { detectSpeech, loadSilero } from '../support/vad.ts';

let session: InferenceSession;
beforeAll(async () => {
  session = await loadSilero();
});
afterAll(() => session.dispose());

interface Case {
  readonly id: string;
  readonly file: string;
  readonly channel?: number;
  /** Share of true word time that must lie inside spans. */
  readonly recall: number;
}

/** The share of true word time inside the spans, and how many words lie mostly outside. */
async function measure({ id, file, channel }: Omit<Case, 'recall'>): Promise<{ recall: number; lostWords: number }> {
  const { spans } = await detectSpeech(session, decodePcm(audioFixture(file), channel));
  const words = readTruth(id)
    .words.filter((word) => channel === undefined || word.channel === channel)
    .map(({ start, end }) => ({ startMs: Math.round(start * 1000), endMs: Math.round(end * 1000) }));
  const lost = coveredMs(subtractSpans(words, spans));
  const lostWords = words.filter((w) => coveredMs(subtractSpans([w], spans)) > 0.5 * (w.endMs - w.startMs)).length;
  return { recall: 1 - lost / coveredMs(words), lostWords };
}

describe('speech detection on recordings with known words', () => {
  it.each<Case>([
    { id: 'digits-mono-20s', file: 'digits-mono-20s.flac', recall: 0.995 },
    { id: 'digits-dialog-2spk-60s', file: 'digits-dialog-2spk-60s.flac', recall: 0.995 },
    { id: 'digits-stereo-call-60s', file: 'digits-stereo-call-60s.flac', channel: 0, recall: 0.995 },
    { id: 'digits-stereo-call-60s', file: 'digits-stereo-call-60s.flac', channel: 1, recall: 0.995 },
    { id: 'digits-noisy-10dB', file: 'digits-noisy-10dB.flac', recall: 0.995 },
    { id: 'digits-meeting-4spk-180s', file: 'digits-meeting-4spk-180s.flac', recall: 0.985 },
  ])('loses no word of $id, channel $channel', async (item) => {
    const { recall, lostWords } = await measure(item);
    expect(recall).toBeGreaterThanOrEqual(item.recall);
    expect(lostWords).toBe(0);
  });

  it('finds speech between long noisy pauses, and only there', async () => {
    const id = 'digits-long-20min';
    const { recall, lostWords } = await measure({ id, file: `${id}.opus` });
    expect(recall).toBeGreaterThanOrEqual(0.98);
    expect(lostWords).toBeLessThanOrEqual(4);
  });

  it('hears a president through old loudspeakers', async (context) => {
    const path = sharedAudio('jfk-11s.flac');
    if (path === undefined) return context.skip('shared recordings are absent');
    const { spans } = await detectSpeech(session, decodePcm(path));
    expect(coveredMs(spans)).toBeGreaterThan(7000);
  });
});

describe('the stage', () => {
  const file = 'digits-mono-20s.flac';

  it('gives the same bytes whatever the block size, start offset and known length', async () => {
    const pcm = decodePcm(audioFixture(file));
    const whole = await detectSpeech(session, pcm);
    const odd = await detectSpeech(
      session,
      pcm,
      {},
      {
        blockSamples: 333,
        startOffsetMs: 1234,
        lengthKnown: false,
      },
    );
    expect(odd.probabilities).toEqual(whole.probabilities);
    expect(odd.sampleCount).toBe(pcm.length);
    expect(odd.probabilities.length).toBe(Math.ceil(pcm.length / 512));
    expect(odd.spans).toEqual(
      whole.spans.map((span) => ({ ...span, startMs: span.startMs + 1234, endMs: span.endMs + 1234 })),
    );
  });

  it('reports progress that never falls and ends at the end', async () => {
    const ctx = recordingContext();
    const source = memorySource(decodePcm(audioFixture(file)));
    await createVadStage(session).run({ source }, {}, ctx);
    expect(ctx.fractions.length).toBeGreaterThan(1);
    expect(ctx.fractions).toEqual([...ctx.fractions].sort((a, b) => a - b));
    expect(ctx.fractions.at(-1)).toBeGreaterThan(0.8);
    expect(ctx.fractions.at(-1)).toBeLessThanOrEqual(1);
  });

  it('hears the rest after invalid samples, and says so', async () => {
    const pcm = decodePcm(audioFixture(file));
    const clean = await detectSpeech(session, pcm);
    const first = clean.spans[0];
    pcm[100] = Number.NaN;
    pcm[101] = Number.POSITIVE_INFINITY;
    const ctx = recordingContext();
    const result = await createVadStage(session).run({ source: memorySource(pcm) }, {}, ctx);
    expect(result.spans.length).toBe(clean.spans.length);
    expect(Math.abs((result.spans[0]?.startMs ?? 0) - (first?.startMs ?? 0))).toBeLessThanOrEqual(64);
    expect(ctx.alerts.map(({ code }) => code)).toEqual(['vad-bad-samples']);
  });

  it('finds nothing in silence and in an empty recording', async () => {
    for (const length of [0, 1, 511, 80_000]) {
      const ctx = recordingContext();
      const source = memorySource(new Float32Array(length));
      const result = await createVadStage(session).run({ source }, {}, ctx);
      expect(result.spans).toEqual([]);
      expect(result.probabilities.length).toBe(Math.ceil(length / 512));
      expect(ctx.alerts).toEqual([]);
    }
  });

  it('stops soon after a cancel and closes the source', async () => {
    const controller = new AbortController();
    const source = memorySource(new Float32Array(16_000 * 600));
    let closed = false;
    const watched = {
      ...source,
      async *read(signal: AbortSignal) {
        try {
          return yield* source.read(signal);
        } finally {
          closed = true;
        }
      },
    };
    const ctx = recordingContext({ signal: controller.signal });
    setTimeout(() => {
      controller.abort();
    }, 50);
    const started = performance.now();
    await expect(createVadStage(session).run({ source: watched }, {}, ctx)).rejects.toThrow(
      expect.objectContaining({ name: expect.stringMatching(/AbortError|AppError/) as string }),
    );
    expect(performance.now() - started).toBeLessThan(1000);
    expect(closed).toBe(true);
  });

  it('refuses a model that is not Silero by name', async () => {
    const other = await createOnnxRuntime().load(bundledModel('segmentation-digits/model.onnx'), { threads: 1 });
    const run = createVadStage(other).run({ source: memorySource(new Float32Array(512)) }, {}, recordingContext());
    await expect(run).rejects.toThrow(expect.objectContaining({ code: 'model-unsupported' }));
    await other.dispose();
  });
});
