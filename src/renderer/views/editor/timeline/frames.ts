/** Draws once in the next frame, however often it is asked to. */
export interface Painter {
  request(): void;
  stop(): void;
}

const waiting = new Set<() => void>();
let frame: number | undefined;

/** All painters share one animation frame. The drawing must not throw. */
export function painter(draw: () => void): Painter {
  let isStopped = false;
  return {
    request() {
      if (isStopped) return;
      waiting.add(draw);
      frame ??= requestAnimationFrame(drawAll);
    },
    stop() {
      isStopped = true;
      waiting.delete(draw);
    },
  };
}

function drawAll(): void {
  frame = undefined;
  const draws = [...waiting];
  waiting.clear();
  for (const draw of draws) draw();
}
