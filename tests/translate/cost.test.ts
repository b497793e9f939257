import { expect, it } from 'vitest';
import { findProfile } from '../../src/core/cues/profiles.ts';
import { estimatePrompt, estimateTokens } from '../../src/core/llm/estimate-tokens.ts';
import { noCheckpoints } from '../../src/core/ports/checkpoints.ts';
import { translate } from '../../src/core/stages/translate/translate.ts';
import { answerTo, scriptedLlm } from '../support/scripted-llm.ts';

const WORDS = 'akşam kapı deniz yolcu mektup gölge rüzgar şehir köprü ateş kedi sabah neden bana'.split(' ');
const profile = findProfile('netflix');
if (profile === undefined) throw new Error('no profile');

/** Cues of six words in scenes of 17, of two people. */
const lines = Array.from({ length: 1000 }, (_, index) => {
  const startMs = index * 3000 + Math.floor(index / 17) * 6000;
  const words = Array.from({ length: 6 }, (_each, at) => WORDS[(index * 5 + at * 3 + Math.floor(index / 14)) % 14]);
  const speaker = index % 2 === 0 ? 'Elif' : 'Kerem';
  return { id: `C${index + 1}`, startMs, endMs: startMs + 2600, speaker, lines: [`${words.join(' ')}.`] };
});

it('a thousand cues take some 60 tokens of prompt and 30 of answer each, and a call for each scene', async () => {
  const engine = scriptedLlm((call) => answerTo(call, ({ text }) => `Ce pont, ${text.length} pas plus loin.`));
  let input = 0;
  let output = 0;
  const counting = {
    ...engine,
    complete: async (...[request, signal]: Parameters<typeof engine.complete>) => {
      const reply = await engine.complete(request, signal);
      input += estimatePrompt(request.messages);
      output += estimateTokens(reply.text);
      return reply;
    },
  };
  const options = {
    source: 'tr',
    target: 'fr',
    profile,
    glossary: [{ source: 'köprü', target: 'pont' }],
    relations: {
      people: [{ name: 'Elif', gender: 'female' as const }],
      relations: [{ from: 'Elif', to: 'Kerem', address: 'informal' as const }],
    },
    natural: false,
  };
  const parts = { engines: [counting], checkpoints: noCheckpoints };
  const { lines: translated, calls } = await translate(lines, options, parts, new AbortController().signal);
  expect(translated.flatMap(({ flags }) => flags)).toEqual([]);
  expect(calls).toBe(Math.ceil(1000 / 17));
  const each = { input: Math.round(input / 1000), output: Math.round(output / 1000) };
  process.stdout.write(`tokens a cue: ${each.input} read, ${each.output} written\n`);
  expect(each.input).toBeLessThanOrEqual(70);
  expect(each.output).toBeLessThanOrEqual(30);
});
