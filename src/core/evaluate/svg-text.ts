/** Text for element content and quoted attributes; characters that XML cannot hold become U+FFFD. */
export function escapeXml(text: string): string {
  return (
    text
      // eslint-disable-next-line no-control-regex -- control characters are what is replaced
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  );
}

const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}\uff01-\uff60]/u;

/**
 * Text that takes about as much room as `most` small letters, its end replaced by an ellipsis when it is longer. Marks
 * that reverse text are dropped.
 */
export function clip(text: string, most: number): string {
  let room = most;
  let kept = '';
  for (const character of text.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')) {
    room -= widthOf(character);
    if (room < 0) return `${[...kept].slice(0, -1).join('')}\u2026`;
    kept += character;
  }
  return kept;
}

function widthOf(character: string): number {
  if (WIDE.test(character)) return 1.7;
  if (/[MW@%mw]/.test(character)) return 1.6;
  return /\p{Lu}/u.test(character) ? 1.3 : 1;
}
