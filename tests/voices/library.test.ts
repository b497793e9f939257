import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallInput, CallName, CallOutput } from '../../src/contract/contract.ts';
import { valueOf } from '../../src/contract/reply.ts';
import { newDocument } from '../../src/core/document/new-document.ts';
import { CONSENT_VERSION } from '../../src/core/voices/consent.ts';
import { artifactPath } from '../../src/platform/storage/artifact-files.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import { addRevision } from '../../src/studio/documents/add-revision.ts';
import { openLibrary } from '../../src/studio/queue/library.ts';
import { Studio } from '../../src/studio/studio.ts';
import { recogniseFresh } from '../../src/studio/voices/recognise.ts';
import { plannedJob } from '../support/planned-job.ts';
import { scratchFolder } from '../support/scratch.ts';

/** Its manifest takes a score of 0.7 for the same voice and asks from 0.55. */
const MODEL = 'speaker-embedding-small';
const scratch = scratchFolder();
let count = 0;
let home = '';
let studio: Studio;

beforeEach(() => {
  home = scratch.at(`library-${(count += 1)}`);
});
afterEach(() => studio.close());

async function ask<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>> {
  return valueOf(await studio.call(name, input));
}

/** A vector in the plane of four directions. */
const at = (degrees: number): number[] => {
  const angle = (degrees * Math.PI) / 180;
  return [Math.cos(angle), Math.sin(angle), 0, 0];
};

/** Ten seconds of each speaker in turn, and the output of diarization that says so. */
function recording(name: string, ...degrees: number[]) {
  const turns = degrees.map((_, index) => ({
    startMs: index * 10_000,
    endMs: (index + 1) * 10_000,
    speaker: `S${index + 1}`,
  }));
  const speakers = degrees.map((angle, index) => ({
    id: `S${index + 1}`,
    speechMs: 10_000,
    voiceprint: { model: MODEL, vector: at(angle), cleanFrames: 600 },
  }));
  const media = { name: `${name}.wav`, contentId: `id-${name}`, durationMs: degrees.length * 10_000, channels: 1 };
  return {
    document: newDocument({
      media,
      turns,
      exclusiveTurns: turns,
      speakers: speakers.map(({ id }) => ({ id, name: `Speaker ${id.slice(1)}` })),
    }),
    output: JSON.stringify({ alerts: [], output: { turns, exclusiveTurns: turns, speakers } }),
  };
}

/** Puts finished jobs into the library, as the queue leaves them, and opens it. Their numbers are 1, 2 ... */
async function withJobs(...recordings: ReturnType<typeof recording>[]): Promise<void> {
  const library = await openLibrary(home, silentLogger);
  for (const { document, output } of recordings) {
    const { path, spec } = plannedJob(`/r/${document.media.name}`);
    const id = library.store.commit(() => library.jobs.add({ path, spec: JSON.stringify(spec), priority: 0 }));
    addRevision(library, id, document);
    const hash = createHash('sha256').update(output).digest('hex');
    const file = artifactPath(join(home, 'artifacts'), hash);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, output);
    const artifact = { key: `${id}`, hash, bytes: output.length, contentId: document.media.contentId };
    library.store.commit(() => library.artifacts.put({ ...artifact, stage: 'diarize', track: 0 }, id));
  }
  library.store.close();
  studio = await Studio.open({ home, log: silentLogger, patienceMs: 0 });
}

const enable = () => ask('voices.enable', { textVersion: CONSENT_VERSION });
const namesOf = async (id: number): Promise<string[]> =>
  (await ask('documents.open', { id })).document.speakers.map(({ name }) => name);

