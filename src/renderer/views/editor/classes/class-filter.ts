import { useMemo } from 'react';
import type { VoxlaneDocument } from '../../../../core/document/types.ts';
import type { Cue } from '../../../../core/timeline/types.ts';
import { store, useStored } from '../../../state/store.ts';
import { useDocument } from '../session-context.tsx';

/** Stands for cues without a class among the labels of a filter; no label has it as its id. */
export const NO_CLASS = '';

/** Which cues the list shows. No label: all of them. */
export interface ClassFilter {
  readonly schema?: string | undefined;
  readonly labels: ReadonlySet<string>;
  /** Only what this character says. */
  readonly character?: string | undefined;
}

export const SHOW_ALL: ClassFilter = { labels: new Set() };
export const classFilter = store<ClassFilter>(SHOW_ALL);

/** The cues that the list shows, in order; `places` says where they stand among all, and is absent when all are shown. */
export interface ListedCues {
  readonly cues: readonly Cue[];
  readonly places?: readonly number[];
}

type Classed = Pick<VoxlaneDocument, 'cues' | 'classSchemas'>;

function isFiltering({ classSchemas = [] }: Pick<Classed, 'classSchemas'>, filter: ClassFilter): boolean {
  const isChosen = filter.labels.size > 0 || filter.character !== undefined;
  return isChosen && classSchemas.some(({ id }) => id === filter.schema);
}

function listOf(document: Classed, filter: ClassFilter): ListedCues {
  const { schema, labels, character } = filter;
  if (schema === undefined || !isFiltering(document, filter)) return { cues: document.cues };
  const places: number[] = [];
  const cues = document.cues.filter((cue, at) => {
    const given = cue.classes?.[schema];
    const isShown =
      (labels.size === 0 || labels.has(given?.label ?? NO_CLASS)) &&
      (character === undefined || given?.character === character);
    if (isShown) places.push(at);
    return isShown;
  });
  return { cues, places };
}

let last: { readonly document: Classed; readonly filter: ClassFilter; readonly list: ListedCues } | undefined;

/** The cues that are shown of a document now. */
export function listedCues({ cues, classSchemas }: Classed): ListedCues {
  const filter = classFilter.getState();
  const isSame = last?.filter === filter && last.document.cues === cues && last.document.classSchemas === classSchemas;
  if (last === undefined || !isSame) {
    const document = { cues, ...(classSchemas === undefined ? {} : { classSchemas }) };
    last = { document, filter, list: listOf(document, filter) };
  }
  return last.list;
}

/** The same for a component, which draws again when others are shown. */
export function useListedCues(): ListedCues {
  const cues = useDocument((document) => document.cues);
  const classSchemas = useDocument((document) => document.classSchemas);
  const filter = useStored(classFilter, (state) => state);
  return useMemo(
    () => listOf({ cues, ...(classSchemas === undefined ? {} : { classSchemas }) }, filter),
    [cues, classSchemas, filter],
  );
}

/** Where a cue stands among those shown, by its place among all; -1 when it is not shown. */
export function placeAmong({ places }: ListedCues, index: number): number {
  if (places === undefined) return index;
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] ?? 0) < index) low = middle + 1;
    else high = middle;
  }
  return places[low] === index ? low : -1;
}
