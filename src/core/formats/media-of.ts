import type { DocumentMedia } from '../document/types.ts';
import type { Span } from '../timeline/span.ts';
import type { ReadContext } from './codec.ts';

/** Media facts of a document made from a subtitle file: its name, and the latest time as the duration. */
export function mediaOf(context: ReadContext, spans: readonly Span[]): DocumentMedia {
  const durationMs = spans.reduce((latest, span) => Math.max(latest, span.startMs, span.endMs), 0);
  return { name: context.name ?? '', contentId: '', durationMs, channels: 1 };
}
