import { AudioLines } from 'lucide-react';
import { useEffect, useState } from 'react';
import { ask } from '../../client/ask.ts';
import { useHost } from '../../client/studio-context.tsx';
import { WaveStrip } from './wave-strip.tsx';

type Picture =
  | { readonly kind: 'picture'; readonly url: string }
  | { readonly kind: 'strip'; readonly data: string }
  | { readonly kind: 'none' };

const STEPS = 96;
/** Rows that only fly past ask for nothing. */
const STAY_MS = 120;
const MOST_KEPT = 500;
const kept = new Map<number, Picture>();

/** A frame of a video, the waveform of a recording without one, or a sign while neither is there. */
export function Preview({ id, ready }: { readonly id: number; readonly ready: boolean }) {
  const { api } = useHost();
  const [picture, setPicture] = useState<Picture | undefined>(() => kept.get(id));
  useEffect(() => {
    if (!ready || kept.has(id)) return undefined;
    const stopping = new AbortController();
    const run = { signal: stopping.signal };
    const load = async (): Promise<Picture> => {
      const frame = await ask(api, 'media.thumbnail', { id }, run);
      if (frame.kind === 'picture') return { kind: 'picture', url: `data:${frame.mime};base64,${frame.data}` };
      return ask(api, 'media.strip', { id, steps: STEPS }, run);
    };
    const timer = setTimeout(() => {
      load()
        // A recording that is gone has no picture; its editor says so.
        .catch((): Picture => ({ kind: 'none' }))
        .then((found) => {
          if (stopping.signal.aborted) return;
          keep(id, found);
          setPicture(found);
        }, console.error);
    }, STAY_MS);
    return () => {
      clearTimeout(timer);
      stopping.abort();
    };
  }, [api, id, ready]);
  return (
    <span
      aria-hidden
      className="flex h-14 w-24 items-center justify-center overflow-hidden rounded-sm bg-sunken text-muted"
    >
      {picture?.kind === 'picture' && <img src={picture.url} alt="" className="size-full object-cover" />}
      {picture?.kind === 'strip' && <WaveStrip data={picture.data} />}
      {(picture === undefined || picture.kind === 'none') && <AudioLines size={20} strokeWidth={1.5} />}
    </span>
  );
}

function keep(id: number, picture: Picture): void {
  if (picture.kind === 'none') return;
  const [oldest] = kept.keys();
  if (kept.size >= MOST_KEPT && oldest !== undefined) kept.delete(oldest);
  kept.set(id, picture);
}
