import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findProfile } from '../../src/core/cues/profiles.ts';
import type { LlmEngine } from '../../src/core/ports/llm.ts';
import { AppError } from '../../src/shared/app-error.ts';
import { classifyFile } from '../../src/studio/classify/classify-file.ts';
import { ProgressTold } from '../../src/studio/language/progress-told.ts';
import { translateFile } from '../../src/studio/translate/translate-file.ts';
import { scratchFolder } from '../support/scratch.ts';
import { answerTo, type ScriptedAnswer, scriptedLlm } from '../support/scripted-llm.ts';

const scratch = scratchFolder();
const signal = new AbortController().signal;
const gone = new AppError('key-refused', { what: 'The key was refused.', meaning: '.', action: '.' });
const EARLIER = 'an hour of work by hand';
let runs = 0;

/** A file of two cues, and an output of an earlier run beside it. */
function place(ending: string) {
  const input = scratch.at(`talk-${runs}.srt`);
  const output = scratch.at(`talk-${runs}.out${ending}`);
  writeFileSync(input, '1\n00:00:01,000 --> 00:00:02,000\nbir\n\n2\n00:00:03,000 --> 00:00:04,000\n♪\n');
  writeFileSync(output, EARLIER);
  return { input, output, workFolder: scratch.at(`work-${runs++}`) };
}

function translateWith(engine: LlmEngine, files: ReturnType<typeof place>) {
  const profile = findProfile('netflix');
  if (profile === undefined) throw new Error('no profile');
  const options = { source: 'tr', target: 'fr', profile, natural: false, style: undefined, retime: undefined };
  return translateFile({ ...files, options, readFirst: false, engine }, signal, () => undefined);
}

function classifyWith(engine: LlmEngine, files: ReturnType<typeof place>) {
  const told = new ProgressTold(() => undefined);
  return classifyFile({ ...files, schema: 'character', again: false, engines: [engine], told }, signal);
}

const says = (answer: ScriptedAnswer): LlmEngine => scriptedLlm(() => answer);

describe('a model that stops before anything is done', () => {
  it('leaves an earlier translation as it is', async () => {
    const files = place('.srt');
    const outcome = await translateWith(says(gone), files);
    expect(outcome).toMatchObject({ written: false, translation: { stopped: { code: 'key-refused' } } });
    expect(readFileSync(files.output, 'utf8')).toBe(EARLIER);
    const engine = scriptedLlm((call) => answerTo(call, ({ key }) => `ligne ${key}`));
    expect((await translateWith(engine, files)).written).toBe(true);
    expect(readFileSync(files.output, 'utf8')).toContain('ligne');
  });

  it('leaves an earlier table of classes as it is', async () => {
    const files = place('.csv');
    const outcome = await classifyWith(says(gone), files);
    expect(outcome).toMatchObject({ written: false, classification: { stopped: { code: 'key-refused' } } });
    expect(readFileSync(files.output, 'utf8')).toBe(EARLIER);
  });
});
