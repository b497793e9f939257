/**
 * Brings the focus back to what surrounds it when the element that has it is taken away or disabled, so that keys and
 * readers go on from there; returns the function that stops it. A click beside everything still takes the focus away.
 */
export function keepFocus(target: Window): () => void {
  const { document } = target;
  let trail: readonly HTMLElement[] = [];
  let frame = 0;
  const onFocus = (event: FocusEvent): void => {
    trail = trailOf(event.target);
  };
  // After the frame: whoever took the element away may have put the focus elsewhere, and a disabled one has lost it by then.
  const check = (): void => {
    frame = 0;
    const [last, ...around] = trail;
    if (last === undefined || (document.activeElement ?? document.body) !== document.body || canHaveFocus(last)) return;
    const back = around.find((each) => each.hasAttribute('tabindex') && canHaveFocus(each));
    (back ?? document.getElementById('content'))?.focus({ preventScroll: true });
  };
  const watcher = new MutationObserver(() => {
    // What is hidden loses the focus with the next drawing, so it is looked at in the frame after that.
    if (frame === 0) frame = target.requestAnimationFrame(() => (frame = target.requestAnimationFrame(check)));
  });
  document.addEventListener('focusin', onFocus);
  watcher.observe(document.body, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['disabled', 'hidden', 'data-state'],
  });
  return () => {
    document.removeEventListener('focusin', onFocus);
    watcher.disconnect();
    target.cancelAnimationFrame(frame);
  };
}

function canHaveFocus(element: HTMLElement): boolean {
  return element.isConnected && element.checkVisibility() && !element.matches(':disabled');
}

/** The element and all around it, the nearest first. */
function trailOf(focus: EventTarget | null): readonly HTMLElement[] {
  const trail: HTMLElement[] = [];
  for (let up = focus instanceof HTMLElement ? focus : null; up !== null; up = up.parentElement) trail.push(up);
  return trail;
}
