import type { AudioSource } from '../../ports/audio-source.ts';
import { cancelled } from '../../../shared/app-error.ts';
import { LOCAL_SPEAKERS, type DiarizeEvidence } from './evidence.ts';
import { WINDOW_SAMPLES } from './frame-grid.ts';
import { embeddingFrames, measureSpeech } from './local-speech.ts';
import type { VoiceTest } from './masked-embedder.ts';
import { slideWindows } from './pcm-windows.ts';
import type { Segmenter } from './segmenter.ts';
import { globalFrames } from './speaker-count.ts';
import { createSpeechTally } from './speech-tally.ts';
import type { WindowEmbedder } from './window-embedder.ts';

/** Segmentation frames a voice must exceed to get an embedding (0.25 s); less says nothing about who it is. */
const MIN_EMBEDDING_FRAMES = 15;

export interface CollectTools {
  /** One window runs on each of them at a time. */
  readonly segmenters: readonly Segmenter[];
  readonly embedder: WindowEmbedder;
  readonly embeddingModel: string;
}

export interface CollectHooks {
  readonly signal: AbortSignal;
  /** Called with the samples of the track that are done; never falls. */
  progress(samples: number): void;
}

/**
 * One pass over the track: segmentation of every window and an embedding of every local speaker in it. Memory beyond the
 * result is a few windows. Throws `cancelled` between windows, and what the source and the models throw.
 */
export async function collectEvidence(
  source: AudioSource,
  stepSamples: number,
  tools: CollectTools,
  hooks: CollectHooks,
): Promise<DiarizeEvidence> {
  const { segmenters, embedder } = tools;
  const slots = segmenters.map((segmenter) => ({ segmenter, samples: sharedSamples(), start: 0 }));
  const tally = createSpeechTally(stepSamples);
  const windowMasks: Uint8Array[] = [];
  const rows: { window: number; local: number; cleanFrames: number }[] = [];
  let used = 0;

  const runSlots = async (): Promise<void> => {
    if (hooks.signal.aborted) throw cancelled(hooks.signal.reason);
    const group = slots.slice(0, used);
    used = 0;
    const results = await Promise.all(group.map(({ segmenter, samples }) => segmenter.segment(samples)));
    for (const [i, { masks, likelihood }] of results.entries()) {
      tally.add(likelihood);
      const { start, samples } = group[i];
      const voices: VoiceTest[] = [];
      for (let local = 0; local < LOCAL_SPEAKERS; local += 1) {
        const speech = measureSpeech(masks, local);
        const wanted = embeddingFrames(speech, local, MIN_EMBEDDING_FRAMES);
        if (wanted === undefined) continue;
        rows.push({ window: windowMasks.length, local, cleanFrames: speech.cleanFrames });
        voices.push(wanted);
      }
      if (voices.length > 0) await embedder.add({ startSample: start, samples, masks, voices });
      windowMasks.push(masks);
      hooks.progress(start + stepSamples);
    }
  };

  const windows = slideWindows(source, stepSamples, hooks.signal);
  let sampleCount = 0;
  try {
    for (;;) {
      if (hooks.signal.aborted) throw cancelled(hooks.signal.reason);
      const next = await windows.next();
      if (next.done === true) {
        sampleCount = next.value;
        break;
      }
      const slot = slots[used];
      slot.samples.set(next.value.samples);
      slot.start = next.value.startSample;
      used += 1;
      if (used === slots.length) await runSlots();
    }
    if (used > 0) await runSlots();
  } finally {
    // Ends the decoder behind the source when a model failed or the user cancelled.
    await windows.return(sampleCount);
  }

  const { vectors, dim } = await embedder.finish();
  const activity = { ...joinMasks(windowMasks), stepSamples, sampleCount };
  return {
    activity: { ...activity, speaking: tally.finish(globalFrames(activity)) },
    embeddings: {
      model: tools.embeddingModel,
      dim,
      count: rows.length,
      vectors,
      window: Uint32Array.from(rows, (row) => row.window),
      local: Uint8Array.from(rows, (row) => row.local),
      cleanFrames: Uint16Array.from(rows, (row) => row.cleanFrames),
    },
  };
}

/** In shared memory, so that segmenters on other threads read them without a copy. */
function sharedSamples(): Float32Array {
  return new Float32Array(new SharedArrayBuffer(WINDOW_SAMPLES * Float32Array.BYTES_PER_ELEMENT));
}

function joinMasks(windowMasks: readonly Uint8Array[]): {
  windowCount: number;
  framesPerWindow: number;
  masks: Uint8Array;
} {
  const framesPerWindow = windowMasks[0]?.length ?? 0;
  const masks = new Uint8Array(windowMasks.length * framesPerWindow);
  windowMasks.forEach((one, w) => masks.set(one, w * framesPerWindow));
  return { windowCount: windowMasks.length, framesPerWindow, masks };
}
