import type { TranscribeOptions } from './options.ts';

/**
 * Names of a recording's channels in order, from the first pattern that fits its file name, else from the roles given;
 * `undefined` where neither says one.
 */
export function nameSides(
  path: string,
  { roles, rolePatterns }: Pick<TranscribeOptions, 'roles' | 'rolePatterns'>,
  channels: number,
): (string | undefined)[] {
  const stem = fileStem(path);
  let chosen: readonly string[] = roles;
  for (const pattern of rolePatterns) {
    const found = rolesFromName(stem, pattern);
    if (found === undefined) continue;
    chosen = found;
    break;
  }
  return Array.from({ length: channels }, (_, channel) => {
    const name = chosen[channel]?.trim();
    return name === undefined || name === '' ? undefined : name;
  });
}

/**
 * Names of channels that a file name says, or `undefined` when the pattern does not fit it. In a pattern `*` stands for any
 * text and `{word}` for the name of the next channel, e.g. `{agent}-{customer}`; what follows a `=` are the names to give
 * when it fits, e.g. `*_agent-left*=agent,customer` (or `agent|customer`). Upper and lower case are the same. Takes time linear in both.
 */
export function rolesFromName(stem: string, pattern: string): string[] | undefined {
  const cut = pattern.lastIndexOf('=');
  const shape = cut < 0 ? pattern : pattern.slice(0, cut);
  const captured = match(stem, shape);
  if (captured === undefined) return undefined;
  return cut < 0 ? captured : pattern.slice(cut + 1).split(/[,|]/);
}

/** Texts of the named gaps. The leftmost place of each literal is as good as any other, so nothing is tried twice. */
function match(text: string, shape: string): string[] | undefined {
  const literals = shape.split(/\*|\{[^{}]*\}/).map((literal) => literal.toLowerCase());
  const gaps = shape.match(/\*|\{[^{}]*\}/g) ?? [];
  const folded = text.toLowerCase();
  const [first = ''] = literals;
  if (gaps.length === 0) return folded === first ? [] : undefined;
  if (!folded.startsWith(first)) return undefined;
  const captured: string[] = [];
  let at = first.length;
  for (const [index, gap] of gaps.entries()) {
    const literal = literals[index + 1] ?? '';
    const named = gap !== '*';
    const last = index === gaps.length - 1;
    const end = last ? folded.length - literal.length : folded.indexOf(literal, at + (named ? 1 : 0));
    if (end < at + (named ? 1 : 0) || (last && !folded.endsWith(literal))) return undefined;
    if (named) captured.push(text.slice(at, end));
    at = end + literal.length;
  }
  return captured;
}

/** The name of a file without its folder, on any system. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

/** The name of a file without its folder and ending, on any system. */
export function fileStem(path: string): string {
  const name = fileName(path);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
}
