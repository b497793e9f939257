import type { Settings } from '../../core/settings/schema.ts';

/** What of the settings the whole page looks like. */
export type Appearance = Pick<Settings, 'theme' | 'density' | 'fontSize' | 'reducedMotion' | 'editorFont'>;

/** Text size, in the settings' pixels, at which the page is drawn at its own scale. */
const STANDARD_SIZE = 14;

/** Puts theme, density, text size and movement on the page; returns the function that stops following the system. */
export function applyAppearance(look: Appearance, target: Window): () => void {
  const page = target.document.documentElement;
  const dark = target.matchMedia('(prefers-color-scheme: dark)');
  const calm = target.matchMedia('(prefers-reduced-motion: reduce)');
  const apply = (): void => {
    page.dataset['theme'] = look.theme === 'system' ? (dark.matches ? 'dark' : 'light') : look.theme;
    const still = look.reducedMotion === 'system' ? calm.matches : look.reducedMotion === 'on';
    page.dataset['motion'] = still ? 'reduced' : 'full';
    page.dataset['density'] = look.density;
    page.dataset['editorFont'] = look.editorFont;
    page.style.setProperty('--text-scale', String(look.fontSize / STANDARD_SIZE));
  };
  apply();
  dark.addEventListener('change', apply);
  calm.addEventListener('change', apply);
  return () => {
    dark.removeEventListener('change', apply);
    calm.removeEventListener('change', apply);
  };
}
