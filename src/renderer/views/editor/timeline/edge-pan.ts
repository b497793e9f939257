/** How near an edge of the view a drag must come for the view to move along, pixels. */
const EDGE_PX = 28;
/** Speed at the edge itself, and the most there is beyond it, pixels a second. */
const AT_EDGE = 500;
const MOST = 1600;

/**
 * How fast the view moves under a drag, pixels a second, negative towards the start. Only a drag that goes towards an
 * edge is followed, so that a press near one moves nothing.
 */
export function edgePan(x: number, fromX: number, widthPx: number): number {
  const right = x - (widthPx - EDGE_PX);
  const left = EDGE_PX - x;
  if (right > 0 && x > fromX) return speed(right);
  return left > 0 && x < fromX ? -speed(left) : 0;
}

function speed(depthPx: number): number {
  return Math.min(MOST, (depthPx / EDGE_PX) * AT_EDGE);
}
