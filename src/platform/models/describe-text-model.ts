import { basename } from 'node:path';
import type { ModelManifest } from '../../core/models/manifest.ts';
import { AppError } from '../../shared/app-error.ts';
import { readGgufFacts } from './gguf-outline.ts';
import { isTextArchitecture } from './text-architectures.ts';

/**
 * The manifest of a single GGUF file with a language model, by what the file says; `undefined` for other files. Throws
 * `model-corrupt` for a GGUF file that is not whole.
 */
export function describeTextModel(path: string): Omit<ModelManifest, 'files'> | undefined {
  if (!/\.gguf$/i.test(path)) return undefined;
  const facts = readGgufFacts(path);
  if (typeof facts === 'string') throw damaged(path, facts);
  if (!isTextArchitecture(facts['general.architecture'])) return undefined;
  const stem = basename(path).replace(/\.gguf$/i, '');
  const said = (key: string, most: number): string | undefined => {
    const value = facts[key];
    const text = typeof value === 'string' ? value.replace(/[\p{C}\s]+/gu, ' ').trim() : '';
    return text === '' ? undefined : text.slice(0, most);
  };
  return {
    schema: 1,
    id: idOf(stem),
    name: said('general.name', 120) ?? stem.slice(0, 120),
    task: 'translate',
    layout: 'gguf',
    fixture: false,
    licence: said('general.license', 200) ?? 'not stated in the file',
    languages: [],
    signature: { inputs: [], outputs: [] },
  };
}

function idOf(stem: string): string {
  const id = stem
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '')
    .slice(0, 64);
  return id === '' ? 'language-model' : id;
}

function damaged(path: string, problem: string): AppError {
  return new AppError('model-corrupt', {
    what: `The model file ${path} does not fit (${problem}).`,
    meaning: 'Nothing was installed.',
    action: 'Download it again.',
  });
}
