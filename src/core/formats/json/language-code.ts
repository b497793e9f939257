let codes: ReadonlyMap<string, string> | undefined;

/** ISO 639-1 code for a code (`en`, `en-US`) or an English language name (`english`); `undefined` when unknown. */
export function languageCode(language: string): string | undefined {
  const wanted = language.trim().toLowerCase();
  if (/^[a-z]{2}(?:[-_][a-z0-9]+)*$/.test(wanted)) return wanted.slice(0, 2);
  codes ??= englishNames();
  return codes.get(wanted);
}

function englishNames(): Map<string, string> {
  const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  const found = new Map<string, string>();
  for (const code of letters.flatMap((first) => letters.map((second) => first + second))) {
    const name = names.of(code)?.toLowerCase();
    if (name !== undefined && !found.has(name)) found.set(name, code);
  }
  return found;
}
