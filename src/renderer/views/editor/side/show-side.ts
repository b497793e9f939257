import { setLayout, type SideTab } from '../layout.ts';

/** Shows a side panel and goes there with the keys. */
export function showSide(side: SideTab): void {
  setLayout({ side });
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>('[data-scope="editor"] [role="tabpanel"][data-state="active"]')?.focus(),
  );
}
