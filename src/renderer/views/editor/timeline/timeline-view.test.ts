import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clampView,
  endMs,
  followed,
  leastPxPerSecond,
  msAt,
  panBy,
  resized,
  showing,
  type TimelineView,
  visibleMs,
  wholeView,
  xOf,
  zoomAt,
} from './timeline-view.ts';

const HOURS_12 = 12 * 3_600_000;
const views = fc
  .record({
    startMs: fc.double({ min: -1e6, max: 1e8, noNaN: true }),
    pxPerSecond: fc.double({ min: 0, max: 1e5, noNaN: true }),
    widthPx: fc.integer({ min: 1, max: 8000 }),
    lengthMs: fc.integer({ min: 1, max: HOURS_12 }),
  })
  .map(clampView);

const expectInside = (view: TimelineView): void => {
  expect(view.startMs).toBeGreaterThanOrEqual(0);
  expect(view.pxPerSecond).toBeGreaterThan(0);
  if (visibleMs(view) <= view.lengthMs) expect(endMs(view)).toBeLessThanOrEqual(view.lengthMs + 0.01);
  else expect(view.startMs).toBe(0);
};

describe('the view of a timeline', () => {
  it('puts moments where they can be read back', () => {
    fc.assert(
      fc.property(views, fc.double({ min: 0, max: HOURS_12, noNaN: true }), (view, ms) => {
        expect(msAt(view, xOf(view, ms))).toBeCloseTo(ms, 3);
      }),
    );
  });

  it('never shows what is outside the recording, whatever is done to it', () => {
    fc.assert(
      fc.property(
        views,
        fc.double({ min: -1e7, max: 1e7, noNaN: true }),
        fc.double({ min: 0.001, max: 1000, noNaN: true }),
        fc.integer({ min: 1, max: 8000 }),
        (view, px, factor, width) => {
          expectInside(panBy(view, px));
          expectInside(zoomAt(view, px, factor));
          expectInside(resized(view, width));
          expectInside(followed(view, 0, Math.abs(px)));
          expectInside(showing(view, Math.abs(px), Math.abs(px) + factor));
        },
      ),
    );
  });

  it('keeps the moment under the pointer when it zooms in the middle of a recording', () => {
    const view: TimelineView = { startMs: 3_600_000, pxPerSecond: 50, widthPx: 1000, lengthMs: HOURS_12 };
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1000, noNaN: true }),
        fc.double({ min: 0.5, max: 4, noNaN: true }),
        (x, by) => {
          expect(msAt(zoomAt(view, x, by), x)).toBeCloseTo(msAt(view, x), 3);
        },
      ),
    );
  });

  it('shows a whole recording, and still does in another width', () => {
    const view = wholeView(HOURS_12, 1000);
    expect(visibleMs(view)).toBeCloseTo(HOURS_12, 3);
    expect(visibleMs(resized(view, 1500))).toBeCloseTo(HOURS_12, 3);
    expect(zoomAt(view, 500, 0.1).pxPerSecond).toBe(leastPxPerSecond(view));
  });

  it('shows a stretch whole, in the middle', () => {
    const view = showing(wholeView(HOURS_12, 1000), 7_200_000, 7_204_000);
    expect(xOf(view, 7_200_000)).toBeCloseTo(250, 3);
    expect(xOf(view, 7_204_000)).toBeCloseTo(750, 3);
  });
});

describe('following the playhead', () => {
  const view: TimelineView = { startMs: 60_000, pxPerSecond: 100, widthPx: 1000, lengthMs: 600_000 };

  it('holds still while the playhead is in the safe zone', () => {
    for (let ms = 60_300; ms <= 69_000; ms += 16) expect(followed(view, ms - 16, ms)).toBe(view);
  });

  it('turns a page when the playhead leaves it', () => {
    const next = followed(view, 68_999, 69_015);
    expect(xOf(next, 69_015)).toBeCloseTo(80, 3);
    expect(next.pxPerSecond).toBe(100);
  });

  it('leaves a user alone who has scrolled away, until the playhead comes along or jumps', () => {
    expect(followed(view, 20_000, 20_016)).toBe(view);
    expect(followed(view, 200_000, 200_016)).toBe(view);
    expect(followed(view, 59_995, 60_011)).toBe(view);
    const jumped = followed(view, 20_000, 300_000);
    expect(xOf(jumped, 300_000)).toBeCloseTo(300, 3);
    expect(followed(view, 300_000, 69_900)).toBe(view);
  });
});
