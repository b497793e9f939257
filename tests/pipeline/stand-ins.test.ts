import { rmSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { replayOperations } from '../../src/core/document/edits/replay.ts';
import type { Hardware } from '../../src/engine/server/device-for-job.ts';
import { thisMachine } from '../../src/engine/server/device-for-job.ts';
import { openAsrProcess } from '../../src/engine/server/asr/open-asr-process.ts';
import type { StoredArtifact, TranscribeInput } from '../../src/engine/protocol/jobs.ts';
import { keepArtifact } from '../../src/platform/storage/artifact-files.ts';
import { type Fault, faultyWorkers } from '../support/asr-faults.ts';
import { audioFixture } from '../support/fixtures.ts';
import { scratchFolder } from '../support/scratch.ts';
import { type FixtureRun, transcribeFixture } from '../support/transcribe-fixture.ts';

const DIALOG = audioFixture('digits-dialog-2spk-60s.flac');
const BEST = 'whisper-digits';
const OTHER = 'ctc-digits';
const timing = { startMs: 60_000, openMs: () => 60_000, batchMs: () => 60_000 };
const OPTIONS = { language: 'en', skipDiarize: true, batchSize: 1, redecode: 'off', device: 'cpu' } as const;
const DEATH: readonly Fault[] = [{ do: 'sigkill', model: BEST, window: 1 }];

describe('windows that another recogniser wrote', () => {
  const scratch = scratchFolder();

  /** A job of a library: `known` are outputs of the jobs before. Processes fail as `faults` say. */
  async function job(
    faults: readonly Fault[],
    known: readonly StoredArtifact[] = [],
    input: Partial<TranscribeInput> = {},
  ) {
    const workers = faultyWorkers(scratch.at(''), faults);
    const decoded: string[] = [];
    const hardware: Hardware = {
      ...thisMachine,
      async openAsr(spec, owner) {
        const engine = await openAsrProcess(spec, { ...owner, workers, timing });
        return {
          ...engine,
          transcribe(windows, ...rest) {
            decoded.push(...windows.map(({ index }) => `${engine.id} ${index}`));
            return engine.transcribe(windows, ...rest);
          },
        };
      },
    };
    const jobsFolder = scratch.at('jobs');
    const run = await transcribeFixture(
      DIALOG,
      OPTIONS,
      { jobsFolder, artifacts: [...known], ...input },
      undefined,
      undefined,
      hardware,
    );
    const kept: StoredArtifact[] = [];
    for (const event of run.events) {
      if (event.type !== 'artifact') continue;
      const { key, path, hash } = event;
      kept.push({ key, hash, path: (await keepArtifact(scratch.at('library'), path, hash)) ?? '' });
    }
    rmSync(jobsFolder, { recursive: true, force: true });
    // The last output of a key takes the place of those before, as in a library.
    return { ...run, decoded, known: [...new Map(kept.map((one) => [one.key, one])).values()] };
  }
  const words = ({ output }: FixtureRun) => output.document.words;
  const writers = (run: FixtureRun) => [...new Set(words(run).map(({ engine }) => engine))].sort();
  const alert = ({ output }: FixtureRun, code: string) => output.document.alerts.find((one) => one.code === code);

  let whole: Awaited<ReturnType<typeof job>>;
  beforeAll(async () => {
    whole = await job([]);
    expect(writers(whole)).toEqual([BEST]);
    expect(whole.decoded.length).toBeGreaterThan(2);
  });

  it('for want of memory are decoded again by the next job, they alone, and edits come along', async () => {
    // Not the window that is decoded first.
    const window = Number(whole.decoded[1]?.split(' ')[1]);
    const first = await job([{ do: 'oom', model: BEST, window }]);
    const written = first.decoded.filter((one) => one.startsWith(OTHER));
    expect(writers(first)).toEqual([OTHER, BEST]);
    expect(alert(first, 'asr-stand-in')).toMatchObject({ counts: { windows: written.length } });
    const again = await job([], first.known);
    expect([...again.decoded].sort()).toEqual(written.map((one) => one.replace(OTHER, BEST)).sort());
    const { words: now, cues } = again.output.document;
    expect({ words: now, cues }).toEqual({ words: words(whole), cues: whole.output.document.cues });
    expect(alert(again, 'asr-stand-in')).toBeUndefined();
    expect(alert(again, 'asr-stand-in-retried')).toMatchObject({
      counts: { wanted: written.length, better: written.length },
    });
    expect(again.output.downgrades).toEqual([]);
    const before = first.output.document;
    const cueOf = (engine: string) =>
      before.cues.find(({ wordIds }) =>
        before.words.some((word) => word.engine === engine && wordIds.includes(word.id)),
      )?.id;
    const edit = { kind: 'set-cue-lines', cue: cueOf(BEST), lines: ['as the user wants it'] };
    const lost = { ...edit, cue: cueOf(OTHER) };
    const replayed = replayOperations(again.output.document, [edit, lost], { before });
    expect(replayed.document.cues.flatMap(({ lines }) => lines)).toContain('as the user wants it');
    expect(replayed.conflicts).toMatchObject([{ operation: lost, code: 'changed-meanwhile' }]);
    // Nothing is left to better.
    expect((await job([], again.known)).decoded).toEqual([]);
  });

  it('over which a process died keep their text as long as it dies, and are decoded again by any later job', async () => {
    const first = await job(DEATH);
    expect(first.decoded.filter((one) => one.startsWith(OTHER))).toEqual([`${OTHER} 1`]);
    const vain = await job(DEATH, first.known);
    expect(words(vain)).toEqual(words(first));
    expect(alert(vain, 'asr-stand-in-retried')).toMatchObject({ counts: { wanted: 1, better: 0 } });
    const again = await job([], vain.known);
    expect(again.decoded).toEqual([`${BEST} 1`]);
    expect(words(again)).toEqual(words(whole));
  });

  it('are taken over when no recogniser works any more', async () => {
    const first = await job(DEATH);
    const none = await job([{ do: 'exit', on: 'open' }], first.known);
    expect(none.decoded).toEqual([]);
    expect(words(none)).toEqual(words(first));
    expect(alert(none, 'stage-again-failed')?.severity).toBe('info');
  });

  it('that the model itself could not read stay as they are', async () => {
    const first = await job([{ do: 'throw', model: BEST, window: 1 }]);
    expect(writers(first)).toEqual([OTHER, BEST]);
    expect(alert(first, 'asr-stand-in')).toBeUndefined();
    const again = await job([], first.known);
    expect(again.decoded).toEqual([]);
    expect(words(again)).toEqual(words(first));
  });
});
