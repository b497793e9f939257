/** A name as one RTTM field: white space, control characters, `%`, `<` and `;` percent-encoded, so it can be read back. */
export function encodeToken(name: string): string {
  return name.replace(/[\s%<;\p{Cc}\p{Surrogate}]/gu, (character) =>
    Array.from(
      new TextEncoder().encode(character),
      (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    ).join(''),
  );
}

/** The inverse of `encodeToken`; text that is not valid percent-encoding stays as it is. */
export function decodeToken(token: string): string {
  if (!/%[0-9A-Fa-f]{2}/.test(token)) return token;
  try {
    return decodeURIComponent(token);
  } catch {
    return token;
  }
}

/** A file id for field two: white space and control characters become `_`; `audio` when nothing is left. */
export function safeFileId(name: string): string {
  const base = (name.split(/[\\/]/).at(-1) ?? '').replace(/\.[A-Za-z0-9]{1,5}$/, '');
  const safe = base.replace(/[\s\p{Cc}\p{Surrogate}]+/gu, '_').replace(/^[;<]+/, '_');
  return safe === '' ? 'audio' : safe;
}
