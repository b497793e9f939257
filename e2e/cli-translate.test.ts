import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type HostQuestion, type LlmHost, startLlmHost } from '../tests/support/llm-host.ts';
import { type CliResult, runCli, startCli } from '../tests/support/run-cli.ts';
import { answerTo, readCall, type ScriptedCall } from '../tests/support/scripted-llm.ts';
import { seeded } from '../tests/support/seeded.ts';

const KEY = 'sk-canary-9876543210';
const WORDS = 'akşam kapı deniz yolcu mektup gölge rüzgar şehir köprü ateş kedi sabah'.split(' ');
let host: LlmHost;
let folder: string;

const callOf = (question: HostQuestion): ScriptedCall =>
  readCall({ messages: question.messages as never, maxOutputTokens: 0, temperature: 0 }, 0);
const keysOf = (question: HostQuestion): string[] => callOf(question).lines.map((line) => line.key);
const say = (text: string): string => `la phrase ${/\d+/.exec(text)?.[0] ?? text}`;

beforeAll(async () => {
  host = await startLlmHost((question) => ({ text: answerTo(callOf(question), (line) => say(line.text)) }));
});
afterAll(() => host.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'voxlane-translate-'));
  host.questions.length = 0;
  host.answered.length = 0;
  host.faults.length = 0;
  host.chance = () => undefined;
  host.key = KEY;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const environment = (): Record<string, string> => ({
  VOXLANE_HOME: join(folder, 'home'),
  VOXLANE_CACHE: join(folder, 'cache'),
  VOXLANE_LLM_URL: host.url,
  VOXLANE_LLM_MODEL: 'scripted',
  VOXLANE_LLM_KEY: KEY,
});
const run = (...args: readonly string[]): Promise<CliResult> => runCli(args, { cwd: folder, env: environment() });

function clock(ms: number): string {
  return `${new Date(ms).toISOString().slice(11, 19)},${String(ms % 1000).padStart(3, '0')}`;
}

/** An SRT file of so many cues, with times in its own way of pauses. */
async function episode(count: number): Promise<{ readonly path: string; readonly times: readonly string[] }> {
  const times = Array.from({ length: count }, (_, index) => {
    const start = index * 3100 + Math.floor(index / 9) * 4000;
    return `${clock(start)} --> ${clock(start + 2900)}`;
  });
  const blocks = times.map(
    (time, index) =>
      `${index + 1}\n${time}\n${WORDS[index % 12] ?? ''} ${WORDS[(index * 5 + 3) % 12] ?? ''} numara ${index + 1}\n`,
  );
  const path = join(folder, 'episode.srt');
  await writeFile(path, blocks.join('\n'));
  return { path, times };
}

/** The cues of a written file: time line and text. */
async function written(path: string): Promise<(readonly [string, string])[]> {
  const text = await readFile(path, 'utf8');
  return text
    .trim()
    .split(/\r?\n\r?\n/u)
    .map((block) => block.split(/\r?\n/u))
    .map(([, time = '', ...lines]) => [time, lines.join(' ')] as const);
}

