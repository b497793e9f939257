import { packEvidence, unpackEvidence } from '../src/core/stages/diarize/evidence-codec.ts';
import type { DiarizeEvidence } from '../src/core/stages/diarize/evidence.ts';
import { recluster, type SpeakerWishes } from '../src/core/stages/diarize/recluster.ts';
import { resolveSpace } from '../src/core/stages/diarize/resolve.ts';
import { splitSpeaker } from '../src/core/stages/diarize/split-speaker.ts';
import { createPlda } from '../src/core/stages/diarize/plda.ts';
import { COMMUNITY_1_DEFAULTS } from '../src/core/stages/diarize/vbx-candidates.ts';
import { createVoiceSpace } from '../src/core/stages/diarize/voice-space.ts';
import { diarize, disposeDiarizeModels, loadDiarizeModels } from '../tests/support/diarize.ts';
import { estimatePlda, labelEmbeddings } from '../tests/support/estimate-plda.ts';
import { audioFixture } from '../tests/support/fixtures.ts';
import { decodePcm } from '../tests/support/pcm.ts';
import { readRttm } from '../tests/support/rttm.ts';
import type { BenchTable } from './table.ts';

const PLACE = { startOffsetMs: 0, channel: undefined };
const ANY = { min: 1, max: Infinity };
const HOURS = 4;
const RUNS = 3;

/**
 * Clustering 4 h again from evidence on the disk: the meeting of four speakers over and over, every embedding with its own
 * small deviation. Each line is the best of three; opening is what happens once, before the first change.
 */
export async function benchRecluster(): Promise<BenchTable> {
  const models = await loadDiarizeModels();
  const { evidence } = await diarize(models, decodePcm(audioFixture('digits-meeting-4spk-180s.flac')));
  await disposeDiarizeModels(models);
  const bytes = packEvidence(tile(evidence, (HOURS * 3600) / 180), PLACE);
  const model = models.embeddingModel;
  const opened = best(() => createVoiceSpace(unpackEvidence(bytes)?.evidence ?? evidence));
  const space = opened.value;
  const first = resolveSpace(space, model, ANY, PLACE);
  const before = { turns: first.turns, named: new Set(['S1']), taken: new Set(first.speakers.map(({ id }) => id)) };
  const a = first.turns[0] ?? { startMs: 0, endMs: 1000 };
  const b = first.turns.find((turn) => turn.speaker === 'S2') ?? a;
  const cases: readonly (readonly [string, SpeakerWishes])[] = [
    ['the count, 2', { speakers: 2 }],
    ['the count, 6', { speakers: 6 }],
    ['the threshold', { threshold: 0.9 }],
    ['two stretches are the same person', { links: [{ kind: 'same', a, b }] }],
    ['two stretches are different people', { links: [{ kind: 'different', a, b }] }],
  ];
  const rows = cases.map(([name, wishes]) => {
    const { ms, value } = best(() => recluster(space, model, wishes, before, PLACE));
    return [name, `${ms.toFixed(0)} ms`, value.kind === 'done' ? `${value.resolution.speakers.length}` : value.reason];
  });
  // The PLDA model only has to be of a real size; it is estimated from the same voices.
  const labelled = labelEmbeddings(evidence, readRttm(audioFixture('digits-meeting-4spk-180s.rttm')));
  const vbx = { plda: createPlda(estimatePlda(labelled, 128)), ...COMMUNITY_1_DEFAULTS };
  const started = performance.now();
  recluster(space, { ...model, vbx }, {}, before, PLACE);
  rows.push(['the first change (community-1)', `${(performance.now() - started).toFixed(0)} ms`, '']);
  for (const [name, wishes] of cases.slice(0, 3)) {
    const { ms, value } = best(() => recluster(space, { ...model, vbx }, wishes, before, PLACE));
    const count = value.kind === 'done' ? `${value.resolution.speakers.length}` : value.reason;
    rows.push([`${name} (community-1)`, `${ms.toFixed(0)} ms`, count]);
  }
  const split = best(() => splitSpeaker(space, first, 'S1', 'S9', PLACE));
  const windows = space.evidence.activity.windowCount;
  return {
    title: `Clustering ${HOURS} h again (${windows} windows, ${space.unit.count} embeddings, ${(bytes.length / 1e6).toFixed(1)} MB on the disk)`,
    header: ['change', 'time', 'speakers'],
    rows: [
      ['opening, once', `${opened.ms.toFixed(0)} ms`, `${first.speakers.length}`],
      ...rows,
      ['one speaker split', `${split.ms.toFixed(0)} ms`, split.value.kind],
    ],
  };
}

/** The evidence `times` times in a row, with a small deviation in every embedding. */
function tile({ activity, embeddings }: DiarizeEvidence, times: number): DiarizeEvidence {
  const { windowCount, framesPerWindow, stepSamples, masks } = activity;
  const all = new Uint8Array(masks.length * times);
  const vectors = new Float32Array(embeddings.vectors.length * times);
  const repeat = (list: ArrayLike<number>): number[] =>
    Array.from({ length: list.length * times }, (_, i) => list[i % list.length] ?? 0);
  for (let k = 0; k < times; k += 1) {
    all.set(masks, k * masks.length);
    embeddings.vectors.forEach((value, i) => {
      vectors[k * embeddings.vectors.length + i] = value * (1 + 0.05 * Math.sin(k * 12.9898 + i * 78.233));
    });
  }
  return {
    activity: {
      windowCount: windowCount * times,
      framesPerWindow,
      stepSamples,
      sampleCount: windowCount * times * stepSamples,
      masks: all,
    },
    embeddings: {
      ...embeddings,
      count: embeddings.count * times,
      vectors,
      window: Uint32Array.from(repeat(embeddings.window), (w, i) => w + Math.floor(i / embeddings.count) * windowCount),
      local: Uint8Array.from(repeat(embeddings.local)),
      cleanFrames: Uint16Array.from(repeat(embeddings.cleanFrames)),
    },
  };
}

function best<T>(work: () => T): { readonly value: T; readonly ms: number } {
  let ms = Infinity;
  let value = work();
  for (let run = 0; run < RUNS; run += 1) {
    const started = performance.now();
    value = work();
    ms = Math.min(ms, performance.now() - started);
  }
  return { value, ms };
}
