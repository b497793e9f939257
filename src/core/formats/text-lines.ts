/** Splits at CRLF, LF and CR alike, and drops one leading byte order mark. */
export function splitLines(text: string): string[] {
  return withoutBom(text).split(/\r\n|\n|\r/);
}

/** The text without a leading byte order mark. */
export function withoutBom(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

/**
 * A structural line (index, time, marker) without what hides in it: NUL, DEL, zero-width and direction marks, BOMs and
 * odd spaces. Never used on cue text, where joiners carry meaning.
 */
export function cleanStructure(line: string): string {
  return (
    line
      // eslint-disable-next-line no-control-regex -- control characters are what is removed
      .replace(/[\u0000\u007F\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu, '')
      .replace(/[\u00A0\u2000-\u200A\u202F\u3000]/gu, ' ')
      .trim()
  );
}

/** Joins lines for output: LF or CRLF, final newline, optional byte order mark. */
export function joinLines(
  lines: readonly string[],
  options: { readonly newline?: 'lf' | 'crlf'; readonly bom?: boolean },
): string {
  const newline = options.newline === 'crlf' ? '\r\n' : '\n';
  return `${options.bom === true ? '\uFEFF' : ''}${lines.map((line) => line + newline).join('')}`;
}

/**
 * Cue lines ready for a line-based format: embedded line breaks split, trailing spaces cut, lines without a visible
 * character gone (they would end the cue), NUL gone, unpaired surrogates replaced as any UTF-8 encoder would.
 */
export function displayLines(lines: readonly string[]): { readonly lines: readonly string[]; readonly blank: number } {
  const split = lines.flatMap((line) => line.split(/\r\n|\n|\r/)).map((line) => printable(line).trimEnd());
  const visible = split.filter((line) => cleanStructure(line) !== '');
  return { lines: visible, blank: split.length - visible.length };
}

/**
 * Text of a file without the control characters that no edit takes and no screen shows: those that break lines or pages
 * somewhere else become spaces, the others go. Tabs stay.
 */
export function withoutControls(text: string): string {
  return (
    text
      .replace(/[\n\r\v\f\u2028\u2029]/gu, ' ')
      // eslint-disable-next-line no-control-regex -- control characters are what is removed
      .replace(/[\u0000-\u0008\u000e-\u001f\u007f]/gu, '')
  );
}

/** One line of anything: line breaks and tabs become single spaces, ends trimmed. */
export function singleLine(text: string): string {
  return printable(text).replace(/\s+/gu, ' ').trim();
}

function printable(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD').replaceAll('\0', '');
}
