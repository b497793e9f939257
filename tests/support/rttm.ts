import { readFileSync } from 'node:fs';
import type { Turn } from '../../src/core/timeline/types.ts';

/** SPEAKER records of an RTTM file (all file ids) as turns in integer milliseconds. Independent of the product's codec. */
export function readRttm(path: string): Turn[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/u))
    .filter((fields) => fields[0] === 'SPEAKER')
    .map((fields) => {
      const start = Number(fields[3]);
      return {
        startMs: Math.round(start * 1000),
        endMs: Math.round((start + Number(fields[4])) * 1000),
        speaker: fields[7] ?? '',
      };
    });
}