describe('voxlane translate', () => {
  it('translates a file: same cues, same times, terms and people in the prompt, the key nowhere', async () => {
    const { path, times } = await episode(60);
    await writeFile(join(folder, 'terms.tsv'), 'köprü\tpont\tthe old one\n');
    const result = await run('translate', path, '--from', 'tr', '--to', 'fr', '--glossary', 'terms.tsv', '--json');
    expect(result.code, result.stderr).toBe(0);
    const report = JSON.parse(result.stdout) as { cues: number; translated: number; calls: number; flagged: unknown[] };
    expect(report).toMatchObject({ cues: 60, translated: 60 });
    const cues = await written(join(folder, 'episode.fr.srt'));
    expect(cues.map(([time]) => time)).toEqual(times);
    expect(cues.map(([, text]) => text)).toEqual(times.map((_, index) => say(String(index + 1))));
    expect(JSON.stringify(host.questions[0]?.messages)).toContain('the old one');
    expect(result.stdout + result.stderr).not.toContain(KEY);
    expect(result.stderr.match(/Translated 100 %/gu)).toHaveLength(1);
  });

  it('says what is missing: no model, no cues, a glossary that is none, the same file', async () => {
    const { path } = await episode(3);
    const plain = await runCli(['translate', path, '--to', 'fr'], { cwd: folder, env: { VOXLANE_HOME: folder } });
    expect([plain.code, plain.stderr]).toEqual([2, expect.stringContaining('--llm-url')]);
    await writeFile(join(folder, 'bad.json'), '[{"source": 1}]');
    const glossary = await run('translate', path, '--to', 'fr', '--glossary', 'bad.json');
    expect([glossary.code, glossary.stderr]).toEqual([3, expect.stringContaining('glossary')]);
    expect((await run('translate', path, '--to', 'fr', '--out', path)).code).toBe(2);
    await writeFile(join(folder, 'empty.srt'), '');
    expect((await run('translate', 'empty.srt', '--to', 'fr')).code).toBe(3);
    expect(host.questions).toEqual([]);
  });

  it('a refused key leaves the source text, says so, and the next run goes on', async () => {
    const { path, times } = await episode(60);
    host.faults.push(undefined, 'key');
    const first = await run('translate', path, '--from', 'tr', '--to', 'fr');
    expect(first.code, first.stderr).toBe(5);
    const paid = new Set(host.answered.flatMap(keysOf));
    expect(paid.size).toBeGreaterThan(0);
    const half = await written(join(folder, 'episode.fr.srt'));
    expect(half.map(([time]) => time)).toEqual(times);
    expect(half.filter(([, text]) => text.startsWith('la phrase')).length).toBe(paid.size);
    host.faults.length = 0;
    host.answered.length = 0;
    const second = await run('translate', path, '--from', 'tr', '--to', 'fr');
    expect(second.code, second.stderr).toBe(0);
    expect(host.answered.flatMap(keysOf).some((key) => paid.has(key))).toBe(false);
    expect((await written(join(folder, 'episode.fr.srt'))).every(([, text]) => text.startsWith('la phrase'))).toBe(
      true,
    );
  });

  it('killed ten times, it ends with the same bytes, and no finished batch is paid twice', async () => {
    const { path } = await episode(300);
    const out = join(folder, 'episode.fr.srt');
    const args = ['translate', path, '--from', 'tr', '--to', 'fr'];
    expect((await run(...args)).code).toBe(0);
    const undisturbed = await readFile(out);
    await rm(out);
    const answer = host.answer;
    const paid: string[] = [];
    try {
      for (let kills = 0; kills < 10; kills++) {
        const started = startCli(args, { cwd: folder, env: environment() });
        let answered = 0;
        host.answer = (question) => {
          // The second question of a process is never answered: it dies with it under way.
          if (answered++ > 0) started.process.kill('SIGKILL');
          else paid.push(...keysOf(question));
          return answer(question);
        };
        expect((await started.result).signal).toBe('SIGKILL');
      }
      host.answer = (question) => {
        paid.push(...keysOf(question));
        return answer(question);
      };
      const last = await run(...args);
      expect(last.code, last.stderr).toBe(0);
    } finally {
      host.answer = answer;
    }
    expect((await readFile(out)).equals(undisturbed)).toBe(true);
    expect([paid.length, new Set(paid).size]).toEqual([300, 300]);
  });

  it('a thousand cues with bad answers at random end complete, with identical times and the cost', async () => {
    const { path, times } = await episode(1000);
    const random = seeded(7);
    host.faults.push(undefined, 'rate-seconds', undefined, 'error-500');
    // Those that nobody waits after: the waits have tests of their own.
    const faults = ['empty', 'broken-json', 'refusal', 'overflow'] as const;
    host.chance = () => (random() < 0.3 ? faults[Math.floor(random() * faults.length)] : undefined);
    const result = await run('translate', path, '--from', 'tr', '--to', 'fr', '--json');
    expect(result.code, result.stderr).toBe(0);
    const report = JSON.parse(result.stdout) as { cues: number; calls: number; usage: { inputTokens: number } };
    expect(report.cues).toBe(1000);
    expect(report.usage.inputTokens).toBeGreaterThan(0);
    const cues = await written(join(folder, 'episode.fr.srt'));
    expect(cues.map(([time]) => time)).toEqual(times);
    expect(cues.filter(([, text]) => !text.startsWith('la phrase')).length).toBeLessThan(20);
  });
});
