import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AsrWindow, AsrWindowResult } from '../../../src/core/ports/asr-engine.ts';
import type { AsrJobs, AsrSpec } from '../../../src/engine/protocol/asr-jobs.ts';
import { childTransport } from '../../../src/engine/server/child-transport.ts';
import { endWithParent } from '../../../src/engine/server/end-with-parent.ts';
import { runWorker } from '../../../src/engine/server/run-worker.ts';
import { ownerPort, utilityTransport } from '../../../src/engine/server/utility-transport.ts';
import { type Fault, FAULTS_FILE, nextFault, type Occasion } from '../../support/asr-faults.ts';
import { blockForever } from './test-jobs.ts';

/**
 * The process of a recogniser (or aligner) that hears one word in each span of speech, `<model>-<window>`, and fails as
 * its script says. See `tests/support/asr-faults.ts`.
 */
const OOM = 'CUDA failure 2: out of memory ; GPU=0 ; expr=cudaMalloc((void**)&p, size);';
const script = process.env[FAULTS_FILE] ?? '';
let about: { readonly model: string; readonly device: string } | undefined;

/** Lets the next fault for this occasion happen; gives it back when the answer is what is wrong. */
async function fault(on: Occasion['on'], windows?: readonly number[]): Promise<Fault | undefined> {
  const next = nextFault(script, { on, ...about, ...(windows === undefined ? {} : { windows }) });
  switch (next?.do) {
    case 'throw':
      throw new Error('Non-zero status code returned while running MatMul node');
    case 'oom':
      throw new Error(OOM);
    case 'abort':
      writeSync(2, 'assertion failed in native code\n');
      return process.abort();
    case 'oom-abort':
      writeSync(2, `${OOM}\n`);
      return process.abort();
    case 'sigkill':
      process.kill(process.pid, 'SIGKILL');
      return blockForever();
    case 'exit':
      return process.exit(3);
    case 'hang':
      return blockForever();
    case 'stall':
      return new Promise(() => undefined);
    case 'slow':
      await sleep(next.ms ?? 0);
      return undefined;
    case 'garbage':
    case 'fewer':
    case 'loop':
    case undefined:
      return next;
  }
}

const LOOP = 12;

function loop(window: AsrWindow): AsrWindowResult {
  const { startMs, endMs } = window;
  const step = (endMs - startMs) / LOOP;
  const words = Array.from({ length: LOOP }, (_, i) => ({
    ...{ startMs: startMs + i * step, endMs: startMs + (i + 1) * step, text: 'again' },
    ...({ confidence: 0.9, timing: 'native' } as const),
  }));
  return { ...hear('', window), words, text: words.map(({ text }) => text).join(' ') };
}

function hear(model: string, { index, startMs, endMs, speech }: AsrWindow): AsrWindowResult {
  const spans = speech.length === 0 ? [{ startMs, endMs }] : speech;
  const text = `${model}-${index}`;
  return {
    index,
    words: spans.map((span) => ({ ...span, text, confidence: 0.9, timing: 'native' })),
    drops: [],
    text,
    language: 'en',
    avgLogProb: -0.1,
    noSpeechProb: 0,
    temperature: 0,
    notes: [],
  };
}

function deviceOf(spec: AsrSpec): string {
  return spec.kind === 'transcribe-cpp' ? spec.backend : spec.device;
}

await fault('start');
const transport = 'parentPort' in process ? utilityTransport(await ownerPort()) : childTransport();
runWorker<AsrJobs>(transport, {
  async open({ spec }) {
    const device = deviceOf(spec);
    about = { model: spec.model.manifest.id, device };
    const wrong = await fault('open');
    if (wrong?.do === 'garbage') return 'loaded' as never;
    return {
      id: about.model,
      capabilities: { wordTimes: 'native', languages: 'any', maxSeconds: 30, batchMax: 16 },
      device,
    };
  },
  async transcribe({ windows }, { emit }) {
    emit({ fraction: 0.5 });
    const wrong = await fault(
      'transcribe',
      windows.map(({ index }) => index),
    );
    if (wrong?.do === 'garbage') return [{ index: windows[0]?.index, words: 'none' }] as never;
    if (wrong?.do === 'loop') return windows.map(loop);
    return windows.slice(wrong?.do === 'fewer' ? 1 : 0).map((window) => hear(about?.model ?? '', window));
  },
  async openAligner({ model }) {
    about = { model: model.manifest.id, device: 'cpu' };
    await fault('open');
    return { id: about.model, languages: 'any' };
  },
  async align({ window, words }) {
    const wrong = await fault('align', [window.index]);
    if (wrong?.do === 'garbage') return [{ text: 1 }] as never;
    return words.map((word) => ({ ...word, timing: 'aligned' }));
  },
  memory: async () => ({ peakRssBytes: process.resourceUsage().maxRSS * 1024 }),
});
endWithParent();
