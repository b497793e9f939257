import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packEvidence } from '../../src/core/stages/diarize/evidence-codec.ts';
import { resolveSpace } from '../../src/core/stages/diarize/resolve.ts';
import { createVoiceSpace } from '../../src/core/stages/diarize/voice-space.ts';
import { artifactPath } from '../../src/platform/storage/artifact-files.ts';
import { EVIDENCE_STAGE } from '../../src/core/stages/diarize/diarize-stage.ts';
import { artifactsFolderOf } from '../../src/studio/queue/library.ts';
import { type Desk, openDesk } from '../media/support.ts';
import { audioFixture } from '../support/fixtures.ts';
import { scratchFolder } from '../support/scratch.ts';
import { voiceEvidence } from '../support/voice-evidence.ts';

const PLACE = { startOffsetMs: 0, channel: undefined };
const VOICES = Array.from({ length: 12 }, (_, w) => [w % 3, (w + 1) % 3]);
const EVIDENCE = voiceEvidence(VOICES);

const scratch = scratchFolder();
let desk: Desk;
beforeAll(async () => (desk = await openDesk(scratch.at('library'))));
afterAll(() => desk.library.store.close());

/** The stretch of the k-th voice of window w. */
const stretch = (w: number, k: 0 | 1) => {
  const startMs = w * 10_000 + k * 5000;
  return { startMs: startMs + 1000, endMs: startMs + 4000 };
};

/** A document whose voices were kept, as the queue leaves it. */
async function withVoices(): Promise<number> {
  const model = { clusterThreshold: 0.8, minClusterSize: 12 };
  const { turns, exclusiveTurns, speakers } = resolveSpace(
    createVoiceSpace(EVIDENCE),
    model,
    { min: 1, max: Infinity },
    PLACE,
  );
  const id = await desk.withDocument(audioFixture('digits-mono-20s.flac'), {
    media: { name: 'talk.wav', contentId: 'talk', durationMs: 120_000, channels: 1 },
    turns,
    exclusiveTurns,
    speakers: speakers.map(({ id: speaker }, index) => ({ id: speaker, name: `Speaker ${index + 1}` })),
  });
  const { activity, embeddings } = EVIDENCE;
  const bytes = packEvidence({ activity, embeddings: { ...embeddings, model: 'speaker-embedding-small' } }, PLACE);
  const hash = createHash('sha256').update(bytes).digest('hex');
  const path = artifactPath(artifactsFolderOf(desk.library), hash);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  const row = { key: 'voices', hash, bytes: bytes.length, contentId: '', stage: EVIDENCE_STAGE.id, track: 0 };
  desk.library.store.commit(() => desk.library.artifacts.put(row, id));
  return id;
}

it('keeps what is said of the speakers while their voices are still being read', async () => {
  const id = await withVoices();
  const tell = (kind: 'same' | 'different', a: [number, 0 | 1], b: [number, 0 | 1]) =>
    desk.call('documents.recluster', { id, wishes: { links: [{ kind, a: stretch(...a), b: stretch(...b) }] } });
  const answers = [tell('same', [0, 0], [0, 1]), tell('different', [1, 0], [4, 0])];
  await desk.call('documents.edit', { id, operations: [{ kind: 'rename-speaker', speaker: 'S3', name: 'Anna' }] });
  expect((await Promise.all(answers)).map(({ kind }) => kind)).toEqual(['edited', 'edited']);
  const { document } = await desk.call('documents.open', { id });
  expect(document.speakerWishes?.[0]?.links?.map(({ kind }) => kind)).toEqual(['same', 'different']);
  expect(document.speakers.map(({ name }) => name)).toContain('Anna');
});
