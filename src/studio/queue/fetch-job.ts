import { basename, extname } from 'node:path';
import type { JobProgressEvent } from '../../contract/job-events.ts';
import type { JobSource } from '../../core/queue/job-source.ts';
import { probeMedia } from '../../platform/ffmpeg/probe.ts';
import type { JobRow } from '../../platform/store/jobs-table.ts';
import { AppError } from '../../shared/app-error.ts';
import { outputStems } from '../output-names.ts';
import { readSettings } from '../settings/settings.ts';
import { claimTarget, takenTargets } from './add-jobs.ts';
import { specOf } from './row-spec.ts';
import type { Library } from './library.ts';
import { downloadOne } from './download-one.ts';

/**
 * Brings the recording of a job onto this computer, into the folder of its results, and records where it lies. What an
 * earlier attempt left is continued. Throws what `downloadOne` and `probeMedia` throw.
 */
export async function fetchJob(
  library: Library,
  row: JobRow,
  source: JobSource,
  signal: AbortSignal,
  on: (event: JobProgressEvent) => void,
): Promise<void> {
  if (readSettings(library).values.offline) throw offline(source.url);
  const spec = specOf(row);
  const fetched = await downloadOne(source, spec.folder, signal, on);
  const media = await probeMedia(fetched.path, signal);
  library.store.commit(() => {
    const [stem = basename(fetched.path, extname(fetched.path))] = outputStems([fetched.path], () => spec.folder);
    const own = claimTarget(takenTargets(library), { ...spec, stem }, fetched.path);
    library.jobs.setFetched(row.id, {
      path: fetched.path,
      spec: JSON.stringify(own),
      source: JSON.stringify({ ...source, fetched: true }),
      title: fetched.title,
      mediaId: library.media.put(media),
    });
  });
  on({ type: 'fetched', file: fetched.path });
}

function offline(url: string): AppError {
  return new AppError('source-refused', {
    what: `${url} was not downloaded: the setting "offline" is on.`,
    meaning: 'Nothing was asked of the network.',
    action: 'Run `voxlane settings set offline false`, then retry the job.',
  });
}
