import { cursorIn } from './draft-lines.ts';

/** Id of the field in which the text of the current cue is edited. */
export const CUE_FIELD = 'cue-text';

function field(): HTMLTextAreaElement | undefined {
  const found = document.getElementById(CUE_FIELD);
  return found instanceof HTMLTextAreaElement ? found : undefined;
}

/** Puts the cursor into the text of the current cue, at its end. */
export function focusCueField(): void {
  const found = field();
  if (found === undefined) return;
  found.focus();
  found.setSelectionRange(found.value.length, found.value.length);
}

export function isCueFieldFocused(): boolean {
  return field() !== undefined && document.activeElement === field();
}

/** Where the cursor stands in the kept lines of the text; undefined where there is no field. */
export function cueCursor(): { readonly line: number; readonly offset: number } | undefined {
  const found = field();
  return found === undefined ? undefined : cursorIn(found.value, found.selectionStart);
}