describe('consent', () => {
  it('is needed for everything, in the words of today, and cannot be set around', async () => {
    await withJobs(recording('a', 0));
    for (const [name, input] of [
      ['voices.add', { name: 'Anna', id: 1, speaker: 'S1' }],
      ['voices.list', {}],
      ['voices.match', { id: 1 }],
      ['voices.confirm', { id: 1, speaker: 'S1' }],
    ] as const)
      await expect(ask(name, input), name).rejects.toMatchObject({ code: 'voice-library-off' });
    expect(await ask('voices.recognise', { ids: [1] })).toMatchObject([{ kind: 'failed' }]);
    await expect(ask('settings.set', { key: 'voiceLibrary', value: 'on' })).rejects.toThrow('voices enable');
    await expect(ask('voices.enable', { textVersion: CONSENT_VERSION - 1 })).rejects.toThrow('agreed');
    expect(await ask('voices.state', {})).toEqual({ on: false, people: 0, samples: 0 });
    expect((await ask('voices.consent', {})).paragraphs.join(' ')).toContain(home);
    expect(await enable()).toMatchObject({ on: true, consent: { text_version: CONSENT_VERSION } });
  });

  it('is withdrawn with everything that was stored under it, or kept for later', async () => {
    await withJobs(recording('a', 0));
    await enable();
    await ask('voices.add', { name: 'Anna', id: 1, speaker: 'S1' });
    expect(await ask('voices.disable', { keep: true })).toMatchObject({ on: false, people: 1, samples: 1 });
    await expect(ask('voices.list', {})).rejects.toMatchObject({ code: 'voice-library-off' });
    await enable();
    expect(await ask('voices.list', {})).toMatchObject([{ name: 'Anna' }]);
    expect(await ask('voices.disable', { keep: false })).toEqual({ on: false, people: 0, samples: 0 });
  });
});

describe('people and samples', () => {
  it('are added, one sample a recording, renamed, merged and removed', async () => {
    await withJobs(recording('a', 0, 90), recording('b', 8, 100));
    await enable();
    const add = (name: string, id: number, speaker: string) => ask('voices.add', { name, id, speaker });
    expect(await add('  Anna ', 1, 'S1')).toEqual({
      name: 'Anna',
      created: true,
      samples: 1,
      speech: 10_000,
      unlike: false,
    });
    expect(await add('Anna', 1, 'S1')).toMatchObject({ created: false, samples: 1 });
    const second = await add('Anna', 2, 'S1');
    expect(second).toMatchObject({ created: false, samples: 2, unlike: false });
    expect(second.likeness).toBeCloseTo(Math.cos((8 * Math.PI) / 180), 4);
    await add('Ben', 1, 'S2');
    expect(await add('Anna', 1, 'S2')).toMatchObject({ unlike: true });
    await add('Anna', 1, 'S1');
    await add('Bem', 2, 'S2');
    await expect(ask('voices.rename', { name: 'Bem', to: 'Ben' })).rejects.toThrow('another Ben');
    expect(await ask('voices.merge', { from: 'Bem', into: 'Ben' })).toMatchObject({ name: 'Ben', speech: 20_000 });
    expect(await ask('voices.rename', { name: 'Ben', to: 'Benoît' })).toMatchObject({ name: 'Benoît' });
    expect(await ask('voices.list', {})).toMatchObject([
      { name: 'Anna', models: [MODEL], samples: [{ recording: 'a.wav' }, { recording: 'b.wav' }] },
      { name: 'Benoît', samples: [{ recording: 'a.wav' }, { recording: 'b.wav' }] },
    ]);
    // Typed with a combining accent it is the same name.
    expect(await ask('voices.remove', { name: 'Benoi\u0302t' })).toEqual({ name: 'Benoît', samples: 2 });
    for (const name of ['Benoît', '\n', 'x'.repeat(300)])
      await expect(ask('voices.show', { name })).rejects.toMatchObject({ code: 'options-invalid' });
    expect(JSON.stringify(await ask('voices.list', {}))).not.toMatch(/vector|0\.99/);
  });

  it('need a voice: nothing is stored without one, or with too little of it', async () => {
    const short = recording('short', 0);
    const output = short.output.replaceAll('10000', '2000');
    await withJobs(recording('a', 0), { document: short.document, output }, recording('gone', 0));
    await enable();
    const add = (id: number, speaker: string) => ask('voices.add', { name: 'Anna', id, speaker });
    await expect(add(1, 'S7')).rejects.toMatchObject({ code: 'options-invalid' });
    await expect(add(9, 'S1')).rejects.toMatchObject({ code: 'document-missing' });
    await expect(add(2, 'S1')).rejects.toMatchObject({ code: 'voice-missing' });
    // A file that was changed is not believed.
    const hash = createHash('sha256').update(recording('gone', 0).output).digest('hex');
    writeFileSync(artifactPath(join(home, 'artifacts'), hash), recording('other', 90).output);
    await expect(add(3, 'S1')).rejects.toMatchObject({ code: 'voice-missing' });
    expect(await ask('voices.state', {})).toMatchObject({ people: 0 });
  });

  it('are all kept when they are added at the same time, and none once the library is off', async () => {
    await withJobs(recording('a', 0), recording('b', 8));
    await enable();
    const add = (id: number) => ask('voices.add', { name: 'Anna', id, speaker: 'S1' });
    await Promise.all([add(1), add(2)]);
    const people = await ask('voices.list', {});
    // Whichever was read first.
    const kept = people.map(({ name, samples }) => [name, ...samples.map(({ recording }) => recording).toSorted()]);
    expect(kept).toEqual([['Anna', 'a.wav', 'b.wav']]);
    const late = expect(add(1)).rejects.toMatchObject({ code: 'voice-library-off' });
    await ask('voices.disable', { keep: false });
    await late;
    expect(await ask('voices.state', {})).toEqual({ on: false, people: 0, samples: 0 });
  });

  it('follow what the user made of the speakers', async () => {
    await withJobs(recording('a', 0, 20, 90), recording('b', 10));
    await enable();
    await ask('documents.edit', { id: 1, operations: [{ kind: 'merge-speakers', speaker: 'S2', into: 'S1' }] });
    const merged = await ask('voices.add', { name: 'Anna', id: 1, speaker: 'S1' });
    expect(merged.speech).toBe(20_000);
    const [match] = await ask('voices.match', { id: 2 });
    expect(match).toMatchObject({ band: 'sure', name: 'Anna' });
    expect(match?.score).toBeCloseTo(1, 4);
  });
});

