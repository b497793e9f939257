import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TranscribeInput } from '../../src/engine/protocol/jobs.ts';
import { type RemoteApi, remoteAsrOf } from '../../src/core/remote-asr/remote-asr.ts';
import { audioFixture, readTruth } from '../support/fixtures.ts';
import { type SpeechHost, startSpeechHost } from '../support/speech-host.ts';
import { type FixtureRun, transcribeFixture } from '../support/transcribe-fixture.ts';

const ID = 'digits-dialog-2spk-60s';
const KEY = 'sk-canary-0123456789';
const truth = readTruth(ID).words;
let host: SpeechHost;

beforeAll(async () => {
  host = await startSpeechHost(ID);
});
afterAll(() => host.close());
beforeEach(() => {
  host.requests.length = 0;
  host.faults.length = 0;
  host.flavour = 'speaches';
});

function run(api: RemoteApi, options: Partial<TranscribeInput['options']> = {}): Promise<FixtureRun> {
  if (api === 'lemonfox') host.flavour = 'lemonfox';
  const remote = { spec: remoteAsrOf({ url: host.url, api, plainHttp: false }), key: KEY };
  return transcribeFixture(audioFixture(`${ID}.flac`), { language: 'en', ...options }, { remote });
}

const codes = ({ output }: FixtureRun): string[] => output.document.alerts.map(({ code }) => code);
const texts = ({ output }: FixtureRun): string[] => output.document.words.map(({ text }) => text);

describe('a job with a speech server', () => {
  it('has its words, and speakers of this computer', async () => {
    const job = await run('openai');
    expect(texts(job)).toEqual(truth.map(({ word }) => word));
    const { speakers, words, provenance } = job.output.document;
    expect(speakers).toHaveLength(2);
    expect(new Set(words.map(({ engine }) => engine))).toEqual(new Set([new URL(host.url).host]));
    expect(provenance.find(({ stage }) => stage === 'diarize')?.model).toContain('segmentation');
    expect(JSON.stringify(job)).not.toContain(KEY);
  });

  it('has the speakers of Lemonfox where one request heard it all', async () => {
    const job = await run('lemonfox');
    expect(host.requests).toHaveLength(1);
    expect(codes(job)).toContain('speakers-of-recogniser');
    expect(texts(job)).toEqual(truth.map(({ word }) => word));
    const first = truth[0].speaker;
    expect(job.output.document.words.map(({ speaker }) => speaker)).toEqual(
      truth.map(({ speaker }) => (speaker === first ? 'S1' : 'S2')),
    );
    expect(job.output.timings.map(({ stage }) => stage)).not.toContain('diarize');
  });

  it('has speakers of this computer when those of Lemonfox are not what was asked for', async () => {
    const job = await run('lemonfox', { speakers: 3 });
    expect(codes(job)).not.toContain('speakers-of-recogniser');
    expect(job.output.document.speakers).toHaveLength(3);
  });

  it('goes on with its own model and its own speakers when the quota is gone, and says so', async () => {
    host.faults.push({ status: 402 });
    const job = await run('lemonfox');
    expect(codes(job)).toEqual(expect.arrayContaining(['downgrade-model', 'fixture-model']));
    expect(host.requests).toHaveLength(1);
    const { words, speakers, dropped } = job.output.document;
    expect(new Set(words.map(({ engine }) => engine))).toEqual(new Set(['whisper-digits']));
    expect(words.length).toBeGreaterThan(truth.length * 0.8);
    expect(dropped.filter(({ reason }) => reason === 'decode-failed')).toEqual([]);
    expect(speakers).toHaveLength(2);
    expect(job.output.timings.find(({ stage }) => stage === 'asr')?.device).toBe('cpu');
    expect(JSON.stringify(job)).not.toContain(KEY);
  });
});
