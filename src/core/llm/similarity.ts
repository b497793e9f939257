import { editDistance } from '../metrics/edit-distance.ts';

/** Lower case without accents, tags and punctuation, single spaces: what an echo is compared by. */
export function comparable(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/ı/gu, 'i')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Longest text of which distances are computed: beginnings of lines are enough. */
const COMPARED = 120;

/** 1 minus the edit distance as a share of the longer text, of the first 120 characters; 1 for two empty texts. */
function similarity(a: string, b: string): number {
  const left = [...a.slice(0, COMPARED)];
  const right = [...b.slice(0, COMPARED)];
  const longest = Math.max(left.length, right.length);
  return longest === 0 ? 1 : 1 - editDistance(left, right) / longest;
}

/** How well an echo, whole or only of the first words, repeats a source line: 0..1. */
export function echoSimilarity(echo: string, source: string): number {
  const said = comparable(echo);
  const full = comparable(source);
  if (said === '' || full === '') return said === full ? 1 : 0;
  return Math.max(similarity(said, full), similarity(said, full.slice(0, said.length)));
}
