import { writeFile } from 'node:fs/promises';
import { beforeAll, expect, it } from 'vitest';
import { valueOf } from '../../src/contract/reply.ts';
import { importModel } from '../../src/platform/models/import-model.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import { Studio } from '../../src/studio/studio.ts';
import { randomLlamaGguf } from '../support/llama-gguf.ts';
import { scratchFolder } from '../support/scratch.ts';
import { scriptedWhisperGguf } from '../support/whisper-gguf.ts';

const scratch = scratchFolder();
let studio: Studio;

beforeAll(async () => {
  const models = scratch.at('models');
  const bytes = randomLlamaGguf({ quotes: 4 });
  for (const name of ['words-q8_0.gguf', 'damaged-q8_0.gguf']) {
    await writeFile(scratch.at(name), bytes);
    await importModel(scratch.at(name), {
      modelsFolder: models,
      signal: new AbortController().signal,
      entry: undefined,
    });
  }
  await writeFile(scratch.at('models/damaged-q8_0/damaged-q8_0.gguf'), 'cut');
  await writeFile(scratch.at('whisper.gguf'), scriptedWhisperGguf({ script: [' one'] }));
  await writeFile(scratch.at('text.gguf'), 'no model');
  studio = await Studio.open({ home: scratch.at('library'), log: silentLogger, patienceMs: 2000 });
  valueOf(await studio.call('settings.set', { key: 'modelsFolder', value: models }));
  return () => studio.close();
});

it('lists the language models of the folder of the settings, damaged ones last', async () => {
  const files = valueOf(await studio.call('llm.files', {}));
  expect(files.map(({ id, problem }) => [id, problem !== undefined])).toEqual([
    ['words-q8_0', false],
    ['damaged-q8_0', true],
  ]);
  expect(files[0]).toMatchObject({ name: 'Random bytes', bytes: randomLlamaGguf({ quotes: 4 }).length });
});

it('looks into one of them or a file, and says what is wrong', async () => {
  const look = async (model: string) => valueOf(await studio.call('llm.file', { model }));
  const fits = { kind: 'fits', name: 'Random bytes', bytes: randomLlamaGguf({ quotes: 4 }).length };
  expect(await look('words-q8_0')).toEqual(fits);
  expect(await look(scratch.at('words-q8_0.gguf'))).toEqual(fits);
  const codeOf = async (model: string): Promise<string | undefined> => {
    const check = await look(model);
    return check.kind === 'failed' ? check.error.code : undefined;
  };
  expect(await codeOf('not-there')).toBe('model-missing');
  expect(await codeOf('damaged-q8_0')).toBe('model-corrupt');
  expect(await codeOf(scratch.at('nowhere.gguf'))).toBe('model-missing');
  expect(await codeOf(scratch.at('text.gguf'))).toBe('model-corrupt');
  expect(await codeOf(scratch.at('whisper.gguf'))).toBe('model-unsupported');
});
