import { readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

/** A Hunspell dictionary: rules of inflection and words. */
export interface DictionaryFiles {
  readonly affPath: string;
  readonly dicPath: string;
}

/** Those that come with Voxlane, by the beginning of the language's tag; the first that fits is taken. */
const PACKAGED: readonly (readonly [tag: RegExp, packages: readonly string[]])[] = [
  // Nobody says which English a recording is in: what is right on either side is right.
  [/^en$/u, ['dictionary-en', 'dictionary-en-gb']],
  [/^en-(?:us|ca|ph)\b/u, ['dictionary-en']],
  [/^en-/u, ['dictionary-en-gb']],
  [/^fr(?:-|$)/u, ['dictionary-fr']],
  [/^tr(?:-|$)/u, ['dictionary-tr']],
];

/**
 * The dictionaries of a language (a tag as `en`, `en-GB`, `pt_BR`): those that come along, else those of this machine, in
 * the folders of `VOXLANE_DICTIONARIES` first. A word is right when one of them has it. Empty for none.
 */
export async function findDictionaries(language: string): Promise<readonly DictionaryFiles[]> {
  const tag = language.toLowerCase().replaceAll('_', '-');
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$/u.test(tag)) return [];
  const [, names = []] = PACKAGED.find(([pattern]) => pattern.test(tag)) ?? [];
  const packaged = names.flatMap((name) => packagedFiles(name) ?? []);
  return packaged.length > 0 ? packaged : ofMachine(tag);
}

function packagedFiles(name: string): DictionaryFiles | undefined {
  try {
    const folder = dirname(createRequire(import.meta.url).resolve(name));
    return { affPath: join(folder, 'index.aff'), dicPath: join(folder, 'index.dic') };
  } catch {
    // Left out of this installation.
    return undefined;
  }
}

function folders(): readonly string[] {
  const chosen = process.env['VOXLANE_DICTIONARIES'] ?? '';
  return [
    ...chosen.split(delimiter).filter((folder) => folder !== ''),
    '/usr/share/hunspell',
    '/usr/share/myspell/dicts',
    '/Library/Spelling',
    join(homedir(), 'Library', 'Spelling'),
  ];
}

/** `de` is met by `de.dic`, then by `de_DE.dic`, then by the first other one; `de-AT` by its own, then as `de` is. */
async function ofMachine(tag: string): Promise<readonly DictionaryFiles[]> {
  const [language = ''] = tag.split('-');
  const wanted = [tag, language, `${language}-${language}`];
  for (const folder of folders()) {
    // Most of these folders are on other systems than this one.
    const names = new Set(await readdir(folder).catch(() => []));
    const found = [...names]
      .filter((name) => name.endsWith('.dic') && names.has(name.replace(/\.dic$/u, '.aff')))
      .map((name) => ({ name, tag: name.slice(0, -4).toLowerCase().replaceAll('_', '-') }))
      .filter((item) => item.tag === language || item.tag.startsWith(`${language}-`))
      .sort((a, b) => (a.tag < b.tag ? -1 : 1));
    const best = wanted.map((own) => found.find((item) => item.tag === own)).find((item) => item) ?? found[0];
    if (best === undefined) continue;
    const dicPath = join(folder, best.name);
    return [{ dicPath, affPath: dicPath.replace(/\.dic$/u, '.aff') }];
  }
  return [];
}
