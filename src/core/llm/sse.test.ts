import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SseReader } from './sse.ts';

const data = fc.array(
  fc.string().map((text) => text.replace(/[\r\n\0]/g, '')),
  { minLength: 1, maxLength: 3 },
);
const event = fc.record({ event: fc.constantFrom('message', 'ping', 'content_block_delta'), data });
const lineEnd = fc.constantFrom('\n', '\r\n', '\r');

describe('a stream of events', () => {
  it('is read the same wherever it is cut, with any line ends and comments in between', () => {
    fc.assert(
      fc.property(
        fc.array(event, { maxLength: 8 }),
        lineEnd,
        fc.constantFrom(['', ''], [': keep-alive', 'id: 4']),
        fc.array(fc.nat(), { maxLength: 12 }),
        fc.boolean(),
        (events, end, noise, cuts, closed) => {
          const text = events
            .map(({ event: name, data: lines }) =>
              [...noise.filter(Boolean), `event: ${name}`, ...lines.map((line) => `data: ${line}`), '', ''].join(end),
            )
            .join('');
          const whole = closed ? text : text.slice(0, Math.max(0, text.length - end.length));
          const at = [...new Set(cuts.map((cut) => cut % (whole.length + 1)))].sort((a, b) => a - b);
          const reader = new SseReader();
          const found = [0, ...at].flatMap((from, i) => reader.push(whole.slice(from, at[i] ?? whole.length)));
          found.push(...reader.end());
          expect(found).toEqual(
            events.map(({ event: name, data: lines }) => ({ event: name, data: lines.join('\n') })),
          );
        },
      ),
    );
  });
});
