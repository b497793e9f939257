import type { Speaker, SpeakerId } from '../../../../core/timeline/types.ts';
import { speakerColor } from '../../../app/speaker-colors.ts';
import { store } from '../../../state/store.ts';

/** The theme's colours as a canvas takes them. */
export interface CanvasColors {
  readonly page: string;
  readonly surface: string;
  readonly sunken: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly ink: string;
  readonly muted: string;
  readonly accent: string;
  readonly selected: string;
  readonly doubt: string;
  readonly danger: string;
  readonly onSpeaker: string;
  readonly isDark: boolean;
}

const NONE: CanvasColors = {
  page: '#000',
  surface: '#000',
  sunken: '#000',
  line: '#000',
  lineStrong: '#000',
  ink: '#000',
  muted: '#000',
  accent: '#000',
  selected: '#000',
  doubt: '#000',
  danger: '#000',
  onSpeaker: '#fff',
  isDark: false,
};

const byName = new Map<string, string>();
export const canvasColors = store<CanvasColors>(NONE);

/** Follows the theme; returns the function that stops it. */
export function followColors(root: HTMLElement): () => void {
  const read = (): void => {
    byName.clear();
    const names: Omit<Record<keyof CanvasColors, string>, 'isDark'> = {
      page: '--page',
      surface: '--surface',
      sunken: '--sunken',
      line: '--line',
      lineStrong: '--line-strong',
      ink: '--ink',
      muted: '--muted',
      accent: '--accent',
      selected: '--selected',
      doubt: '--doubt',
      danger: '--danger',
      onSpeaker: '--on-speaker',
    };
    const values = Object.entries(names).map(([key, name]) => [key, resolve(root, `var(${name})`)]);
    const isDark = getComputedStyle(root).colorScheme.includes('dark');
    canvasColors.setState({ ...(Object.fromEntries(values) as Omit<CanvasColors, 'isDark'>), isDark }, true);
  };
  read();
  const observer = new MutationObserver(read);
  observer.observe(root, { attributes: true, attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
}

/** Colour of a speaker as a canvas takes it. */
export function canvasSpeakerColor(speakers: readonly Speaker[], id: SpeakerId | undefined): string {
  return resolve(document.documentElement, speakerColor(speakers, id));
}

function resolve(root: HTMLElement, color: string): string {
  const name = /^var\((--[\w-]+)\)$/.exec(color)?.[1];
  if (name === undefined) return color;
  const known = byName.get(name);
  if (known !== undefined) return known;
  const value = getComputedStyle(root).getPropertyValue(name).trim();
  byName.set(name, value);
  return value;
}
