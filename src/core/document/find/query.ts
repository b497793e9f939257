import { regexCost, type UnsafeRegex } from './regex-safety.ts';

/** What a user looks for. */
export interface FindQuery {
  readonly text: string;
  readonly mode: 'plain' | 'regex';
  readonly caseSensitive: boolean;
  readonly wholeWord: boolean;
  /** Code of the text's language: in Turkish and Azerbaijani, plain text pairs i with İ and ı with I. */
  readonly language?: string | undefined;
}

/** A query that can be run. Texts longer than `longestText` UTF-16 units are left out, so that no search takes long. */
export interface Matcher {
  readonly regex: RegExp;
  readonly mode: FindQuery['mode'];
  readonly longestText: number;
}

type CompiledFind =
  | { readonly kind: 'ready'; readonly matcher: Matcher }
  /** `detail`: what the engine says about a pattern it cannot read, in English. */
  | {
      readonly kind: 'invalid';
      readonly reason: 'empty' | 'too-long' | 'syntax' | UnsafeRegex;
      readonly detail?: string;
    };

const LONGEST_QUERY = 500;
/** Steps one cue may take in the worst case: some tenths of a second. */
const MOST_STEPS = 2e8;
const LONGEST_TEXT = 10_000;

/**
 * Prepares a search. In plain text, any space stands for any spaces or a line break. Patterns are JavaScript's with the
 * flags `u` and `m`; such as could take for ever are refused.
 */
export function compileFind(query: FindQuery): CompiledFind {
  const { text, mode } = query;
  if (text.trim() === '' && (mode === 'plain' || text === '')) return { kind: 'invalid', reason: 'empty' };
  if (text.length > LONGEST_QUERY) return { kind: 'invalid', reason: 'too-long' };
  const isTurkic = /^(?:tr|az)\b/iu.test(query.language ?? '');
  const isFolded = !query.caseSensitive && (mode === 'regex' || !isTurkic);
  const source = mode === 'regex' ? text : plainSource(text, query.caseSensitive || isFolded);
  const word = '[\\p{L}\\p{N}\\p{M}_]';
  const whole = query.wholeWord ? `(?<!${word})(?:${source})(?!${word})` : source;
  let regex: RegExp;
  try {
    regex = new RegExp(whole, `gmu${isFolded ? 'i' : ''}`);
    // The wrapping must not make a pattern valid that is none, such as `a)(b`.
    new RegExp(source, 'u');
  } catch (error) {
    return { kind: 'invalid', reason: 'syntax', detail: error instanceof Error ? error.message : String(error) };
  }
  if (mode === 'plain') return { kind: 'ready', matcher: { regex, mode, longestText: LONGEST_TEXT } };
  const cost = regexCost(text);
  if (typeof cost === 'string') return { kind: 'invalid', reason: cost };
  const longestText = Math.min(LONGEST_TEXT, Math.floor((MOST_STEPS / cost.factor) ** (1 / cost.degree)));
  return { kind: 'ready', matcher: { regex, mode, longestText } };
}

/** Escaped text; for Turkish, every letter with its own capital, since the engine's folding pairs i with I. */
function plainSource(text: string, asWritten: boolean): string {
  return text
    .trim()
    .split(/\s+/u)
    .map((part) => [...part].map((char) => (asWritten ? escape(char) : bothCases(char))).join(''))
    .join('\\s+');
}

function bothCases(char: string): string {
  const forms = [char, char.toLocaleLowerCase('tr'), char.toLocaleUpperCase('tr')];
  return `(?:${[...new Set(forms)].map(escape).join('|')})`;
}

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
}
