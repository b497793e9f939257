import { commandEntry } from './catalogue.ts';
import { commandsFor, runCommand } from './command-table.ts';
import { comboOf } from './keys.ts';

/**
 * Lets keys call commands; returns the function that stops it. A command of a scope is called while the focus is inside
 * `data-scope` of that name; those of the editor wherever the editor is shown and no dialog is open.
 */
export function listenToKeys(target: Window): () => void {
  const onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return;
    const combo = comboOf(event);
    if (combo === undefined) return;
    const focus = event.target instanceof Element ? event.target : target.document.body;
    for (const id of commandsFor(combo, takesText(focus))) {
      if (!inScope(focus, commandEntry(id).scope) || keepsKey(focus, combo)) continue;
      if (!runCommand(id)) continue;
      event.preventDefault();
      event.stopPropagation();
      return;
    }
  };
  target.addEventListener('keydown', onKey);
  return () => target.removeEventListener('keydown', onKey);
}

/** Whether keys write text where the focus is. */
function takesText(element: Element): boolean {
  if (element instanceof HTMLTextAreaElement) return true;
  if (element instanceof HTMLInputElement)
    return !['checkbox', 'radio', 'button', 'range', 'color'].includes(element.type);
  return element instanceof HTMLElement && element.isContentEditable;
}

function inScope(focus: Element, scope: string): boolean {
  if (scope === 'app') return true;
  if (focus.closest('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]') !== null) return false;
  if (scope === 'editor') return focus.ownerDocument.querySelector('[data-scope="editor"]') !== null;
  return focus.closest(`[data-scope="${scope}"]`) !== null;
}

/** Keys a focused control needs for itself: Space and Enter on a button, arrows on a slider, a tab or a menu. */
function keepsKey(focus: Element, combo: string): boolean {
  if (combo === 'Space' || combo === 'Enter') {
    return focus.matches(
      'button, a, summary, select, input, [role="button"], [role="tab"], [role="option"], [role="switch"], [role="slider"], [role="separator"], [role="menuitem"], [role="checkbox"], [role="radio"]',
    );
  }
  if (combo.startsWith('Arrow')) {
    return focus.matches(
      'select, [role="slider"], [role="separator"], [role="tab"], [role="radio"], [role="menuitem"], [role="option"], input[type="range"], [data-own-arrows]',
    );
  }
  return false;
}
