import { cursorIn } from './draft-lines.ts';

/** Id of the field in which the text of the current cue is edited. */
export const CUE_FIELD = 'cue-text';

/** Id of the field in which its translation is edited. */
export const TARGET_FIELD = 'cue-translation';

function field(id = CUE_FIELD): HTMLTextAreaElement | undefined {
  const found = document.getElementById(id);
  return found instanceof HTMLTextAreaElement ? found : undefined;
}

/** Puts the cursor into the text of the current cue, at its end. */
export function focusCueField(): void {
  focusField(CUE_FIELD);
}

/** Puts the cursor into the translation of the current cue, at its end. False where none is shown. */
export function focusTargetField(): boolean {
  return focusField(TARGET_FIELD);
}

/** Whether the translation is being written now. */
export function isInTarget(): boolean {
  return document.activeElement?.id === TARGET_FIELD;
}

/** What brings the cursor back into the field that it is in now, of another cue then; the text where it is in neither. */
export function focusedField(): () => void {
  return isInTarget() ? () => void focusTargetField() : focusCueField;
}

function focusField(id: string): boolean {
  const found = field(id);
  if (found === undefined) return false;
  found.focus();
  found.setSelectionRange(found.value.length, found.value.length);
  return true;
}

/** Where the cursor stands in the kept lines of the text; undefined where there is no field. */
export function cueCursor(): { readonly line: number; readonly offset: number } | undefined {
  const found = field();
  return found === undefined ? undefined : cursorIn(found.value, found.selectionStart);
}
