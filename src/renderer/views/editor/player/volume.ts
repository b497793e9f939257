const KEY = 'voxlane.volume';

/** The loudness chosen last on this machine, 0..1. */
export function rememberedVolume(): number {
  const text = globalThis.localStorage?.getItem(KEY) ?? null;
  const value = text === null ? 1 : Number(text);
  return value >= 0 && value <= 1 ? value : 1;
}

export function rememberVolume(volume: number): void {
  globalThis.localStorage?.setItem(KEY, String(volume));
}

/** Sets how loud an element plays. */
export function applyVolume(element: HTMLMediaElement | undefined, volume: number, isMuted: boolean): void {
  if (element === undefined) return;
  element.volume = volume;
  element.muted = isMuted;
}
