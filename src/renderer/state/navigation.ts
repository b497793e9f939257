import { store } from './store.ts';

/** What the window shows. */
export type Place =
  | { readonly view: 'library' }
  | { readonly view: 'queue' }
  | { readonly view: 'voices' }
  | { readonly view: 'models' }
  | { readonly view: 'settings'; readonly section?: string }
  | { readonly view: 'editor'; readonly id: number };

/** The address behind `#`, so that reload, back and links lead to the same place. */
function placeOf(hash: string): Place {
  const [view = '', detail] = hash.replace(/^#\/?/, '').split('/');
  const id = Number(detail);
  if (view === 'editor' && Number.isInteger(id) && id > 0) return { view, id };
  if (view === 'settings') return { view, ...(detail === undefined || detail === '' ? {} : { section: detail }) };
  if (view === 'queue' || view === 'voices' || view === 'models') return { view };
  return { view: 'library' };
}

export function hashOf(place: Place): string {
  if (place.view === 'editor') return `#/editor/${place.id}`;
  if (place.view === 'settings' && place.section !== undefined) return `#/settings/${place.section}`;
  return `#/${place.view}`;
}

export const navigation = store<{ readonly place: Place }>({ place: placeOf(globalThis.location?.hash ?? '') });

/** Shows another place, as a step that Back takes back. */
export function goTo(place: Place): void {
  if (hashOf(place) === globalThis.location.hash) return;
  globalThis.location.hash = hashOf(place);
}

/** Follows the address; returns the function that stops it. */
export function followAddress(target: Window): () => void {
  const follow = (): void => navigation.setState({ place: placeOf(target.location.hash) });
  target.addEventListener('hashchange', follow);
  return () => target.removeEventListener('hashchange', follow);
}
