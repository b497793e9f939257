/**
 * GPT-2's byte alphabet: printable Latin-1 bytes stand for themselves, the other 68 are moved to U+0100 and up,
 * so every byte string can be written as visible characters in a vocabulary file.
 */
const BYTE_OF_CHARACTER: ReadonlyMap<string, number> = buildAlphabet();

function buildAlphabet(): Map<string, number> {
  const bytes = new Map<string, number>();
  let moved = 0;
  for (let byte = 0; byte < 256; byte++) {
    const printable = (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
    bytes.set(String.fromCodePoint(printable ? byte : 0x100 + moved++), byte);
  }
  return bytes;
}

/** The bytes a byte-level vocabulary entry stands for; an entry outside the alphabet is taken as plain text. */
export function bytesOfToken(token: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of token) {
    const byte = BYTE_OF_CHARACTER.get(character);
    if (byte === undefined) return new TextEncoder().encode(token);
    bytes.push(byte);
  }
  return Uint8Array.from(bytes);
}

/** Plain text as a byte-level vocabulary key, e.g. ` zero` as `Ġzero`. */
export function tokenOfText(text: string): string {
  const characters = [...BYTE_OF_CHARACTER.keys()];
  return [...new TextEncoder().encode(text)].map((byte) => characters[byte]).join('');
}

/**
 * Bytes at the end of `bytes` that begin a UTF-8 character and still lack its rest, 0 when the text is complete.
 * Bytes that can never become valid count as complete: they decode to U+FFFD.
 */
export function incompleteUtf8Tail(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(4, bytes.length); back++) {
    const byte = bytes[bytes.length - back];
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) {
      const needed = byte >= 0xf5 ? 1 : byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return back < needed ? back : 0;
    }
  }
  return 0;
}
