import type { Settings } from '../../core/settings/schema.ts';

/** Puts theme, density and language on the page; returns the function that stops following the system. */
export function applyAppearance(theme: Settings['theme'], target: Window): () => void {
  const dark = target.matchMedia('(prefers-color-scheme: dark)');
  const apply = (): void => {
    const resolved = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme;
    target.document.documentElement.dataset['theme'] = resolved;
  };
  apply();
  dark.addEventListener('change', apply);
  return () => dark.removeEventListener('change', apply);
}
