import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LimiterStore } from '../../src/core/llm/limiter/limiter-store.ts';
import { llmSpecOf } from '../../src/core/llm/llm-spec.ts';
import type { CheckpointStore } from '../../src/core/ports/checkpoints.ts';
import { type Classification, classify } from '../../src/core/stages/classify/classify.ts';
import { BUNDLED_SCHEMAS } from '../../src/core/stages/classify/schemas.ts';
import type { RequestClock } from '../../src/platform/net/request-clock.ts';
import { openCheckpointFolder } from '../../src/platform/storage/checkpoint-folder.ts';
import { createLlm } from '../../src/studio/llm/create-llm.ts';
import { ProgressTold } from '../../src/studio/language/progress-told.ts';
import { classReply, session, truthOf } from '../support/class-answers.ts';
import { type HostFault, type HostQuestion, type LlmHost, startLlmHost } from '../support/llm-host.ts';
import { memoryCheckpoints } from '../support/memory-checkpoints.ts';
import { scratchFolder } from '../support/scratch.ts';
import { readCall, type ScriptedCall } from '../support/scripted-llm.ts';
import { seeded } from '../support/seeded.ts';

const COUNT = 5726;
const AT_ONCE = 8;
const scratch = scratchFolder();
const schema = BUNDLED_SCHEMAS.get('character')!;
const cues = session(COUNT);
const lines = cues.map(({ text, ...cue }) => ({ ...cue, lines: [text], asked: true }));
const callOf = (question: HostQuestion): ScriptedCall =>
  readCall({ messages: question.messages as never, maxOutputTokens: 0, temperature: 0 }, 0);
const good = (question: HostQuestion) => ({ text: JSON.stringify(classReply(callOf(question))) });
let host: LlmHost;

beforeAll(async () => {
  host = await startLlmHost(good);
});
afterAll(() => host.close());
beforeEach(() => {
  host.questions.length = 0;
  host.answered.length = 0;
  host.faults.length = 0;
  host.chance = () => undefined;
  host.answer = good;
});

/** Time that passes as fast as somebody waits. */
function hurriedClock(): RequestClock {
  let ahead = 0;
  const random = seeded(11);
  return {
    nowMs: () => performance.now(),
    wallMs: () => Date.now() + ahead,
    sleep: async (ms, signal) => {
      ahead += ms;
      await wait(Math.min(ms, 4), undefined, { signal });
    },
    random,
  };
}

interface Told {
  readonly done: number;
  readonly total: number;
  readonly atMs: number;
}

interface Run {
  readonly checkpoints?: CheckpointStore;
  readonly signal?: AbortSignal;
}

/** Limits that nobody needs after the test. */
const limits: LimiterStore = { load: () => Promise.resolve(undefined), save: () => Promise.resolve() };

async function run(
  name: string,
  { checkpoints = memoryCheckpoints(), signal = new AbortController().signal }: Run = {},
): Promise<{ readonly made: Classification; readonly told: readonly Told[] }> {
  const spec = llmSpecOf({ url: host.url, model: name, limits: { concurrency: AT_ONCE } });
  const engine = createLlm(spec, undefined, limits, { clock: hurriedClock() });
  const told: Told[] = [];
  const teller = new ProgressTold((progress) => told.push({ ...progress, atMs: performance.now() }));
  teller.begin(COUNT);
  try {
    const progress = (done: number, total: number): void => teller.share(done / total);
    const parts = { engines: [engine], checkpoints, progress };
    return { made: await classify(lines, { schema, cast: new Map() }, parts, signal), told };
  } finally {
    teller.end();
    await engine.dispose();
  }
}

const rightClass = (index: number) => {
  const { label, character } = truthOf(index);
  return { label, ...(character === '-' ? {} : { character }), confidence: 0.9 };
};

function expectRight({ lines: made }: Classification, model: string): void {
  const by = `${model}@${new URL(host.url).host}`;
  expect(made).toEqual(cues.map(({ id }, index) => ({ id, class: { ...rightClass(index), by } })));
}

