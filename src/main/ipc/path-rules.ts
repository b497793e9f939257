import { isAbsolute } from 'node:path';
import type { CallName } from '../../contract/contract.ts';
import { isWebAddress } from '../../core/sources/url-policy.ts';
import type { PathUse } from './picked-paths.ts';

/** A path in the input of a call, and what the call will do with it. */
export interface NamedPath {
  readonly path: string;
  readonly use: PathUse;
}

type Reader = (input: Readonly<Record<string, unknown>>) => readonly NamedPath[];

const LIST = /\.(?:txt|list)$/i;

/** Inputs are not checked yet when they are looked at here: what has no fitting shape is refused by the contract later. */
function paths(value: unknown, use: PathUse): NamedPath[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.flatMap((path) => (typeof path === 'string' ? [{ path, use }] : []));
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function inputs(value: unknown): NamedPath[] {
  return paths(value, 'read')
    .filter(({ path }) => !isWebAddress(path))
    .map(({ path, use }) => ({ path, use: LIST.test(path) ? 'list' : use }));
}

const wish: Reader = (value) => [
  ...paths(value['modelFolders'], 'folder'),
  ...paths(value['artifactsFolder'], 'folder'),
  ...paths(value['folder'], 'folder'),
  ...paths(value['tracks'], 'read'),
];

const models: Reader = (input) => paths(input['modelsDir'], 'folder');

const RULES: { readonly [Name in CallName]?: Reader } = {
  'queue.plan': (input) => [
    ...inputs(input['inputs']),
    ...wish(record(input['wish'])),
    ...paths(input['folder'], 'folder'),
  ],
  'queue.add': (input) => {
    const jobs: readonly unknown[] = Array.isArray(input['jobs']) ? input['jobs'] : [];
    return jobs
      .map(record)
      .flatMap((job) => [
        ...paths(job['path'], 'read').filter(({ path }) => !(job['source'] !== undefined && isWebAddress(path))),
        ...paths(record(job['media'])['path'], 'read'),
        ...wish(record(job['spec'])),
      ]);
  },
  'queue.respec': (input) => wish(record(input['change'])),
  'documents.exportFile': (input) => paths(input['path'], 'write'),
  'documents.snippets': (input) => paths(input['folder'], 'folder'),
  'documents.importCaptions': (input) => paths(input['path'], 'read'),
  'files.browse': (input) => paths(input['path'], 'read'),
  'media.relink': (input) => paths(input['path'], 'read'),
  // The id of an installed model is no path.
  'llm.file': (input) => paths(input['model'], 'read').filter(({ path }) => isAbsolute(path)),
  'models.list': models,
  'models.available': models,
  'models.machine': models,
  'models.preset': models,
  'models.plan': models,
  'models.pull': models,
  'models.import': (input) => [...models(input), ...paths(input['path'], 'folder')],
  'models.choose': models,
  'models.measure': models,
  'models.verify': models,
  'models.remove': models,
  'system.doctor': (input) => paths(input['modelFolders'], 'folder'),
  'settings.set': (input) => (input['key'] === 'modelsFolder' ? paths(input['value'], 'folder') : []),
};

/** Calls whose input may name paths. */
export const CALLS_WITH_PATHS: readonly string[] = Object.keys(RULES);

/** The paths that a call from the page names. */
export function namedPaths(name: string, input: unknown): readonly NamedPath[] {
  const reader = Object.hasOwn(RULES, name) ? RULES[name as CallName] : undefined;
  return reader?.(record(input)) ?? [];
}
