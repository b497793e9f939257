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
  url: string,
  wish: JobWish,
  sources: SourceWish,
  folder: string,
  lookUp: boolean,
  signal: AbortSignal,
): Promise<PlannedInput[]> {
  // What comes from the web is named once its title is known.
  const spec = { ...wish, folder, stem: '' };
  const { playlist, ...rest } = sources;
  const source = { ...rest, playlist: false, url, fetched: false };
  if (!playlist && !lookUp) return [{ kind: 'job', job: { path: url, spec, source } }];
  const { entries } = await expandSource(url, downloadOptionsOf(sources, folder), signal);
  return entries.map((found): PlannedInput => {
    if (found.kind === 'refused') return { kind: 'refused', path: found.url, error: found.error.toData() };
    const { url: own, item, title, audio_length } = found.entry;
    const named = { ...(item === undefined ? {} : { item }), ...(title === undefined ? {} : { title }) };
    const path = item === undefined ? own : `${own}#${item}`;
    return { kind: 'job', job: { path, spec, source: { ...source, url: own, ...named } }, audio_length };
  });
}