function expectSteady(told: readonly Told[]): void {
  for (const [index, now] of told.entries()) {
    const before = told[index - 1] ?? { done: 0, atMs: now.atMs };
    expect(now.done).toBeGreaterThanOrEqual(before.done);
    expect(now.done - before.done).toBeLessThanOrEqual(50);
    expect(now.atMs - before.atMs).toBeLessThanOrEqual(10_000);
  }
  expect(told.at(-1)).toMatchObject({ done: COUNT, total: COUNT });
}

describe('5,726 cues over loopback', () => {
  it('take at most 600 calls, and progress is never silent for 50 cues or 10 s', async () => {
    const { made, told } = await run('undisturbed');
    expect(made.stopped).toBeUndefined();
    expect(host.questions.length).toBeLessThanOrEqual(600);
    expect(made.calls).toBe(host.questions.length);
    expectRight(made, 'undisturbed');
    expectSteady(told);
  });

  it('end complete with every fault at random, right or flagged', async () => {
    const random = seeded(5);
    const faults: readonly HostFault[] = [
      ...(['refusal', 'empty', 'broken-json', 'overflow', 'cut', 'rate', 'rate-seconds', 'error-500'] as const),
      ...(['overloaded', 'not-json'] as const),
    ];
    host.chance = () => (random() < 0.15 ? faults[Math.floor(random() * faults.length)] : undefined);
    host.answer = (question) => {
      const call = callOf(question);
      const reply = classReply(call);
      const keys = Object.keys(reply);
      const [a = '', b = ''] = keys.toSorted(() => random() - 0.5);
      const dice = random();
      if (dice < 0.06) [reply[a], reply[b]] = [reply[b] ?? '', reply[a] ?? ''];
      else if (dice < 0.12) delete reply[a];
      else if (dice < 0.16) reply[a] = (reply[a] ?? '').replace(/\| [a-z-]+ \|/u, '| narrator |');
      else if (dice < 0.2)
        return { text: JSON.stringify(Object.fromEntries(keys.map((key) => [`x${key}`, reply[key]]))) };
      else if (dice < 0.23) return { text: keys.map((key) => `${key}: ${reply[key]}`).join('\n') };
      return { text: JSON.stringify(reply) };
    };
    const { made, told } = await run('faults');
    expect(made.stopped).toBeUndefined();
    expect(made.lines.map(({ id }) => id)).toEqual(cues.map(({ id }) => id));
    for (const [index, { class: given, flag }] of made.lines.entries()) {
      if (flag === undefined) expect(given).toMatchObject(rightClass(index));
      else expect(given).toBeUndefined();
    }
    expect(made.lines.filter(({ flag }) => flag !== undefined).length).toBeLessThan(COUNT / 200);
    expectSteady(told);
  });

  it('stopped three times, end the same, and no finished batch is paid twice', async () => {
    const checkpoints = openCheckpointFolder(scratch.at('stops'));
    const written = new Set<string>();
    const counted: CheckpointStore = {
      ...checkpoints,
      write: async (key, value) => {
        await checkpoints.write(key, value);
        for (const { key: cue } of (value as { lines: { key: string }[] }).lines) written.add(cue);
      },
    };
    const again: string[] = [];
    for (let round = 0; round < 3; round++) {
      const controller = new AbortController();
      const limit = host.questions.length + 100;
      const finished = new Set(written);
      host.answer = (question) => {
        again.push(...callOf(question).lines.flatMap(({ key }) => (finished.has(key) ? [key] : [])));
        if (host.questions.length > limit) controller.abort();
        return good(question);
      };
      const stopped = await run('stopped', { checkpoints: counted, signal: controller.signal }).catch(() => undefined);
      expect(stopped).toBeUndefined();
      expect(written.size).toBeGreaterThan(finished.size);
    }
    const finished = new Set(written);
    host.answer = (question) => {
      again.push(...callOf(question).lines.flatMap(({ key }) => (finished.has(key) ? [key] : [])));
      return good(question);
    };
    const last = await run('stopped', { checkpoints: counted });
    expect(again).toEqual([]);
    expectRight(last.made, 'stopped');
    expectSteady(last.told);
  });
});
