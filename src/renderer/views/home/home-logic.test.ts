import { describe, expect, it } from 'vitest';
import type { DocumentListing } from '../../../contract/document-calls.ts';
import type { JobView } from '../../../contract/job-view.ts';
import { specChangeSchema } from '../../../core/queue/change-spec.ts';
import { FIRST_CHOICES } from '../../state/job-options.ts';
import { planFiles, planText, splitEmpty } from './drop-plan.ts';
import { filterJobs, fold } from './job-filter.ts';
import { fractionOf, stageSteps } from './job-fraction.ts';
import { arrange, libraryItems } from './library-items.ts';
import { baseName, exportName, sizeText } from './names.ts';
import { nightOf } from './night.ts';
import { changeOf } from './spec-change.ts';

const job = (change: Partial<JobView>): JobView => ({
  id: 1,
  path: '/talks/a.wav',
  state: 'running',
  progress: 0,
  attempt: 1,
  crashes: 0,
  priority: 0,
  ...change,
});
const file = (name: string, type = ''): File => new File(['x'], name, { type });

describe('planFiles', () => {
  it('takes subtitles on a project as its cues, and alone nowhere', () => {
    const srt = file('Talk.SRT');
    expect(planFiles([srt], 7)).toEqual({ kind: 'captions', file: srt, project: 7 });
    expect(planFiles([srt], undefined)).toEqual({ kind: 'refused', reason: 'captionsAlone' });
    expect(planFiles([srt, file('b.vtt')], 7)).toEqual({ kind: 'refused', reason: 'captionsSeveral' });
  });

  it('takes any file that was named, and only media out of folders', () => {
    const odd = file('recording.dat');
    const video = file('talk.mp4');
    expect(planFiles([odd], undefined)).toEqual({ kind: 'recordings', files: [odd] });
    expect(planFiles([odd, video, file('talk.srt')], undefined, true)).toEqual({ kind: 'recordings', files: [video] });
    expect(planFiles([odd], undefined, true)).toEqual({ kind: 'refused', reason: 'noMedia' });
  });
});

describe('splitEmpty', () => {
  it('names what holds nothing and keeps the rest; in folders only recordings are named', () => {
    const [full, wav, note] = [file('a.wav'), new File([], 'b.wav'), new File([], 'notes')];
    expect(splitEmpty([full, wav, note], false)).toEqual({ filled: [full], empty: [wav, note] });
    expect(splitEmpty([full, wav, note], true)).toEqual({ filled: [full], empty: [wav] });
  });
});

describe('planText', () => {
  it('finds each address once', () => {
    const text = '# list\nhttps://example.org/a\nsee https://example.org/b https://example.org/a';
    expect(planText(text)).toEqual({
      kind: 'addresses',
      urls: ['https://example.org/a', 'https://example.org/b'],
    });
  });

  it.each(['hello', 'javascript:alert(1)', 'file:///etc/passwd', 'https://'])('refuses %s', (text) => {
    expect(planText(text)).toEqual({ kind: 'refused', reason: 'text' });
  });
});

describe('progress of a job', () => {
  const live = { fraction: 0.5, stages: { vad: 1, asr: 0.3 }, stage: 'asr', alerts: [], heard: '' };

  it('is the larger of what was written down and what is told, and ends only with the job', () => {
    expect(fractionOf(job({ progress: 0.7 }), live)).toBe(0.7);
    expect(fractionOf(job({}), live)).toBe(0.5);
    expect(fractionOf(job({}), { ...live, fraction: 1 })).toBe(0.99);
    expect(fractionOf(job({ state: 'done' }), undefined)).toBe(1);
  });

  it('counts the download of a recording as a part of it', () => {
    const fetching = { fraction: 0, stages: { fetch: 0.5 }, stage: 'fetch', alerts: [], heard: '' };
    const web = job({ url: 'https://example.org/a' });
    expect(fractionOf(web, fetching)).toBeGreaterThan(0);
    expect(fractionOf(web, live)).toBeGreaterThan(fractionOf(web, fetching));
  });

  it('takes steps before the running one as done', () => {
    const states = Object.fromEntries(
      stageSteps(job({ stage: 'asr' }), undefined).map((step) => [step.stage, step.state]),
    );
    expect(states).toEqual({ vad: 'done', asr: 'running', diarize: 'waiting', cues: 'waiting' });
  });
});

