import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LanguageProgress, TranslateOutcome } from '../../src/contract/language-calls.ts';
import { valueOf } from '../../src/contract/reply.ts';
import { newDocument } from '../../src/core/document/new-document.ts';
import type { VoxlaneDocument } from '../../src/core/document/types.ts';
import type { Cue } from '../../src/core/timeline/types.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import { Studio } from '../../src/studio/studio.ts';
import { fillLibrary } from '../support/fill-library.ts';
import { type HostQuestion, type LlmHost, startLlmHost } from '../support/llm-host.ts';
import { scratchFolder } from '../support/scratch.ts';
import { answerTo, readCall, type ScriptedCall } from '../support/scripted-llm.ts';

const COUNT = 40;
const SPEAKERS = [
  { id: 'S1', name: 'Anna' },
  { id: 'S2', name: 'Ben' },
];

const scratch = scratchFolder();
let host: LlmHost;
let studio: Studio;
let home = '';
let id = 0;

const callOf = ({ messages }: HostQuestion): ScriptedCall =>
  readCall({ messages: messages as never, maxOutputTokens: 0, temperature: 0 }, 0);
const isReading = (question: HostQuestion): boolean => 'dialogue' in callOf(question).data;
const translations = (): ScriptedCall[] => host.questions.filter((question) => !isReading(question)).map(callOf);
const askedTexts = (): string[] => translations().flatMap(({ lines }) => lines.map(({ text }) => text));
const french = (text: string): string => `la phrase ${/\d+/u.exec(text)?.[0] ?? text}`;

function cues(): Cue[] {
  return Array.from({ length: COUNT }, (_, index) => ({
    id: `c${index + 1}`,
    startMs: index * 3000,
    endMs: index * 3000 + 2500,
    speaker: index % 2 === 0 ? 'S1' : 'S2',
    lines: [`the sentence ${index + 1} of them`],
    wordIds: [],
  }));
}

const NOTE = { by: 'user', gender: 'female' };

beforeAll(async () => {
  host = await startLlmHost((question) => {
    const call = callOf(question);
    if (isReading(question))
      return {
        text: JSON.stringify({
          people: [{ name: 'Anna', gender: NOTE.gender, note: 'none' }],
          relations: [{ from: 'Anna', to: 'Ben', address: 'informal', kinship: 'none' }],
        }),
      };
    if ('room' in call.data)
      return {
        text: JSON.stringify({ wordings: ['la phrase 3', 'une autre phrase', 'une autre phrase', 'autrement'] }),
      };
    return { text: answerTo(call, ({ text }) => french(text)) };
  });
});
afterAll(() => host.close());

let round = 0;
beforeEach(async () => {
  home = scratch.at(`library-${round++}`);
  host.questions.length = 0;
  host.answered.length = 0;
  host.faults.length = 0;
  const whole = newDocument({ language: 'en', speakers: SPEAKERS, cues: cues() });
  const document = { ...whole, profile: 'netflix', media: { ...whole.media, durationMs: COUNT * 3000 + 5000 } };
  [id = 0] = await fillLibrary(home, [{ path: '/r/talk.wav', document }]);
  studio = await Studio.open({ home, log: silentLogger, patienceMs: 2000 });
  await set('languageModels', [model('first')]);
  return () => studio.close();
});

function model(name: string, url = host.url) {
  return { kind: 'openai' as const, url: `${url}/v1`, model: name, plainHttp: false };
}

async function set(key: string, value: unknown): Promise<void> {
  valueOf(await studio.call('settings.set', { key, value }));
}

async function translate(wish: object = {}, signal?: AbortSignal): Promise<TranslateOutcome> {
  const run = signal === undefined ? {} : { signal };
  return valueOf(await studio.call('language.translate', { id, language: 'fr', ...wish }, run));
}

async function opened(): Promise<VoxlaneDocument> {
  return valueOf(await studio.call('documents.open', { id })).document;
}

async function edit(...operations: readonly object[]): Promise<void> {
  expect(valueOf(await studio.call('documents.edit', { id, operations: [...operations] as never })).kind).toBe(
    'edited',
  );
}

const said = (document: VoxlaneDocument, cue: string): string | undefined =>
  document.cues.find((each) => each.id === cue)?.translations?.['fr']?.lines.join(' ');

