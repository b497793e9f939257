import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useHost } from '../../../client/studio-context.tsx';
import { tellError } from '../../../state/notices.ts';
import { useDocument, useSession } from '../session-context.tsx';
import { CanvasLayer, type Sheet } from './canvas-layer.tsx';
import { canvasColors } from './colors.ts';
import type { Painter } from './frames.ts';
import { columnMsFor, SpectrogramTiles, TILE_COLUMNS } from './spectrogram-tiles.ts';
import { timeline } from './timeline-store.ts';
import { endMs, xOf } from './timeline-view.ts';

/** How strong each frequency is over the time that is seen, low ones below. Fetched in tiles as it is looked at. */
export function Spectrogram({ track }: { readonly track: number }) {
  const { t } = useTranslation('timeline');
  const { api } = useHost();
  const { id } = useSession();
  const lengthMs = useDocument((document) => document.media.durationMs);
  const paint = useRef<Painter>(null);
  const tiles = useRef<SpectrogramTiles>(undefined);
  useEffect(() => {
    const watcher = { onChange: () => paint.current?.request(), onError: tellError };
    const opened = new SpectrogramTiles(api, { id, track, lengthMs }, watcher);
    tiles.current = opened;
    opened.setColors(canvasColors.getState().isDark);
    const stop = canvasColors.subscribe(({ isDark }) => opened.setColors(isDark));
    return () => {
      stop();
      opened.close();
      tiles.current = undefined;
    };
  }, [api, id, track, lengthMs]);
  const draw = ({ ctx, width, height }: Sheet): void => {
    const { view } = timeline.getState();
    const columnMs = columnMsFor(view.pxPerSecond);
    if (columnMs === undefined) {
      ctx.fillStyle = canvasColors.getState().muted;
      ctx.font = '12px system-ui, sans-serif';
      ctx.textBaseline = 'middle';
      ctx.fillText(t('spectrogramZoom'), 12, height / 2, width - 24);
      return;
    }
    const tileMs = columnMs * TILE_COLUMNS;
    const lastMs = Math.min(view.lengthMs, endMs(view));
    for (let number = Math.floor(view.startMs / tileMs); number * tileMs < lastMs; number++) {
      const tile = tiles.current?.tile(columnMs, number);
      if (tile === undefined) continue;
      const x = xOf(view, number * tileMs);
      const wide = ((tile.width * columnMs) / 1000) * view.pxPerSecond;
      // Half a pixel more, so that no seam shows between two tiles.
      ctx.drawImage(tile, x, 0, wide + 0.5, height);
    }
  };
  return (
    <div className="relative min-h-0 flex-1 border-b border-line bg-surface" data-testid="spectrogram">
      <CanvasLayer draw={draw} paint={paint} role="img" aria-label={t('spectrogram')} />
    </div>
  );
}
