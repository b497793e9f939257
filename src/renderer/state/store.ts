import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** A small store of one subject. Its functions live beside it and take it as their first argument or close over it. */
export type Store<State> = StoreApi<State>;

export function store<State>(initial: State): Store<State> {
  return createStore(() => initial);
}

/** Reads a part of a store and draws again when that part is another one. */
export function useStored<State, Part>(from: Store<State>, select: (state: State) => Part): Part {
  return useStore(from, select);
}