describe('translating a stored document', () => {
  it('is one undo step that every window hears of, with the sheet of the first reading, and is asked for once', async () => {
    const progress: LanguageProgress[] = [];
    const heads: (string | undefined)[] = [];
    studio.on('language', (event) => progress.push(event));
    studio.on('document', (event) => heads.push(event.head));
    const before = await opened();
    const outcome = await translate({ call: 'mine', label: 'traduction : français', style: 'plain' });
    expect(outcome).toMatchObject({
      asked: COUNT,
      translated: COUNT,
      untranslated: 0,
      kept: 0,
      models: [expect.stringContaining('first')],
    });
    expect(outcome.position?.undoLabel).toBe('traduction : français');
    expect(outcome.stopped).toBeUndefined();
    expect(outcome.cost).toMatchObject({ calls: host.questions.length });
    expect(outcome.cost.inputTokens + outcome.cost.outputTokens).toBe(host.billed.tokens);

    const now = await opened();
    expect(now.cues.map(({ translations: _notes, ...cue }) => cue)).toEqual(before.cues);
    expect(now.cues.map((cue) => said(now, cue.id))).toEqual(now.cues.map((_, index) => `la phrase ${index + 1}`));
    expect(now.translations).toEqual([
      {
        language: 'fr',
        style: 'plain',
        relations: {
          people: [{ name: 'Anna', gender: 'female' }],
          relations: [{ from: 'Anna', to: 'Ben', address: 'informal' }],
        },
      },
    ]);
    expect(heads).toEqual([outcome.position?.head]);
    expect(progress[0]).toEqual({ id, kind: 'translate', language: 'fr', call: 'mine', done: 0, total: COUNT });
    expect(progress.at(-1)).toMatchObject({ done: COUNT, total: COUNT });
    expect(progress.map(({ done }) => done)).toEqual(progress.map(({ done }) => done).toSorted((a, b) => a - b));
    expect(readdirSync(join(home, 'language-work', String(id)))).toEqual([]);

    host.questions.length = 0;
    expect(await translate()).toMatchObject({ asked: 0, translated: 0 });
    expect(host.questions).toHaveLength(0);
    expect(valueOf(await studio.call('documents.history', { id }))).toHaveLength(1);
    await studio.call('documents.undo', { id });
    expect(await opened()).toEqual(before);
  });

  it('asks for what is missing or out of date, with what is around it; own and locked lines stay', async () => {
    await translate();
    await edit(
      { kind: 'set-cue-lines', cue: 'c5', lines: ['another sentence 500 here'] },
      { kind: 'set-cue-lines', cue: 'c7', lines: ['another sentence 700 here'] },
      { kind: 'lock-translations', cues: ['c7'], language: 'fr', locked: true },
      { kind: 'set-cue-lines', cue: 'c9', lines: ['another sentence 900 here'] },
      { kind: 'set-cue-translation', cue: 'c9', language: 'fr', lines: ['mes propres mots'] },
    );
    host.questions.length = 0;
    expect(await translate()).toMatchObject({ asked: 1, translated: 1, kept: 2 });
    expect(askedTexts()).toEqual(['another sentence 500 here']);
    expect(translations()[0]?.data['before']).toMatchObject([
      { text: 'the sentence 2 of them', translation: 'la phrase 2', speaker: 'Ben' },
      { translation: 'la phrase 3' },
      { translation: 'la phrase 4' },
    ]);
    expect(translations()[0]?.data['relations']).toHaveLength(1);
    const now = await opened();
    expect(['c5', 'c7', 'c9'].map((cue) => said(now, cue))).toEqual([
      'la phrase 500',
      'la phrase 7',
      'mes propres mots',
    ]);

    host.questions.length = 0;
    expect(await translate({ cues: ['c1', 'c2', 'c9'] })).toMatchObject({ asked: 0, kept: 1 });
    expect(await translate({ cues: ['c1', 'c2', 'c9'], again: true })).toMatchObject({
      asked: 2,
      translated: 2,
      kept: 1,
    });
    expect(askedTexts()).toEqual(['the sentence 1 of them', 'the sentence 2 of them']);
    expect(await studio.call('language.translate', { id, language: 'fr', cues: ['c1', 'nope'] })).toMatchObject({
      ok: false,
      error: { code: 'options-invalid' },
    });
  });

  it('has lines that are too long stay longer in that language where it is wished, as one undo step', async () => {
    // 52 characters with the French space: 3059 ms at 17 a second.
    const long = 'Je ne sais pas du tout ce que vous voulez me dire.!';
    const answer = host.answer;
    host.answer = (question) => {
      const call = callOf(question);
      if (isReading(question)) return answer(question);
      return { text: answerTo(call, ({ text }) => (/ (?:3|40) /u.test(text) ? long : french(text))) };
    };
    try {
      await translate({ language: 'tr', readFirst: false });
      const before = await opened();
      expect(await translate({ retime: 'divide' })).toMatchObject({ translated: COUNT, retimed: 2, flagged: 1 });
      const now = await opened();
      expect(now.cues.map(({ startMs, endMs }) => [startMs, endMs])).toEqual(
        before.cues.map(({ startMs, endMs }) => [startMs, endMs]),
      );
      const longer = now.cues.flatMap(({ id: cue, translations: said }) =>
        Object.entries(said ?? {}).flatMap(([language, { endMs, flags }]) =>
          endMs === undefined ? [] : [{ cue, language, endMs, flags }],
        ),
      );
      // The next cue starts at 9 s; behind the last one there is room.
      expect(longer).toEqual([
        { cue: 'c3', language: 'fr', endMs: 9000 - 83, flags: ['too-long'] },
        { cue: 'c40', language: 'fr', endMs: 120_059, flags: undefined },
      ]);
      expect(now.translations?.map(({ language, retime }) => [language, retime])).toEqual([
        ['tr', undefined],
        ['fr', 'divide'],
      ]);
      const exported = valueOf(
        await studio.call('documents.export', { id, format: 'srt', options: { language: 'fr' } }),
      );
      expect(exported.text).toContain('00:01:57,000 --> 00:02:00,059');
      await studio.call('documents.undo', { id });
      expect(await opened()).toEqual(before);

      // The batches are the same with other times, and a choice of before holds until another one is made.
      await translate({ retime: 'extend' });
      expect(await translate({ cues: ['c40'], again: true })).toMatchObject({ translated: 1, retimed: 1 });
      expect(await translate({ cues: ['c40'], again: true, retime: null })).toMatchObject({
        translated: 1,
        retimed: 0,
      });
      const end = await opened();
      expect(end.cues.at(-1)?.translations?.['fr']).not.toHaveProperty('endMs');
      expect(end.translations?.at(-1)).not.toHaveProperty('retime');
    } finally {
      host.answer = answer;
    }
  });

  it('keeps what is finished when it is stopped, and goes on without asking twice', async () => {
    const stop = new AbortController();
    const off = studio.on('language', ({ done }) => {
      if (done > 0) stop.abort();
    });
    const reply = await studio.call('language.translate', { id, language: 'fr' }, { signal: stop.signal });
    off();
    expect(reply).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    const half = await opened();
    const finished = half.cues.filter((cue) => said(half, cue.id) !== undefined).length;
    expect(finished).toBeGreaterThan(0);
    expect(finished).toBeLessThan(COUNT);
    expect(half.cues.flatMap((cue) => cue.translations?.['fr']?.flags ?? [])).toEqual([]);
    expect(await translate()).toMatchObject({ asked: COUNT - finished, translated: COUNT - finished });
    const answered = host.answered
      .filter((question) => !isReading(question))
      .flatMap((question) => callOf(question).lines);
    expect(answered.map(({ text }) => text).toSorted()).toEqual(
      cues()
        .map(({ lines }) => lines[0])
        .toSorted(),
    );
    expect(host.answered.filter(isReading)).toHaveLength(1);
  });

  it('keeps what is finished when the studio is closed in the middle of it', async () => {
    host.faults.push(undefined, undefined, 'hang');
    const reply = studio.call('language.translate', { id, language: 'fr' });
    await vi.waitFor(() => expect(translations().length).toBeGreaterThan(1), { timeout: 20_000 });
    await studio.close();
    expect(await reply).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    studio = await Studio.open({ home, log: silentLogger, patienceMs: 2000 });
    const half = await opened();
    const finished = half.cues.filter((cue) => said(half, cue.id) !== undefined).length;
    expect(finished).toBeGreaterThan(0);
    expect(finished).toBeLessThan(COUNT);
  });

  it('steps down to the next model, says why, and refuses hosts that nobody agreed to', async () => {
    await set('languageModels', [model('first'), model('second')]);
    host.faults.push(undefined, 'quota');
    const outcome = await translate();
    expect(outcome).toMatchObject({
      translated: COUNT,
      untranslated: 0,
      changes: [{ error: { code: 'quota-exhausted' } }],
    });
    expect(outcome.models).toEqual([expect.stringContaining('second')]);

    const far = { kind: 'openai' as const, url: 'https://models.example/v1', model: 'far', plainHttp: false };
    await set('languageModels', [far]);
    const refused = await studio.call('language.translate', { id, language: 'tr' });
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'options-invalid', what: expect.stringContaining('models.example') },
    });
    expect(valueOf(await studio.call('llm.list', {}))).toMatchObject([
      { host: 'models.example', leavesComputer: true, problem: { code: 'options-invalid' } },
    ]);
    await set('languageModels', [far, model('near')]);
    expect((await translate({ language: 'tr' })).models).toEqual([expect.stringContaining('near')]);
    await set('languageModels', []);
    expect(await studio.call('language.translate', { id, language: 'tr' })).toMatchObject({
      ok: false,
      error: { code: 'options-invalid' },
    });
  });

  it('says until when a quota pauses it, and leaves the rest for later without a flag', async () => {
    const limits = { requestsPerDay: 2 };
    await set('languageModels', [{ ...model('few'), limits }]);
    const outcome = await translate();
    expect(outcome.stopped).toMatchObject({ code: 'quota-exhausted', details: { until: expect.any(String) } });
    expect(outcome.translated).toBeGreaterThan(0);
    expect(outcome.untranslated).toBe(COUNT - outcome.translated);
    expect(Date.parse(String(outcome.stopped?.details?.['until']))).toBeGreaterThan(Date.now());
    const now = await opened();
    expect(now.cues.filter((cue) => cue.translations !== undefined)).toHaveLength(outcome.translated);
  });

  it('does not begin a second time while it runs, and leaves what a person writes meanwhile', async () => {
    let second: unknown;
    let edited: Promise<void> | undefined;
    const off = studio.on('language', ({ done }) => {
      if (done === 0 || edited !== undefined) return;
      second = studio.call('language.translate', { id, language: 'fr' });
      edited = edit(
        { kind: 'set-translation-track', language: 'fr' },
        { kind: 'set-cue-translation', cue: 'c1', language: 'fr', lines: ['moi-même'] },
        { kind: 'set-cue-lines', cue: 'c2', lines: ['other words'] },
      );
    });
    await translate();
    off();
    await edited;
    expect(await second).toMatchObject({ ok: false, error: { code: 'model-busy' } });
    const now = await opened();
    expect([said(now, 'c1'), said(now, 'c2'), said(now, 'c3')]).toEqual(['moi-même', undefined, 'la phrase 3']);
  });
});

