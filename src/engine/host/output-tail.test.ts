import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { OutputTail } from './output-tail.ts';

async function tailOf(...chunks: (string | Buffer)[]): Promise<readonly string[]> {
  const tail = new OutputTail();
  await tail.read(Readable.from(chunks, { objectMode: false }));
  return tail.lines();
}

describe('OutputTail', () => {
  it('joins lines that were cut between chunks, even inside a character', async () => {
    const bytes = Buffer.from('erste Zeile ü\nzweite');
    expect(await tailOf(bytes.subarray(0, 13), bytes.subarray(13, 17), bytes.subarray(17))).toEqual([
      'erste Zeile ü',
      'zweite',
    ]);
  });

  it('keeps the last 20 lines, without blanks and control characters', async () => {
    const lines = Array.from({ length: 30 }, (_, index) => `\u001b[31mline ${index}\u001b[0m\u0007\r\n\n`);
    expect(await tailOf(lines.join(''))).toEqual(Array.from({ length: 20 }, (_, index) => `line ${index + 10}`));
  });

  it('bounds a line that never ends', async () => {
    const [line] = await tailOf(...Array.from({ length: 50 }, () => 'x'.repeat(1000)));
    expect(line).toHaveLength(400);
  });
});
