import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Absolute path of a file inside the repository. */
export function repoPath(relative: string): string {
  return fileURLToPath(new URL(`../../${relative}`, import.meta.url));
}

/** Absolute path of a committed fixture recording or its truth file. */
export function audioFixture(name: string): string {
  return repoPath(`tests/fixtures/audio/${name}`);
}

/** Absolute path of a bundled fixture model's folder or file. */
export function bundledModel(relative: string): string {
  return repoPath(`resources/models/bundled/${relative}`);
}

/** Recordings that may not be committed (AMI and others); `undefined` when the shared folder is absent. */
export function sharedAudio(name: string): string | undefined {
  const path = repoPath(`../shared/fixtures/audio/${name}`);
  return existsSync(path) ? path : undefined;
}

/** One ground-truth word of a digits fixture, in seconds. */
export interface TruthWord {
  readonly word: string;
  readonly start: number;
  readonly end: number;
  readonly speaker: string;
  readonly channel: number;
}

/** Ground truth of a digits fixture; `id` like `digits-mono-20s`. */
export function readTruth(id: string): { readonly words: readonly TruthWord[]; readonly duration: number } {
  return JSON.parse(readFileSync(audioFixture(`${id}.json`), 'utf8')) as {
    words: TruthWord[];
    duration: number;
  };
}
