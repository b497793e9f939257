import { readFile, writeFile } from 'node:fs/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { newDocument } from '../../src/core/document/new-document.ts';
import type { Cue } from '../../src/core/timeline/types.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import { libraryMemory, rememberDocument } from '../../src/studio/language/library-memory.ts';
import { openLibrary } from '../../src/studio/queue/library.ts';
import { Studio } from '../../src/studio/studio.ts';
import { valueOf } from '../../src/contract/reply.ts';
import { openMemoryFile } from '../../src/studio/translate/memory-file.ts';
import { fillLibrary } from '../support/fill-library.ts';
import { scratchFolder } from '../support/scratch.ts';

const scratch = scratchFolder();
let round = 0;
beforeEach(() => void round++);

const LINE = 'Seni bir daha görmek istemiyorum.';
const OTHER = 'Bu akşam kapıyı kapat lütfen.';

describe('a memory in a file', () => {
  it('begins empty, grows at its end, keeps what people wrote, and knows only its languages', async () => {
    const path = scratch.at(`memory-${round}.jsonl`);
    const first = await openMemoryFile(path, 'tr', 'fr');
    expect(first.memory.find(LINE, undefined)).toBeUndefined();
    await first.add([{ text: LINE, translation: 'Je ne veux plus te voir.', speaker: 'Elif', rank: 'machine' }]);
    const row = { source: 'tr', target: 'fr', text: OTHER, translation: 'Ferme la porte ce soir.' };
    await writeFile(path, `${await readFile(path, 'utf8')}\n${JSON.stringify(row)}\n\n`);
    const before = await readFile(path, 'utf8');
    const second = await openMemoryFile(path, 'tr', 'fr');
    expect(second.memory.find(LINE, 'Elif')).toBe('Je ne veux plus te voir.');
    expect(second.memory.find(OTHER, 'Elif')).toBe('Ferme la porte ce soir.');
    await second.add([{ text: OTHER, translation: 'autre chose', rank: 'machine' }]);
    expect(await readFile(path, 'utf8')).toBe(before);
    expect((await openMemoryFile(path, 'tr', 'de')).memory.find(LINE, 'Elif')).toBeUndefined();
  });

  it.each(['{"source": "tr"', '{"source": "tr", "target": "fr", "text": ""}', '[]'])(
    'with the line %s is refused by the number of the line, and stays as it was',
    async (line) => {
      const path = scratch.at(`bad-${round}.jsonl`);
      await writeFile(path, `\n${line}\n`);
      await expect(openMemoryFile(path, 'tr', 'fr')).rejects.toMatchObject({ code: 'format-invalid' });
      await expect(openMemoryFile(path, 'tr', 'fr')).rejects.toThrow(/Line 2/);
      expect(await readFile(path, 'utf8')).toBe(`\n${line}\n`);
    },
  );
});

describe('the memory of a library', () => {
  const cue = (text: string, translation: Partial<NonNullable<Cue['translations']>['fr']>, at: number): Cue => ({
    id: `C${at}`,
    startMs: at * 3000,
    endMs: at * 3000 + 2000,
    speaker: 'S1',
    lines: [text],
    wordIds: [],
    translations: { fr: { lines: ['Une traduction'], of: text, by: 'model', ...translation } },
  });
  const episode = (name: string, ...cues: Cue[]) =>
    newDocument({ language: 'tr', speakers: [{ id: 'S1', name }], cues });

  it('gives other documents what people wrote, and what machines wrote where all is translated', async () => {
    const home = scratch.at(`library-${round}`);
    const whole = episode('Elif', cue(LINE, { lines: ['Plus', 'jamais.'] }, 1), cue(OTHER, { flags: ['too-long'] }, 2));
    const own = episode('Elif', cue(OTHER, { lines: ['Ferme.'], by: 'user' }, 1));
    const half = {
      ...own,
      cues: [...own.cues, { ...cue(LINE, {}, 2), translations: {} }, cue(`${LINE} ${LINE}`, {}, 3)],
    };
    const ids = await fillLibrary(home, [
      { path: '/r/1.wav', document: whole },
      { path: '/r/2.wav', document: half },
      { path: '/r/3.wav', document: whole },
    ]);
    const [one = 0, two = 0, three = 0] = ids;
    const library = await openLibrary(home, silentLogger);
    try {
      rememberDocument(library, one, whole, 'fr');
      rememberDocument(library, two, half, 'fr');
      const memory = libraryMemory(library, three, 'tr', 'fr');
      expect(memory.find(LINE, 'Elif')).toBe('Plus jamais.');
      expect(memory.find(OTHER, 'Elif')).toBe('Ferme.');
      expect(memory.find(`${LINE} ${LINE}`, 'Elif')).toBeUndefined();
      expect(memory.find(LINE, 'Kerem')).toBeUndefined();
      expect(libraryMemory(library, one, 'tr', 'fr').find(LINE, 'Elif')).toBeUndefined();
      expect(libraryMemory(library, three, 'tr', 'de').find(LINE, 'Elif')).toBeUndefined();
      // Numbered voices are other people in other recordings.
      rememberDocument(library, one, episode('Speaker 1', cue(LINE, {}, 1)), 'fr');
      expect(memory.find(LINE, 'Speaker 1')).toBe('Une traduction');
      expect(memory.find(LINE, 'Elif')).toBe('Une traduction');
      // What is removed takes its lines along.
      library.store.commit(() => library.store.db.prepare('DELETE FROM jobs WHERE id = ?').run(one));
      expect(memory.find(LINE, 'Elif')).toBeUndefined();
    } finally {
      library.store.close();
    }
  });
});

