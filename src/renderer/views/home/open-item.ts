import { goTo } from '../../state/navigation.ts';
import { openable } from './job-dialogs.tsx';
import type { LibraryItem } from './library-items.ts';

/** Opens a line of the library: its document, as much of it as there is, or else its place in the queue. */
export function openItem({ id, listing, job }: LibraryItem): void {
  const opens = listing !== undefined || (job !== undefined && openable(job) !== undefined);
  goTo(opens ? { view: 'editor', id } : { view: 'queue' });
}
