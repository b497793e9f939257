import type { PlannedInput } from '../../contract/queue-calls.ts';
import type { JobWish } from '../../core/queue/job-spec.ts';
import type { SourceWish } from '../../core/queue/job-source.ts';
import { expandSource } from '../expand-source.ts';
import { downloadOptionsOf } from './download-one.ts';

/**
 * Makes jobs of a web address. Without a look it becomes one job that finds out when it runs; with one it is listed now,
 * and a playlist becomes a job for each recording. What is refused or cannot be read is said. Rejects only with `cancelled`.
 */
export async function planAddress(
  address: { readonly url: string; readonly item?: number | undefined; readonly title?: string | undefined },
  wish: JobWish,
  sources: SourceWish,
  folder: string,
  lookUp: boolean,
  signal: AbortSignal,
): Promise<PlannedInput[]> {
  // What comes from the web is named once its title is known.
  const spec = { ...wish, folder, stem: '' };
  const { playlist, ...rest } = sources;
  const { url } = address;
  const source = { ...rest, playlist: false, fetched: false };
  const job = (entry: typeof address, audio_length?: number): PlannedInput => {
    const { url: own, item, title } = entry;
    const named = { ...(item === undefined ? {} : { item }), ...(title === undefined ? {} : { title }) };
    const path = item === undefined ? own : `${own}#${item}`;
    return { kind: 'job', job: { path, spec, source: { ...source, url: own, ...named } }, audio_length };
  };
  // One entry of a list, or an address that is looked at when its job runs.
  if (address.item !== undefined || (!playlist && !lookUp)) return [job(address)];
  const { entries } = await expandSource(url, downloadOptionsOf(sources, folder), signal);
  return entries.map((found) =>
    found.kind === 'refused'
      ? { kind: 'refused', path: found.url, error: found.error.toData() }
      : job(found.entry, found.entry.audio_length),
  );
}
