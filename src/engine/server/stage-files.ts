import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BytesShelf, Restored, StageShelf } from '../../core/ports/stage-shelf.ts';
import { readWhole } from '../../platform/storage/artifact-files.ts';
import { openCheckpointFolder, writeWorkFile } from '../../platform/storage/checkpoint-folder.ts';
import type { StoredArtifact, TranscribeEvent } from '../protocol/jobs.ts';

/** A stage's output over one track and the name of the file that holds it. */
export interface StagePlace {
  readonly key: string;
  readonly stage: string;
  readonly track: number;
  readonly file: string;
}

export interface StageFilesOptions {
  /** Each stage over each track has a folder below, named by its key. */
  readonly jobsFolder: string;
  readonly artifacts: readonly StoredArtifact[];
  /** Told of work folders, and of every output that is used: made now, left by an interrupted run, or the library's. */
  readonly emit: (event: TranscribeEvent) => void;
}

/** The files of stage outputs: those the library knows, then those of interrupted runs. */
export class StageFiles {
  readonly #options: StageFilesOptions;

  constructor(options: StageFilesOptions) {
    this.#options = options;
  }

  /** A finished output. One of the library whose bytes are not those that were stored is passed over and counts as damaged. */
  async find<T>(place: StagePlace, parse: (bytes: Buffer) => T | undefined): Promise<Restored<T>> {
    const { stage, track, key } = place;
    this.#options.emit({ type: 'work-folder', stage, track, folder: this.#folder(place) });
    let damaged = false;
    for (const artifact of this.#options.artifacts.filter((known) => known.key === key)) {
      const bytes = await readWhole(artifact.path, artifact.hash);
      damaged ||= bytes === undefined;
      const value = bytes === undefined ? undefined : parse(bytes);
      if (bytes === undefined || value === undefined) continue;
      this.#tell(place, artifact.path, bytes, artifact.hash);
      return { value, damaged, earlier: true };
    }
    const path = this.#path(place);
    const bytes = await readFile(path).catch(() => undefined);
    const value = bytes === undefined ? undefined : parse(bytes);
    if (bytes !== undefined && value !== undefined) this.#tell(place, path, bytes, sha256(bytes));
    return { value, damaged, earlier: false };
  }

  /** Throws `AppError` `output-failed` or `disk-full`. */
  async keep(place: StagePlace, content: string | Uint8Array): Promise<void> {
    const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
    const path = this.#path(place);
    await writeWorkFile(path, bytes);
    this.#tell(place, path, bytes, sha256(bytes));
  }

  /** The same for outputs that are JSON, with the checkpoints beside them. */
  shelf(place: Omit<StagePlace, 'file'>): StageShelf {
    const whole = { ...place, file: 'done.json' };
    return {
      checkpoints: openCheckpointFolder(this.#folder(place)),
      restore: (parse) =>
        this.find(whole, (bytes) => {
          const value = parseJson(bytes);
          return value === undefined ? undefined : parse(value);
        }),
      keep: (value) => this.keep(whole, JSON.stringify(value)),
    };
  }

  /** The same for one that is bytes. */
  bytesShelf(place: StagePlace): BytesShelf {
    return { restore: (parse) => this.find(place, parse), keep: (bytes) => this.keep(place, bytes) };
  }

  #folder({ key }: Pick<StagePlace, 'key'>): string {
    return join(this.#options.jobsFolder, key);
  }

  #path(place: StagePlace): string {
    return join(this.#folder(place), place.file);
  }

  #tell({ key, stage, track }: StagePlace, path: string, bytes: Uint8Array, hash: string): void {
    this.#options.emit({ type: 'artifact', key, stage, track, path, bytes: bytes.length, hash });
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
