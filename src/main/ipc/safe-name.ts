/** Names that Windows takes for devices. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** Makes a file name of text from outside: no folders, no hidden or device names, no marks that turn its reading round. */
export function safeName(text: string, standard = 'voxlane.txt'): string {
  const plain = text
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[\\/:*?"<>|]/g, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  const ending = /\.[A-Za-z0-9]{1,10}$/.exec(plain)?.[0] ?? '';
  const stem = [...plain.slice(0, plain.length - ending.length)].slice(0, 80).join('');
  return stem === '' || DEVICE.test(plain) ? standard : `${stem}${ending}`;
}

/** Endings of files that may be dragged out: text that no system runs when it is opened. */
const HARMLESS = /\.(?:srt|vtt|ass|ssa|ttml|sbv|lrc|rttm|txt|csv|tsv|json|xml|md)$/i;

export function isHarmlessName(name: string): boolean {
  return HARMLESS.test(name);
}
