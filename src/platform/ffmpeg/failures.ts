import { dirname } from 'node:path';
import { AppError } from '../../shared/app-error.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';

interface Pattern {
  readonly code: ErrorCode;
  readonly text: RegExp;
}

/** What ffmpeg says, most telling first: one failure often prints several lines. */
const PATTERNS: readonly Pattern[] = [
  {
    code: 'input-refused',
    text: /\[(?:hls|concatf?|sdp|rtsp|rtp|sap|dash|webm_dash_manifest|imf|applehttp) @.*Format not on whitelist|Protocol .* not on whitelist/i,
  },
  { code: 'input-not-media', text: /Format not on whitelist/i },
  { code: 'input-not-found', text: /No such file or directory/i },
  { code: 'input-unreadable', text: /Permission denied|Operation not permitted/i },
  { code: 'input-no-audio', text: /matches no streams|does not contain any stream/i },
  { code: 'decoder-failed', text: /Decoder .* not found|no decoder found|Unknown decoder|Cannot allocate memory/i },
  { code: 'input-truncated', text: /moov atom not found|partial file|Truncat|Packet corrupt|unexpected end/i },
  { code: 'input-not-media', text: /Invalid data found|could not find codec parameters|Failed to read frame size/i },
];

/** The error for media that ffmpeg could not open or decode at all, from what it wrote to stderr. */
export function mediaFailure(file: string, stderr: string, fallback: ErrorCode): AppError {
  const code = PATTERNS.find(({ text }) => text.test(stderr))?.code ?? fallback;
  return describeFailure(code, file, lastLine(stderr));
}

/** What ffmpeg says when it cannot write. After a small file it exits with 0 all the same. */
const UNWRITTEN = /(?:Error writing trailer|Error closing file|av_interleaved_write_frame\(\)|Error muxing).*/i;
const FULL = /No space left on device|Disk quota exceeded|not enough space on the disk/i;

/** The error of a file that ffmpeg could not write whole, from what it wrote to stderr; `undefined` when it could. */
export function writeFailure(output: string, stderr: string): AppError | undefined {
  const said = UNWRITTEN.exec(stderr)?.[0];
  if (said === undefined) return undefined;
  const details = { details: { path: output, tool: said } };
  if (FULL.test(stderr))
    return new AppError(
      'disk-full',
      {
        what: `The disk is full; nothing more could be written in ${dirname(output)}.`,
        meaning: 'No half-written file was left; what was finished before is whole.',
        action: 'Free some space or choose another folder, then run it again.',
      },
      details,
    );
  return new AppError(
    'output-failed',
    {
      what: `Nothing could be written in ${dirname(output)} (${said.trim()}).`,
      meaning: 'No half-written file was left.',
      action: 'Check that the folder is there and that you may write in it.',
    },
    details,
  );
}

/** The three-part error of one input problem. `detail` is the tool's own last line, may be empty. */
export function describeFailure(code: ErrorCode, file: string, detail = ''): AppError {
  const said = detail === '' ? '' : ` (${detail})`;
  const [plain, meaning, action] = PARTS[code] ?? OTHER;
  const what = plain.replace('{}', said);
  return new AppError(
    code,
    { what: `${file} ${what}`, meaning, action },
    { ...(detail === '' ? {} : { details: { tool: detail } }) },
  );
}

const OTHER = ['could not be decoded{}.', 'Its sound cannot be read.', 'Convert it to WAV or FLAC.'] as const;
const PARTS: Partial<Record<ErrorCode, readonly [string, string, string]>> = {
  'input-not-found': ['does not exist.', 'There is nothing to read.', 'Check the path and its spelling.'],
  'input-empty': ['holds no sound: it is empty.', 'The recording was never written.', 'Copy or export it again.'],
  'input-unreadable': [
    'cannot be read{}.',
    'The system refuses access, or it is not a regular file.',
    'Check its permissions and choose a media file, not a folder or device.',
  ],
  'input-truncated': [
    'is cut short: the part that describes its sound is missing.',
    'The copy, download or recording stopped before its end.',
    'Copy it again, or repair it with the program that recorded it.',
  ],
  'input-not-media': [
    'is not a media file that Voxlane can read.',
    'Its content is not audio or video of a known kind.',
    'Choose an audio or video file.',
  ],
  'input-no-audio': ['has no audio track.', 'There is no speech to subtitle.', 'Choose a file with sound.'],
  'input-refused': [
    'is a playlist or script, not a recording.',
    'Such files make the decoder open other files or addresses, so they are never opened.',
    'Choose the media file it points to.',
  ],
  'input-name-refused': [
    'has a name that no system call accepts (it contains a NUL character).',
    'The file cannot be opened.',
    'Rename it.',
  ],
  'input-too-long': [
    'is longer than 48 hours.',
    'Voxlane does not take on recordings of this length in one piece.',
    'Split it and run the parts.',
  ],
};

function lastLine(text: string): string {
  const lines = text.split('\n').map((line) => line.replace(/^\[[^\]]* @ 0x[0-9a-f]+\]\s*/, '').trim());
  return (lines.filter((line) => line !== '').at(-1) ?? '').slice(0, 300);
}
