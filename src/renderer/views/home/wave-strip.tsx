import { useMemo } from 'react';

/** A small waveform: base64 of bytes 0 to 127, one a step. */
export function WaveStrip({ data }: { readonly data: string }) {
  const path = useMemo(() => {
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    const loudest = Math.max(1, ...bytes);
    const bars = [...bytes].map((byte, index) => {
      const height = Math.max(1, (byte / loudest) * 44);
      return `M${index + 0.5} ${28 - height / 2}v${height}`;
    });
    return { d: bars.join(''), width: Math.max(1, bytes.length) };
  }, [data]);
  return (
    <svg viewBox={`0 0 ${path.width} 56`} preserveAspectRatio="none" className="size-full">
      <path d={path.d} stroke="currentColor" strokeWidth={0.7} fill="none" />
    </svg>
  );
}
