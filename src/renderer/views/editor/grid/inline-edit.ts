import { store } from '../../../state/store.ts';

/** Fields of a cue that can be changed in the list itself. */
export type InlineField = 'start' | 'end' | 'text' | `to:${string}`;

/** What is being changed in the list. */
export const inlineEdit = store<{ readonly cueId?: string; readonly field?: InlineField }>({});

export function startInline(cueId: string, field: InlineField): void {
  inlineEdit.setState({ cueId, field }, true);
}

export function endInline(): void {
  inlineEdit.setState({}, true);
}

/** Whether the keys go to the cue list now. */
export function isGridFocused(): boolean {
  return (document.activeElement?.closest('[data-scope="grid"]') ?? undefined) !== undefined;
}

/** Back to the list, after a field in it was left. */
export function focusGrid(): void {
  const grid = document.querySelector('[data-scope="grid"] [role="grid"]');
  if (grid instanceof HTMLElement) grid.focus({ preventScroll: true });
}
