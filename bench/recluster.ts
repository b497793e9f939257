import { packEvidence, unpackEvidence } from '../src/core/stages/diarize/evidence-codec.ts';
import type { DiarizeEvidence } from '../src/core/stages/diarize/evidence.ts';
import { recluster, type ReclusterOutcome, type SpeakerWishes } from '../src/core/stages/diarize/recluster.ts';
import { resolveSpace } from '../src/core/stages/diarize/resolve.ts';
import { splitSpeaker } from '../src/core/stages/diarize/split-speaker.ts';
import { createPlda } from '../src/core/stages/diarize/plda.ts';
import { COMMUNITY_1_DEFAULTS } from '../src/core/stages/diarize/vbx-candidates.ts';
import { createVoiceSpace, type VoiceSpace } from '../src/core/stages/diarize/voice-space.ts';
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
/** Coarse to fine; the finer, the more speakers VBx starts from. */
const NEW_THRESHOLDS = [0.9, 0.7, 0.5, 0.3];

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
    return rowOf(
      name,
      best(() => recluster(space, model, wishes, before, PLACE)),
    );
  });
  // The PLDA model only has to be of a real size; it is estimated from the same voices.
  const labelled = labelEmbeddings(evidence, readRttm(audioFixture('digits-meeting-4spk-180s.rttm')));
  const vbx = { plda: createPlda(estimatePlda(labelled, 128)), ...COMMUNITY_1_DEFAULTS };
  const community = { ...model, vbx };
  const ask = (voices: VoiceSpace, wishes: SpeakerWishes): ReclusterOutcome =>
    recluster(voices, community, wishes, before, PLACE);
  rows.push(
    rowOf(
      'the first change of a process, once (community-1)',
      timed(() => ask(space, {})),
    ),
  );
  // Nothing is known of a space that was never asked.
  const fresh = best(
    (voices) => ask(voices, {}),
    () => createVoiceSpace(space.evidence),
  );
  rows.push(rowOf('the first change (community-1)', fresh));
  for (const [name, wishes] of cases.slice(0, 2)) {
    rows.push(
      rowOf(
        `${name} (community-1)`,
        best(() => ask(space, wishes)),
      ),
    );
  }
  for (const threshold of NEW_THRESHOLDS) {
    // Only the threshold asked for last is remembered, so asking for another one makes this one new.
    const found = best(
      () => ask(space, { threshold }),
      () => ask(space, {}),
    );
    rows.push(rowOf(`a new threshold, never asked before: ${threshold} (community-1)`, found));
  }
  const split = best(() => splitSpeaker(space, first, 'S1', 'S9', PLACE));
  const windows = space.evidence.activity.windowCount;
  return {
    title: `Clustering ${HOURS} h again (${windows} windows, ${space.unit.count} embeddings, ${(bytes.length / 1e6).toFixed(1)} MB on the disk)`,
    header: ['change', 'time', 'processor time', 'speakers'],
    rows: [
      ['opening, once', `${opened.ms.toFixed(0)} ms`, `${opened.cpuMs.toFixed(0)} ms`, `${first.speakers.length}`],
      ...rows,
      ['one speaker split', `${split.ms.toFixed(0)} ms`, `${split.cpuMs.toFixed(0)} ms`, split.value.kind],
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

interface Timed<T> {
  readonly value: T;
  readonly ms: number;
  /** Processor time of all threads: what is left of `ms` on a machine that does other work too. */
  readonly cpuMs: number;
}

function rowOf(name: string, { ms, cpuMs, value }: Timed<ReclusterOutcome>): string[] {
  const speakers = value.kind === 'done' ? `${value.resolution.speakers.length}` : value.reason;
  return [name, `${ms.toFixed(0)} ms`, `${cpuMs.toFixed(0)} ms`, speakers];
}

function timed<T>(work: () => T): Timed<T> {
  const cpu = process.cpuUsage();
  const started = performance.now();
  const value = work();
  const ms = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  return { value, ms, cpuMs: (user + system) / 1000 };
}

/** The shortest of three, after one that does not count; `prepare` runs before each and is not measured. */
function best<T, P>(work: (prepared: P) => T, prepare: () => P = () => undefined as P): Timed<T> {
  let ms = Infinity;
  let cpuMs = Infinity;
  let value = work(prepare());
  for (let run = 0; run < RUNS; run += 1) {
    const prepared = prepare();
    const one = timed(() => work(prepared));
    value = one.value;
    ms = Math.min(ms, one.ms);
    cpuMs = Math.min(cpuMs, one.cpuMs);
  }
  return { value, ms, cpuMs };
}
