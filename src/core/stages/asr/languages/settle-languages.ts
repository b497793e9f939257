import type { AsrWindowResult } from '../../../ports/asr-engine.ts';
import { coveredMs } from '../../../timeline/span.ts';
import type { PlannedWindow } from '../windows.ts';

/** What a change of language between neighbours costs, in nats: a window has to be about 90 % sure to differ from both. */
const SWITCH_COST = 1;
/** Speech that a verdict of a window counts wholly for; of less it counts in part. */
const WHOLE_VERDICT_MS = 5000;
const LEAST_PROBABILITY = 0.001;
/** How sure an engine counts as that names a language and no figures. */
const NAMED_PROBABILITY = 0.9;

/**
 * The language of each window among `languages`: the likeliest course over the recording (Viterbi), so that one short or
 * doubtful window does not differ from its neighbours. Ties go to the language listed first.
 */
export function settleLanguages(
  windows: readonly PlannedWindow[],
  results: readonly AsrWindowResult[],
  languages: readonly string[],
): string[] {
  const from: number[][] = [];
  let costs = languages.map(() => 0);
  for (const [at, window] of windows.entries()) {
    const weight = Math.min(1, coveredMs(window.speech) / WHOLE_VERDICT_MS);
    const best = indexOfLeast(costs);
    const came = languages.map((_, to) => (at > 0 && costs[best] + SWITCH_COST < costs[to] ? best : to));
    from.push(came);
    costs = languages.map((language, to) => {
      const switched = came[to] === to ? 0 : SWITCH_COST;
      return costs[came[to]] + switched - weight * Math.log(probabilityOf(results[at], language, languages));
    });
  }
  const course: string[] = [];
  for (let at = windows.length - 1, place = indexOfLeast(costs); at >= 0; place = from[at][place], at--) {
    course.unshift(languages[place]);
  }
  return course;
}

function probabilityOf(result: AsrWindowResult, language: string, languages: readonly string[]): number {
  const { languages: heard, language: named } = result;
  if (heard !== undefined) return Math.max(LEAST_PROBABILITY, heard[language] ?? 0);
  if (named === undefined || !languages.includes(named) || result.words.length === 0) return 1 / languages.length;
  return named === language ? NAMED_PROBABILITY : (1 - NAMED_PROBABILITY) / Math.max(1, languages.length - 1);
}

function indexOfLeast(values: readonly number[]): number {
  return values.reduce((best, value, i) => (value < values[best] ? i : best), 0);
}