describe('one cue and one model', () => {
  it('gives other wordings of a cue and changes nothing', async () => {
    await translate();
    const before = await opened();
    host.questions.length = 0;
    const { wordings, by } = valueOf(await studio.call('language.alternatives', { id, language: 'fr', cue: 'c3' }));
    expect(wordings).toEqual([['une autre phrase'], ['autrement']]);
    expect(by).toContain('first');
    expect(host.questions.map(callOf)[0]?.data).toMatchObject({
      text: 'the sentence 3 of them',
      current: 'la phrase 3',
      before: [{ translation: 'la phrase 1' }, { translation: 'la phrase 2' }],
    });
    expect(await opened()).toEqual(before);
  });

  it('tells how a model does with a small question', async () => {
    await vi.waitFor(() => expect(host.questions).toHaveLength(0));
    const test = async (name: string) => valueOf(await studio.call('llm.test', { choice: model(name) }));
    host.faults.push('key');
    expect(await test('refused')).toMatchObject({ kind: 'failed', error: { code: 'key-refused' } });
    host.faults.push('empty');
    expect(await test('silent')).toMatchObject({ kind: 'useless', text: '' });
    const { answer } = host;
    host.answer = () => ({ text: JSON.stringify({ text: 'Bonjour docteur' }) });
    expect(await test('good')).toMatchObject({
      kind: 'works',
      shape: 'json-schema',
      id: expect.stringContaining('good'),
    });
    host.answer = answer;
  });
});
