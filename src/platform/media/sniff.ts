/** What the first bytes of a file say it is. */
export type Sniffed =
  /** A playlist, session description or script that would make a decoder open something else. */
  | 'script'
  /** The signature of a media container, whole or not. */
  | 'media'
  | 'unknown';

const SCRIPTS =
  /^(?:#EXTM3U|ffconcat version|\[playlist\]|\[Reference\]|<\?wpl|<asx\b|<smil\b|<MPD\b|<\?xml[^>]*>\s*<(?:MPD|smil|playlist|asx|SmoothStreamingMedia)\b|v=0\r?\n[\s\S]*\nc=IN IP|#!|RTSPtext|rtsp:\/\/|https?:\/\/|file\s+\S)/i;
const SIGNATURES: readonly { readonly at: number; readonly text: string }[] = [
  ...['RIFF', 'RF64', 'BW64', 'fLaC', 'OggS', '\x1aE\xdf\xa3', 'FORM', 'caff', '.snd', 'FLV\x01', '#!AMR', 'ID3'].map(
    (text) => ({ at: 0, text }),
  ),
  ...['\x30\x26\xb2\x75\x8e\x66\xcf\x11', 'riff\x2e\x91\xcf\x11', '\x00\x00\x01\xba', 'wvpk', 'MAC '].map((text) => ({
    at: 0,
    text,
  })),
  ...['ftyp', 'moov', 'mdat', 'wide'].map((text) => ({ at: 4, text })),
];

/**
 * Classifies a file by its first bytes. It exists for clear messages and to keep decoders away from scripts; the
 * decoder's own format list is the second line of defence.
 */
export function sniff(head: Uint8Array): Sniffed {
  const text = Buffer.from(head.subarray(0, 2048)).toString('latin1');
  if (SIGNATURES.some((signature) => text.startsWith(signature.text, signature.at))) return 'media';
  const trimmed = text.replace(/^(?:\xef\xbb\xbf)?\s*/, '');
  // Only plain text can be a script; binary data may contain any of these words.
  // eslint-disable-next-line no-control-regex
  if (/[\x00-\x08\x0e-\x1f]/.test(trimmed)) return trimmed.startsWith('#EXTM3U') ? 'script' : 'unknown';
  return SCRIPTS.test(trimmed) ? 'script' : 'unknown';
}