describe('the library', () => {
  const listing = (id: number, change: Partial<DocumentListing> = {}): DocumentListing => ({
    job: id,
    path: `/talks/${id}.wav`,
    revision: 1,
    words: 10,
    speakers: [],
    edited: false,
    conflicts: 0,
    ...change,
  });

  it('shows each recording once, and no job that was given up', () => {
    const items = libraryItems(
      [listing(1)],
      [job({ id: 1, state: 'done' }), job({ id: 2 }), job({ id: 3, state: 'cancelled' })],
    );
    expect(items.map(({ id }) => id)).toEqual([1, 2]);
  });

  it('is searched by title and speaker without case and marks', () => {
    const items = libraryItems(
      [
        listing(1, { title: 'İzmir görüşmesi' }),
        listing(2, { speakers: [{ id: 's', name: 'Édith', speech: 1, place: 0 }] }),
      ],
      [],
    );
    const find = (search: string) =>
      arrange(items, { search, filter: 'all', sort: 'newest' }, 'en').map(({ id }) => id);
    expect(find('izmir GORUSME')).toEqual([1]);
    expect(find('edith')).toEqual([2]);
    expect(find('')).toEqual([2, 1]);
  });
});

it('filters jobs by what they wait for', () => {
  const jobs = [job({ id: 1 }), job({ id: 2, state: 'paused' }), job({ id: 3, state: 'cancelled' })];
  expect(filterJobs(jobs, 'waiting', '').map(({ id }) => id)).toEqual([2]);
  expect(filterJobs(jobs, 'failed', '').map(({ id }) => id)).toEqual([3]);
  expect(filterJobs(jobs, 'all', 'A.WAV')).toHaveLength(3);
  expect(fold('ISTANBUL')).toBe(fold('ıstanbul'));
});

it('changes only what was touched', () => {
  const change = changeOf({ ...FIRST_CHOICES, speakers: 'exactly', exactly: 3 }, new Set(['speakers']));
  expect(specChangeSchema.parse(change)).toEqual({
    options: { speakers: 3, skipDiarize: false },
    reset: ['minSpeakers', 'maxSpeakers'],
  });
});

it('changes of a translation what was touched, and ends it where no language is left', () => {
  const choices = { ...FIRST_CHOICES, translate: ['fr'], translateStyle: ' informal ' };
  const of = (change: Partial<typeof choices>, ...touched: (keyof typeof choices)[]): unknown =>
    specChangeSchema.parse(changeOf({ ...choices, ...change }, new Set(touched))).translate;
  expect(of({}, 'profile')).toBeUndefined();
  expect(of({}, 'translate')).toEqual({ languages: ['fr'] });
  expect(of({}, 'translateStyle')).toEqual({ style: 'informal' });
  expect(of({ translateStyle: ' ' }, 'translateStyle')).toEqual({ style: '' });
  expect(of({ translateRetime: 'divide' }, 'translateRetime')).toEqual({ retime: 'divide' });
  expect(of({ translateRetime: 'keep' }, 'translateRetime')).toEqual({ retime: 'keep' });
  expect(of({ glossary: 'gate\tporte' }, 'glossary')).toEqual({ glossary: [{ source: 'gate', target: 'porte' }] });
  expect(of({ glossary: '' }, 'glossary')).toBeUndefined();
  expect(of({ translate: [] }, 'translate')).toBe('none');
});

it('knows whether work is done by the morning', () => {
  const evening = new Date(2026, 4, 4, 18);
  const hours = (count: number): number => count * 3_600_000;
  expect(nightOf(evening, hours(1))).toBeUndefined();
  expect(nightOf(evening, hours(13))).toBe('fits');
  expect(nightOf(evening, hours(15))).toBe('longer');
  expect(nightOf(new Date(2026, 4, 4, 3), hours(6))).toBe('longer');
});

it('names things', () => {
  expect(baseName('C:\\talks\\a.wav')).toBe('a.wav');
  expect(baseName('/talks/')).toBe('talks');
  expect(exportName('What? A/B: "x" ', 'srt')).toBe('What_ A_B_ _x_.srt');
  expect(sizeText(1_500_000, 'en')).toBe('1.5 MB');
});
