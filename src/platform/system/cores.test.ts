import { describe, expect, it } from 'vitest';
import { countCores } from './cores.ts';

const block = (processor: number, physical: number, core: number): string =>
  `processor\t: ${processor}\nmodel name\t: X\nphysical id\t: ${physical}\nsiblings\t: 4\ncore id\t\t: ${core}\n`;

describe('countCores', () => {
  it('counts the two threads of a core once, and cores of two sockets apart', () => {
    const blocks = [block(0, 0, 0), block(1, 0, 1), block(2, 0, 0), block(3, 0, 1), block(4, 1, 0)];
    expect(countCores(`${blocks.join('\n')}\n`)).toBe(3);
  });
  it('does not know where the system does not say', () => {
    expect(countCores('processor\t: 0\nBogoMIPS\t: 100\n')).toBeUndefined();
    expect(countCores('')).toBeUndefined();
  });
});
