import { useEffect, useState } from 'react';

const ROW_REM = 1.75;

function measure(): number {
  return ROW_REM * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}

/** Height of a row in pixels; follows the size of text. */
export function useRowHeight(): number {
  const [px, setPx] = useState(measure);
  useEffect(() => {
    // The text size is a style of the root; nothing else tells when it changes.
    const watcher = new MutationObserver(() => setPx(measure()));
    watcher.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class', 'data-text'] });
    return () => watcher.disconnect();
  }, []);
  return px;
}
