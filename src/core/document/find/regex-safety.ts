/** Why a pattern is not run. */
export type UnsafeRegex = 'nested-quantifier' | 'ambiguous-alternation' | 'too-many-quantifiers';

/** How much work a pattern can be: at most `length ** degree * factor` steps for a text. */
export interface RegexCost {
  readonly degree: number;
  readonly factor: number;
}

/** More repetitions than this count as without end. */
const FEW = 10;
const MOST_DEGREE = 5;
const MOST_FACTOR = 10_000;

interface Group {
  hasQuantifier: boolean;
  /** What each branch begins with: `undefined` while it is empty, an empty string where that is no plain character. */
  branches: (string | undefined)[];
  /** A choice in a group inside may be made in two ways for one text. */
  hasAmbiguity: boolean;
  degree: number;
}

/**
 * Looks for what makes a backtracking engine run for ever: repeated groups that repeat inside or whose branches may begin
 * alike, and too many repetitions in a row. Careful rather than clever: some harmless patterns are refused. `pattern`
 * must be a valid one with the `u` flag.
 */
export function regexCost(pattern: string): RegexCost | UnsafeRegex {
  const groups: Group[] = [newGroup()];
  let factor = 1;
  let closed: Group | undefined;
  for (let at = 0; at < pattern.length;) {
    const group = groups.at(-1);
    if (group === undefined) return 'nested-quantifier';
    const [token, kind] = tokenAt(pattern, at);
    at += token.length;
    if (kind === 'quantifier') {
      const most = mostOf(token);
      const inner = closed;
      if (inner !== undefined && most > 1) {
        if (inner.hasQuantifier) return 'nested-quantifier';
        if (isAmbiguous(inner)) return 'ambiguous-alternation';
      }
      group.hasQuantifier = true;
      if (most > FEW) group.degree++;
      else factor *= most + 1;
      closed = undefined;
      continue;
    }
    closed = undefined;
    if (kind !== 'branch' && kind !== 'close') group.branches[group.branches.length - 1] ??= firstOf(token, kind);
    if (kind === 'open') groups.push(newGroup());
    else if (kind === 'close') {
      closed = groups.pop();
      const outer = groups.at(-1);
      if (closed === undefined || outer === undefined) return 'nested-quantifier';
      outer.hasQuantifier ||= closed.hasQuantifier;
      outer.hasAmbiguity ||= isAmbiguous(closed);
      outer.degree += closed.degree;
      factor *= closed.branches.length;
    } else if (kind === 'branch') group.branches.push(undefined);
  }
  const [whole] = groups;
  factor *= whole?.branches.length ?? 1;
  // A search tries every place of the text.
  const degree = (whole?.degree ?? 0) + 1;
  return degree > MOST_DEGREE || factor > MOST_FACTOR ? 'too-many-quantifiers' : { degree, factor };
}

function newGroup(): Group {
  return { hasQuantifier: false, branches: [undefined], hasAmbiguity: false, degree: 0 };
}

/** Whether a text may take two of its branches, or two of a group inside it: repeated, that doubles with every round. */
function isAmbiguous({ branches, hasAmbiguity }: Group): boolean {
  if (hasAmbiguity || branches.length === 1) return hasAmbiguity;
  return new Set(branches).size < branches.length || branches.some((first) => (first ?? '') === '');
}

/** One form for all characters that a search without case takes for the same, such as `s`, `S` and `ſ`. */
function firstOf(token: string, kind: TokenKind): string {
  return kind === 'literal' ? token.toLowerCase().toUpperCase().toLowerCase() : '';
}

type TokenKind = 'literal' | 'other' | 'open' | 'close' | 'branch' | 'quantifier';

function tokenAt(pattern: string, at: number): [string, TokenKind] {
  const rest = pattern.slice(at);
  const char = String.fromCodePoint(rest.codePointAt(0) ?? 0);
  if (char === '\\') return [/^\\(?:[pPu]\{[^}]*\}|k<[^>]*>|.)/su.exec(rest)?.[0] ?? char, 'other'];
  if (char === '[') return [/^\[(?:\\.|[^\]\\])*\]/su.exec(rest)?.[0] ?? char, 'other'];
  if (char === '(') return [/^\((?:\?(?::|=|!|<=|<!|<[^>]*>))?/u.exec(rest)?.[0] ?? char, 'open'];
  if (char === ')') return [char, 'close'];
  if (char === '|') return [char, 'branch'];
  const quantifier = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/u.exec(rest)?.[0];
  if (quantifier !== undefined) return [quantifier, 'quantifier'];
  return [char, /[.^$]/u.test(char) ? 'other' : 'literal'];
}

/** The highest count a quantifier allows. */
function mostOf(quantifier: string): number {
  if (quantifier.startsWith('?')) return 1;
  const [, least, comma, most] = /^\{(\d+)(,?)(\d*)\}/u.exec(quantifier) ?? [];
  if (least === undefined) return Infinity;
  if (comma === '') return Number(least);
  return most === '' || most === undefined ? Infinity : Number(most);
}
