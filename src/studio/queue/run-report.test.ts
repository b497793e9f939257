import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { newDocument } from '../../core/document/new-document.ts';
import { buildReport, stageRunsOf, writeReport } from './run-report.ts';

const folder = mkdtempSync(join(tmpdir(), 'voxlane-report-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const downgrade = { code: 'downgrade-device', severity: 'warning', message: 'Ran on the processor.' } as const;
const result = {
  kind: 'done',
  path: '/r/talk.wav',
  document: newDocument({
    media: { name: 'talk.wav', contentId: 'c', durationMs: 60_000, channels: 1 },
    alerts: [downgrade, { code: 'no-speech', severity: 'info', message: 'Nothing heard.' }],
    dropped: [{ startMs: 1000, endMs: 2000, reason: 'empty-decode' }],
  }),
  files: [{ format: 'srt', path: '/out/talk.srt' }],
  processingMs: 6_000,
  restarts: 1,
  timings: [
    {
      stage: 'asr',
      model: 'whisper-x',
      engine: 'whisper-onnx',
      device: 'cpu',
      processingMs: 5_000.4,
      audioMs: 50_000,
    },
    { stage: 'cues', model: undefined, engine: undefined, device: 'cpu', processingMs: 2, audioMs: 60_000 },
  ],
  resumedStages: ['vad'],
  workFolders: [],
  artifacts: [],
  peakRssBytes: 300 * 1024 ** 2,
  downgrades: [{ kind: 'device', stage: 'diarize', from: 'cuda', to: 'cpu', reason: 'CUDA failure 719' }],
  nativeWarnings: [{ text: '[W:onnxruntime] Removing initializer', count: 12 }],
} as const;

describe('the report of a job', () => {
  const report = buildReport(7, 2, { ...result, files: result.files as never });

  it('names engine, model and device of each stage, memory of each process, and downgrades', () => {
    expect(report).toMatchObject({
      version: 2,
      stages: [
        {
          stage: 'asr',
          engine: 'whisper-onnx',
          model: 'whisper-x',
          device: 'cpu',
          processing_time: 5_000,
          audio_length: 50_000,
          real_time_factor: 0.1,
        },
        { stage: 'cues', device: 'cpu' },
      ],
      downgrades: [downgrade],
      steps_down: [{ stage: 'diarize', from: 'cuda', to: 'cpu', reason: 'CUDA failure 719' }],
      native_warnings: [{ text: '[W:onnxruntime] Removing initializer', count: 12 }],
      resumed_stages: ['vad'],
    });
    expect(report.peak_memory.engine).toBe(314_572_800);
    // A Node process with the test runner in it has some tens of megabytes, and not a thousand times that.
    expect(report.peak_memory.host).toBeGreaterThan(20 * 1024 ** 2);
    expect(report.peak_memory.host).toBeLessThan(20 * 1024 ** 3);
    expect(stageRunsOf({ ...result, files: result.files as never })[0]).toMatchObject({
      stage: 'asr',
      model: 'whisper-x',
      device: 'cpu',
    });
  });

  it('is written for programs and for people', async () => {
    const path = await writeReport(folder, report);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
      job: 7,
      attempt: 2,
      peak_memory: report.peak_memory,
    });
    const text = readFileSync(join(folder, 'job-7.txt'), 'utf8');
    expect(text).toContain('real-time factor 0.1, whisper-x (whisper-onnx on cpu)');
    expect(text).toContain('Peak memory: engine 300 MiB, host ');
    expect(text).toContain('Downgrades: downgrade-device');
    expect(text).toContain('diarize: cuda -> cpu (CUDA failure 719)');
    expect(text).toContain('Native code, 12 x: [W:onnxruntime] Removing initializer');
    expect(text).toContain('Taken over from before: vad');
    expect(text).toContain('Dropped 1.0 s to 2.0 s: empty-decode');
  });
});