it('keeps what a person changes, for the next document and for the next time the library is opened', async () => {
  const home = scratch.at('edited');
  const cues = [{ id: 'c1', startMs: 0, endMs: 2000, speaker: 'S1', lines: [LINE], wordIds: [] }];
  const document = newDocument({ language: 'tr', speakers: [{ id: 'S1', name: 'Elif' }], cues });
  const [one = 0, two = 0] = await fillLibrary(home, [
    { path: '/r/1.wav', document },
    { path: '/r/2.wav', document },
  ]);
  const said = async (lines: readonly string[]): Promise<void> => {
    const studio = await Studio.open({ home, log: silentLogger, patienceMs: 5000 });
    const operations = [
      { kind: 'set-translation-track', language: 'fr' },
      { kind: 'set-cue-translation', cue: 'c1', language: 'fr', lines },
    ];
    expect(valueOf(await studio.call('documents.edit', { id: one, operations })).kind).toBe('edited');
    await studio.close();
  };
  const known = async (): Promise<string | undefined> => {
    const library = await openLibrary(home, silentLogger);
    try {
      return libraryMemory(library, two, 'tr', 'fr').find(LINE, 'Elif');
    } finally {
      library.store.close();
    }
  };
  await said(['Plus jamais ça.']);
  expect(await known()).toBe('Plus jamais ça.');
  await said(['Jamais plus.']);
  expect(await known()).toBe('Jamais plus.');
});

it('holds what the document says after undo and redo, whatever the step was', async () => {
  const home = scratch.at('undone');
  const cues = [{ id: 'c1', startMs: 0, endMs: 2000, speaker: 'S1', lines: [LINE], wordIds: [] }];
  const document = newDocument({ language: 'tr', speakers: [{ id: 'S1', name: 'Elif' }], cues });
  const [one = 0, two = 0] = await fillLibrary(home, [
    { path: '/r/1.wav', document },
    { path: '/r/2.wav', document },
  ]);
  const known = async (calls: (studio: Studio) => Promise<unknown>): Promise<string | undefined> => {
    const studio = await Studio.open({ home, log: silentLogger, patienceMs: 5000 });
    await calls(studio);
    await studio.close();
    const library = await openLibrary(home, silentLogger);
    try {
      return libraryMemory(library, two, 'tr', 'fr').find(LINE, 'Elif');
    } finally {
      library.store.close();
    }
  };
  const edit = (operations: readonly object[]) => (studio: Studio) =>
    studio.call('documents.edit', { id: one, operations: [...operations] });
  const undo = (studio: Studio) => studio.call('documents.undo', { id: one });
  const redo = (studio: Studio) => studio.call('documents.redo', { id: one });
  const say = (line: string) => ({ kind: 'set-cue-translation', cue: 'c1', language: 'fr', lines: [line] });
  expect(await known(edit([{ kind: 'set-translation-track', language: 'fr' }, say('Plus jamais.')]))).toBe(
    'Plus jamais.',
  );
  expect(await known(edit([say('Jamais plus.')]))).toBe('Jamais plus.');
  expect(await known(undo)).toBe('Plus jamais.');
  expect(await known(redo)).toBe('Jamais plus.');
  expect(await known(edit([{ kind: 'remove-translation', language: 'fr' }]))).toBeUndefined();
  expect(await known(undo)).toBe('Jamais plus.');
  expect(await known(edit([{ kind: 'set-cue-lines', cue: 'c1', lines: [OTHER] }]))).toBeUndefined();
  expect(await known(undo)).toBe('Jamais plus.');
  // What a model wrote is kept once all is translated.
  const put = { cue: 'c1', of: LINE, lines: ['Par un modèle.'], by: 'model' };
  expect(await known(edit([{ kind: 'put-translations', language: 'fr', cues: [put] }]))).toBe('Par un modèle.');
  expect(await known(undo)).toBe('Jamais plus.');
});