describe('recognition', () => {
  it('names an older document as one step that undo takes back; a name of the user stays', async () => {
    await withJobs(recording('a', 0, 90), recording('b', 5, 95, 180), recording('c', 3, 88));
    await enable();
    await ask('voices.add', { name: 'Anna', id: 1, speaker: 'S1' });
    await ask('voices.add', { name: 'Ben', id: 1, speaker: 'S2' });
    await ask('documents.edit', { id: 3, operations: [{ kind: 'rename-speaker', speaker: 'S1', name: 'Mum' }] });
    const [b, c, missing] = await ask('voices.recognise', { ids: [2, 3, 77] });
    expect(b).toMatchObject({ kind: 'done', renamed: [{ name: 'Anna' }, { name: 'Ben' }], suggested: [] });
    expect(c).toMatchObject({
      renamed: [{ name: 'Ben' }],
      suggested: [{ speaker: 'S1', called: 'Mum', name: 'Anna' }],
    });
    expect(missing).toMatchObject({ kind: 'failed', error: { code: 'document-missing' } });
    expect([await namesOf(2), await namesOf(3)]).toEqual([
      ['Anna', 'Ben', 'Speaker 3'],
      ['Mum', 'Ben'],
    ]);
    expect(await ask('voices.recognise', { ids: [2] })).toMatchObject([{ renamed: [], suggested: [] }]);
    expect(await ask('documents.undo', { id: 2 })).toMatchObject({ kind: 'undone' });
    expect(await namesOf(2)).toEqual(['Speaker 1', 'Speaker 2', 'Speaker 3']);
    await expect(ask('voices.confirm', { id: 3, speaker: 'S1' })).rejects.toThrow('called Mum');
  });

  it('leaves a name alone that a user gives while the voices are read', async () => {
    await withJobs(recording('a', 0, 90), recording('b', 5, 95));
    await enable();
    await ask('voices.add', { name: 'Anna', id: 1, speaker: 'S1' });
    await ask('voices.add', { name: 'Ben', id: 1, speaker: 'S2' });
    const recognised = ask('voices.recognise', { ids: [2] });
    await ask('documents.edit', { id: 2, operations: [{ kind: 'rename-speaker', speaker: 'S1', name: 'Mum' }] });
    expect(await recognised).toMatchObject([{ renamed: [{ name: 'Ben' }], suggested: [{ called: 'Mum' }] }]);
    expect(await namesOf(2)).toEqual(['Mum', 'Ben']);
  });

  it('suggests what is not clear; only a confirmation names and adds a sample', async () => {
    await withJobs(recording('a', 0), recording('b', 52, 180));
    await enable();
    await ask('voices.add', { name: 'Anna', id: 1, speaker: 'S1' });
    expect(await ask('voices.match', { id: 2 })).toMatchObject([
      { speaker: 'S1', band: 'suggest', name: 'Anna', doubt: 'score', called: 'Speaker 1' },
      { speaker: 'S2', band: 'unknown' },
    ]);
    expect(await ask('voices.recognise', { ids: [2] })).toMatchObject([
      { renamed: [], suggested: [{ speaker: 'S1' }] },
    ]);
    expect(await ask('voices.state', {})).toMatchObject({ samples: 1 });
    expect(await ask('voices.confirm', { id: 2, speaker: 'S1' })).toMatchObject({ name: 'Anna', samples: 2 });
    expect(await namesOf(2)).toEqual(['Anna', 'Speaker 2']);
    await expect(ask('voices.confirm', { id: 2, speaker: 'S2' })).rejects.toThrow('no suggestion');
  });

  it('names a fresh document and says so in alerts, and leaves it alone when off or in trouble', async () => {
    await withJobs(recording('a', 0, 70));
    await enable();
    await ask('voices.add', { name: 'Anna', id: 1, speaker: 'S1' });
    await studio.close();
    const library = await openLibrary(home, silentLogger);
    const { document, output } = recording('new', 4, 54, 200);
    const path = scratch.at('fresh.json');
    writeFileSync(path, output);
    const hash = createHash('sha256').update(output).digest('hex');
    const outputs = [{ stage: 'diarize', track: 0, key: 'k', hash, path, bytes: output.length }];
    const named = await recogniseFresh(library, document, outputs, []);
    expect(named.speakers.map(({ name }) => name)).toEqual(['Anna', 'Speaker 2', 'Speaker 3']);
    expect(named.alerts.map(({ code, severity }) => [code, severity])).toEqual([['voice-recognised', 'info']]);
    expect(named.alerts[0]?.message).toContain('S1 is Anna');
    expect(named.provenance.at(-1)).toMatchObject({ stage: 'voices', model: MODEL });
    expect(JSON.stringify(named)).not.toContain('0.99');
    expect(await recogniseFresh(library, document, [], [])).toBe(document);
    library.store.commit(() => library.store.db.exec('DROP TABLE voice_samples'));
    const troubled = await recogniseFresh(library, document, outputs, []);
    expect(troubled.alerts).toMatchObject([{ code: 'voices-failed', severity: 'warning' }]);
    expect(troubled.speakers).toEqual(document.speakers);
    library.store.close();
    studio = await Studio.open({ home: scratch.at('unused'), log: silentLogger, patienceMs: 0 });
  });
});

describe('what is measured without the library', () => {
  it('goes with its document, at once, unless another job uses it', async () => {
    const a = recording('a', 0);
    await withJobs(a, a, recording('b', 90));
    const files = (): number =>
      readdirSync(join(home, 'artifacts'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
        .length;
    expect(files()).toBe(2);
    await ask('documents.remove', { ids: [1] });
    expect(files()).toBe(2);
    await ask('documents.remove', { ids: [2] });
    expect(files()).toBe(1);
    await ask('documents.remove', { ids: [3] });
    expect(files()).toBe(0);
  });
});
