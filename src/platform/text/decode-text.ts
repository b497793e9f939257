import { analyse } from 'chardet';
import iconv from 'iconv-lite';
import { AppError } from '../../shared/app-error.ts';
import type { Diagnostic } from '../../core/formats/codec.ts';
import { turkishEvidence } from './turkish.ts';

/** Text with the encoding it was read as (lower-case IANA-like name, e.g. `utf-8`, `windows-1254`). */
export interface DecodedText {
  readonly text: string;
  readonly encoding: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** Bytes looked at where statistics decide; whole files where validity does. */
const SAMPLE_BYTES = 1 << 20;
const CONFIDENT = 50;
/** Pages chardet mixes up with windows-1254; the letters alone decide only against the Latin-1 family. */
const LATIN_1 = new Set(['windows-1252', 'windows-1254', 'iso-8859-1', 'iso-8859-9']);
const LATIN_2 = new Set(['windows-1250', 'iso-8859-2']);
const TURKISH_WORDS_NEEDED = 3;

/**
 * Decodes the bytes of a text file. Order: byte order mark, UTF-16 and UTF-32 without one (by their NUL bytes), valid
 * UTF-8, then statistics (chardet) with a Turkish check between windows-1254 and 1252, whose subtitles are otherwise
 * full of ý þ ð. A guess carries an `encoding-guessed` or `encoding-unsure` diagnostic so the user can choose another.
 * `wanted` skips all of it. The byte order mark is not part of the text. Throws `AppError` `options-invalid` when
 * `wanted` is unknown.
 */
export function decodeText(bytes: Uint8Array, wanted?: string): DecodedText {
  if (wanted !== undefined) return decodeAs(bytes, wanted);
  const marked = byteOrderMark(bytes) ?? wideWithoutMark(bytes);
  if (marked !== undefined) return plain(bytes, marked);
  if (isUtf8(bytes)) return plain(bytes, 'utf-8');
  return guess(bytes);
}

/** Encodes text for old players. `unmappable` lists each character the encoding lacks once; it was written as `?`. */
export function encodeText(
  text: string,
  encoding: string,
): { readonly bytes: Uint8Array; readonly unmappable: readonly string[] } {
  const known = knownEncoding(encoding);
  const bytes = iconv.encode(text, known);
  const unmappable = new Set<string>();
  for (const character of new Set(text)) {
    if (iconv.decode(iconv.encode(character, known), known, { stripBOM: false }) !== character)
      unmappable.add(character);
  }
  return { bytes, unmappable: [...unmappable] };
}

function decodeAs(bytes: Uint8Array, wanted: string): DecodedText {
  const encoding = knownEncoding(wanted);
  const decoded = plain(bytes, encoding);
  if (!decoded.text.includes('\uFFFD')) return decoded;
  const message = `Some bytes are not valid ${encoding}; they show as \uFFFD.`;
  return { ...decoded, diagnostics: [{ code: 'bytes-invalid', severity: 'warning', message }] };
}

function knownEncoding(encoding: string): Parameters<typeof iconv.decode>[1] {
  const name = encoding.trim().toLowerCase();
  // iconv-lite also lists transfer encodings, which no text file has.
  if (iconv.encodingExists(name) && !/^(?:base64|hex|binary)$/.test(name)) return name;
  throw new AppError(
    'options-invalid',
    {
      what: `The text encoding ${JSON.stringify(encoding)} is not known.`,
      meaning: 'The file was not read or written.',
      action: 'Use a name such as utf-8, utf-16le, windows-1254 or iso-8859-9.',
    },
    { details: { encoding } },
  );
}

function plain(bytes: Uint8Array, encoding: string): DecodedText {
  return { text: iconv.decode(bytes, knownEncoding(encoding)), encoding, diagnostics: [] };
}

function byteOrderMark(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'utf-32le' : 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'utf-32be';
  return undefined;
}

/** Western digits and line ends of subtitles have a zero high byte, so NULs fall on one side only. */
function wideWithoutMark(bytes: Uint8Array): string | undefined {
  const length = Math.min(bytes.length, SAMPLE_BYTES) & ~1;
  if (length < 4) return undefined;
  let even = 0;
  let odd = 0;
  for (let index = 0; index < length; index += 2) {
    if (bytes[index] === 0) even++;
    if (bytes[index + 1] === 0) odd++;
  }
  const pairs = length / 2;
  if (odd > pairs * 0.25 && even < odd * 0.05) return 'utf-16le';
  if (even > pairs * 0.25 && odd < even * 0.05) return 'utf-16be';
  return undefined;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function guess(bytes: Uint8Array): DecodedText {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const candidates = analyse(sample)
    .map(({ name, confidence }) => ({ name: name.toLowerCase(), confidence }))
    .filter(({ name }) => iconv.encodingExists(name) && !name.startsWith('utf'));
  const best = candidates[0] ?? { name: 'windows-1252', confidence: 0 };
  const turkish = isTurkish(sample, best.name);
  const encoding = chooseEncoding(best.name, turkish);
  const decoded = plain(bytes, encoding);
  const others = [...new Set([...candidates.map(({ name }) => name), 'windows-1252'])].filter(
    (name) => name !== encoding,
  );
  const sure = turkish === true || (best.confidence >= CONFIDENT && encoding === best.name);
  const diagnostic: Diagnostic = sure
    ? { code: 'encoding-guessed', severity: 'info', message: `The file is not UTF-8; it was read as ${encoding}.` }
    : {
        code: 'encoding-unsure',
        severity: 'warning',
        message: `The file is not UTF-8 and was read as ${encoding}; ${others.slice(0, 3).join(', ')} are possible too. Choose the encoding if letters look wrong.`,
      };
  return { ...decoded, diagnostics: [diagnostic] };
}

/** `undefined` when nothing in the text tells, or the statistics found something else altogether. */
function isTurkish(sample: Uint8Array, best: string): boolean | undefined {
  if (!LATIN_1.has(best) && !LATIN_2.has(best)) return undefined;
  const { words, letters } = turkishEvidence(
    iconv.decode(sample, 'windows-1254'),
    iconv.decode(sample, 'windows-1252'),
  );
  if (words >= TURKISH_WORDS_NEEDED) return true;
  if (LATIN_2.has(best)) return undefined;
  if (words !== 0) return words > 0;
  return letters === 0 ? undefined : letters > 0;
}

/** The ISO pages are read as the Windows ones, which add letters where ISO has invisible control characters. */
function chooseEncoding(best: string, turkish: boolean | undefined): string {
  if (turkish === true) return 'windows-1254';
  const windows = best === 'iso-8859-1' ? 'windows-1252' : best === 'iso-8859-9' ? 'windows-1254' : best;
  return turkish === false && windows === 'windows-1254' ? 'windows-1252' : windows;
}
