import type { Outcome } from './lane-outcomes.ts';

/** Measures of the picture in pixels, shared by its parts. */
export const WIDTH = 1600;
export const LEFT = 240;
const RIGHT = 24;
export const CHART = WIDTH - LEFT - RIGHT;
export const TOP = 96;
export const BAR = 16;
export const BAR_GAP = 3;
export const LANE_GAP = 14;
export const STRIP = 56;

/** Okabe and Ito's colours, told apart by people with any kind of colour vision. */
export const COLORS: Readonly<Record<Outcome, string>> = {
  correct: '#009e73',
  miss: '#0072b2',
  falseAlarm: '#e69f00',
  confusion: '#d55e00',
};
export const NAMES: Readonly<Record<Outcome, string>> = {
  correct: 'right speaker',
  miss: 'missed',
  falseAlarm: 'false alarm',
  confusion: 'wrong speaker',
};
export const UNSCORED = '#c3c9d1';
export const INK = '#1f2933';
export const FAINT = '#6b7682';

/** Hundredths of a pixel, without a trailing `.00`. */
export function round(value: number): string {
  return String(Math.round(value * 100) / 100);
}
