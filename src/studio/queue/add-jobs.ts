import type { PlannedJob } from '../../contract/queue-calls.ts';
import type { JobSpec } from '../../core/queue/job-spec.ts';
import { readSpec } from './row-spec.ts';
import type { Library } from './library.ts';

/** Queues planned jobs; when it returns their rows are on the disk. Returns their numbers. */
export function addJobs(library: Library, jobs: readonly PlannedJob[], priority: number): number[] {
  return library.store.commit(() => {
    const taken = takenTargets(library);
    return jobs.map(({ path, spec, media, source }) => {
      // What comes from the web gets its name once its title is known.
      const own = source === undefined ? claimTarget(taken, spec, path) : spec;
      return library.jobs.add({
        path,
        spec: JSON.stringify(own),
        priority,
        ...(media === undefined ? {} : { mediaId: library.media.put(media) }),
        ...(source === undefined ? {} : { source: JSON.stringify(source), title: source.title }),
      });
    });
  });
}

/** Which recording writes which files, over all jobs of the library. */
export function takenTargets(library: Library): Map<string, string> {
  const named = library.jobs.listAll().flatMap((row) => {
    const spec = readSpec(row);
    return spec === undefined || spec.stem === '' ? [] : [[targetOf(spec), row.path] as const];
  });
  return new Map(named);
}

/** Jobs added at different times may write into one folder: none may write another recording's files. */
export function claimTarget(taken: Map<string, string>, spec: JobSpec, path: string): JobSpec {
  let own = spec;
  for (let n = 2; (taken.get(targetOf(own)) ?? path) !== path; n++) own = { ...spec, stem: `${spec.stem}-${n}` };
  taken.set(targetOf(own), path);
  return own;
}

function targetOf(spec: JobSpec): string {
  return `${spec.folder}\0${spec.stem.normalize('NFC').toLowerCase()}`;
}
