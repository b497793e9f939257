/** Control, format (text direction, zero width), private and unpaired characters have no place in a title. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;
/** Not allowed in names on some system, and look-alikes of separators that only confuse. */
const NOT_IN_NAMES = /[<>:"/\\|?*\u2044\u2215\u29f8\uff0f\uff3c]/g;
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
const MAX_TITLE = 300;
const MAX_STEM = 100;

/** A title from outside made fit to show: one line, NFC, no invisible or direction-changing characters, bounded. */
export function cleanTitle(text: string): string {
  const plain = text.normalize('NFC').replace(/\s+/g, ' ').replace(INVISIBLE, '').replace(/ +/g, ' ').trim();
  return [...plain].slice(0, MAX_TITLE).join('').trim();
}

/**
 * A file name stem made of a title: no separators, no leading dot or dash, no trailing dot, no name that Windows
 * reserves; `fallback` when nothing is left.
 */
export function titleStem(title: string, fallback: string): string {
  const named = cleanTitle(title)
    .replace(NOT_IN_NAMES, '_')
    .replace(/^[.\-\s]+/, '');
  const stem = [...named]
    .slice(0, MAX_STEM)
    .join('')
    .replace(/[.\s]+$/, '');
  if (stem === '' || /^_+$/.test(stem)) return fallback;
  return RESERVED.test(stem) ? `_${stem}` : stem;
}
