const english = new Intl.DisplayNames(['en'], { type: 'language' });

/** The English name of a language for a prompt. */
export function languageName(code: string | undefined): string {
  if (code === undefined) return 'the language of the lines';
  try {
    return english.of(code) ?? code;
  } catch {
    return code;
  }
}
