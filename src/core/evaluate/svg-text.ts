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

/** At most `most` characters, the last an ellipsis when something was cut; marks that reverse text are dropped. */
export function clip(text: string, most: number): string {
  const characters = [...text.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')];
  return characters.length <= most ? characters.join('') : `${characters.slice(0, most - 1).join('')}\u2026`;
}
