import { expect, it } from 'vitest';
import { countCores } from './cores.ts';

const block = (processor: number, physical: number, core: number): string =>
  `processor\t: ${processor}\nmodel name\t: X\nphysical id\t: ${physical}\ncore id\t\t: ${core}\n`;

it('counts cores, not threads, over all packages', () => {
  const blocks = [block(0, 0, 0), block(1, 0, 1), block(2, 0, 0), block(3, 0, 1), block(4, 1, 0)];
  expect(countCores(blocks.join('\n'))).toBe(3);
});

it('knows nothing where the system does not say', () => {
  expect(countCores('processor\t: 0\nBogoMIPS\t: 50.00\n')).toBeUndefined();
});
