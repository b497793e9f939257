import { pathToFileURL } from 'node:url';
import { buildCues } from '../src/core/cues/build-cues.ts';
import { RULE_PROFILES } from '../src/core/cues/profiles.ts';
import { checkCues } from '../src/core/cues/qc.ts';
import type { Word } from '../src/core/timeline/types.ts';
import { markdownTable, type BenchTable } from './table.ts';

const WORDS = 100_000;
const VOCABULARY =
  'the a of to and in that he she was for it with as his on be at by this had not are but from have they which one you were all her would there their we him been has when who will more if out said what up its about into than them can only other time new some could these two may first then do any like my now over such our man even most made after also did many off before must well back through years much where your way down'.split(
    ' ',
  );

/** Pseudo-random English-like talk of two speakers, always the same. */
function talk(): Word[] {
  let seed = 7;
  const random = (): number => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
  let atMs = 0;
  let speaker = 1;
  return Array.from({ length: WORDS }, (_, index) => {
    const mark = random() < 0.08 ? '.' : random() < 0.1 ? ',' : '';
    const text = (VOCABULARY[Math.floor(random() * VOCABULARY.length)] ?? '') + mark;
    const startMs = atMs;
    const endMs = startMs + 100 + text.length * 50;
    atMs = endMs + (random() < 0.05 ? Math.floor(random() * 1500) : 20);
    if (random() < 0.02) speaker = 3 - speaker;
    return {
      id: `w${index}`,
      text,
      startMs,
      endMs,
      confidence: 1,
      timing: 'dtw',
      engine: 'none',
      speaker: `S${speaker}`,
    };
  });
}

/** Builds cues for 100 000 words (about 11 hours of talk) under every profile. */
export function benchCues(): BenchTable {
  const words = talk();
  buildCues(words.slice(0, 5000), { profile: RULE_PROFILES[0] ?? never(), language: 'en' });
  const rows = RULE_PROFILES.map((profile) => {
    const startedMs = performance.now();
    const cues = buildCues(words, { profile, language: 'en', dashCues: true });
    const tookMs = performance.now() - startedMs;
    return [profile.id, String(cues.length), tookMs.toFixed(0), String(checkCues(cues, profile).length)];
  });
  return { title: `Cues from ${WORDS} words`, header: ['profile', 'cues', 'ms', 'QC issues'], rows };
}

function never(): never {
  throw new Error('There are no profiles.');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.log(markdownTable(benchCues()));
