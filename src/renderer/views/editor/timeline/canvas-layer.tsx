import { type ComponentProps, type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import { canvasColors } from './colors.ts';
import { type Painter, painter } from './frames.ts';
import { timeline } from './timeline-store.ts';

/** A clean canvas to draw on, in CSS pixels. */
export interface Sheet {
  readonly ctx: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
}

export interface CanvasLayerProps extends Omit<ComponentProps<'canvas'>, 'ref'> {
  /** Draws everything that is seen now. Called when the view, the theme, the size or the component changed. */
  readonly draw: (sheet: Sheet) => void;
  /** Asks for a drawing after something else changed. */
  readonly paint?: Ref<Painter>;
}

/** A canvas that fills its parent, as sharp as the screen, drawn at most once a frame and only after a change. */
export function CanvasLayer({ draw, paint, className = '', ...rest }: CanvasLayerProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const latest = useRef(draw);
  const own = useRef<Painter>(undefined);
  useImperativeHandle(paint, () => ({ request: () => own.current?.request(), stop: () => undefined }), []);
  useEffect(() => {
    const element = canvas.current;
    const ctx = element?.getContext('2d');
    if (element === null || ctx === null || ctx === undefined) return undefined;
    const made = painter(() => {
      const { clientWidth: width, clientHeight: height } = element;
      if (width === 0 || height === 0) return;
      const scale = devicePixelRatio;
      const [w, h] = [Math.round(width * scale), Math.round(height * scale)];
      if (element.width !== w || element.height !== h) {
        element.width = w;
        element.height = h;
      }
      ctx.setTransform(scale, 0, 0, scale, 0, 0);
      ctx.clearRect(0, 0, width, height);
      latest.current({ ctx, width, height });
    });
    own.current = made;
    const request = (): void => made.request();
    const sizes = new ResizeObserver(request);
    sizes.observe(element);
    const stops = [timeline.subscribe(request), canvasColors.subscribe(request)];
    return () => {
      sizes.disconnect();
      for (const stop of stops) stop();
      made.stop();
    };
  }, []);
  useEffect(() => {
    latest.current = draw;
    own.current?.request();
  });
  return <canvas ref={canvas} className={`absolute inset-0 size-full ${className}`} {...rest} />;
}
