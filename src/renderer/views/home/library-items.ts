import type { DocumentListing } from '../../../contract/document-calls.ts';
import type { JobView } from '../../../contract/job-view.ts';
import { fold } from './job-filter.ts';
import { documentTitle, jobTitle } from './names.ts';

/** A line of the library: a project, a job that has none yet, or both. */
export interface LibraryItem {
  readonly id: number;
  readonly title: string;
  readonly listing?: DocumentListing;
  readonly job?: JobView;
}

export const LIBRARY_FILTERS = ['all', 'edited', 'conflicts', 'unfinished'] as const;
export type LibraryFilter = (typeof LIBRARY_FILTERS)[number];
export const LIBRARY_SORTS = ['newest', 'oldest', 'title', 'longest'] as const;
export type LibrarySort = (typeof LIBRARY_SORTS)[number];

/** Projects, and jobs on their way to one, each once. */
export function libraryItems(documents: readonly DocumentListing[], jobs: readonly JobView[]): readonly LibraryItem[] {
  const jobsById = new Map(jobs.map((job) => [job.id, job]));
  const projects = documents.map((listing): LibraryItem => {
    const job = jobsById.get(listing.job);
    const title = documentTitle(listing);
    return { id: listing.job, title, listing, ...(job === undefined ? {} : { job }) };
  });
  const known = new Set(documents.map(({ job }) => job));
  const others = jobs
    .filter((job) => !known.has(job.id) && job.state !== 'cancelled')
    // Its document was removed, so there is nothing left of it here.
    .filter(({ state, has_document }) => state !== 'done' || has_document !== false)
    .map((job): LibraryItem => ({ id: job.id, title: jobTitle(job), job }));
  return [...projects, ...others];
}

/** The lines that a search and a filter leave, in order. */
export function arrange(
  items: readonly LibraryItem[],
  wish: { readonly search: string; readonly filter: LibraryFilter; readonly sort: LibrarySort },
  language: string,
): readonly LibraryItem[] {
  const words = fold(wish.search).split(/\s+/u).filter(Boolean);
  const kept = items.filter((item) => passes(item, wish.filter) && words.every((word) => textOf(item).includes(word)));
  const { compare } = new Intl.Collator(language, { numeric: true });
  const length = ({ listing, job }: LibraryItem): number => listing?.audio_length ?? job?.audio_length ?? 0;
  return [...kept].sort((a, b) => {
    // Names are given in the order things were added.
    if (wish.sort === 'newest') return b.id - a.id;
    if (wish.sort === 'oldest') return a.id - b.id;
    if (wish.sort === 'title') return compare(a.title, b.title) || b.id - a.id;
    return length(b) - length(a) || b.id - a.id;
  });
}

function passes({ listing, job }: LibraryItem, filter: LibraryFilter): boolean {
  if (filter === 'all') return true;
  if (filter === 'edited') return listing?.edited === true;
  if (filter === 'conflicts') return (listing?.conflicts ?? 0) > 0;
  return job !== undefined && job.state !== 'done';
}

function textOf({ title, listing, job }: LibraryItem): string {
  const names = listing?.speakers.map(({ name }) => name).join(' ') ?? '';
  return fold(`${title} ${listing?.path ?? job?.path ?? ''} ${names}`);
}
