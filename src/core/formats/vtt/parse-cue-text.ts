import { clockToMs } from '../clock.ts';
import { hasMarkup } from '../../document/markup.ts';
import { decodeEntities } from './entities.ts';

/** A stretch of cue text with one voice and one start time. `text` keeps formatting tags; `plain` has none. */
export interface CuePiece {
  readonly voice: string | undefined;
  /** Time of the inline timestamp in front of the piece; `undefined` before the first one. */
  readonly startMs: number | undefined;
  readonly text: string;
  readonly plain: string;
}

export interface ParsedCueText {
  readonly pieces: readonly CuePiece[];
  /** Classes of each voice span with a name, e.g. `first.loud`, in order; empty string for none. */
  readonly voiceClasses: readonly string[];
  readonly problems: readonly CueTextProblem[];
}

interface CueTextProblem {
  readonly code: 'tag-unknown' | 'less-than-unescaped' | 'voice-without-name' | 'inline-time-bad' | 'tag-in-text';
  readonly message: string;
}

const TAG = /<([^<>]*)>|[^<]+|</gsu;
const INLINE_TIME = /^(?:(\d{1,9}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,9}))?$/;
const FORMAT_TAG = /^(\/?)(i|b|u|s|c|ruby|rt|lang|font)((?:[.\s].*)?)$/su;
const VOICE = /^v((?:\.[^\s.]+)*)(?:\s+(.*))?$/su;

/**
 * Reads the text of one WebVTT cue (W3C WebVTT, cue text grammar) more kindly than the grammar: unknown tags and bare
 * `<` stay as text with a problem instead of swallowing what follows. Voices and timestamps cut the text into pieces;
 * a timestamp outside the cue (`startMs`, `endMs`) or not later than the one before is left out with a problem.
 */
export function parseCueText(text: string, startMs: number, endMs: number): ParsedCueText {
  const pieces: CuePiece[] = [];
  const voiceClasses: string[] = [];
  const problems: CueTextProblem[] = [];
  const note = (code: CueTextProblem['code'], message: string): number => problems.push({ code, message });
  let voice: string | undefined;
  let time: number | undefined;
  let marked = '';
  let plain = '';
  // A voice span without text still says who the cue belongs to.
  let silent = false;
  const flush = (): void => {
    if (marked !== '' || silent) pieces.push({ voice, startMs: time, text: marked, plain });
    silent = false;
    marked = '';
    plain = '';
  };
  const literal = (raw: string): void => {
    const decoded = decodeEntities(raw);
    if (decoded.includes('<') && hasMarkup(decoded)) {
      note('tag-in-text', 'Escaped text looks like a formatting tag and will act as one.');
    }
    marked += decoded;
    plain += decoded;
  };

  for (const match of text.matchAll(TAG)) {
    const [raw, tag] = match;
    if (tag === undefined) {
      if (raw === '<') note('less-than-unescaped', 'A bare "<" was kept as text.');
      literal(raw);
      continue;
    }
    const clock = INLINE_TIME.exec(tag.trim());
    if (clock !== null) {
      const ms = inlineMs(clock);
      if (ms <= (time ?? startMs) || ms >= endMs) {
        note('inline-time-bad', `The inline time <${tag}> is not inside the cue or not in order; it was left out.`);
        continue;
      }
      flush();
      time = ms;
    } else if (VOICE.test(tag)) {
      flush();
      const [, classes = '', annotation = ''] = VOICE.exec(tag) ?? [];
      const name = decodeEntities(annotation).replace(/\s+/gu, ' ').trim();
      voice = name === '' ? undefined : name;
      if (voice === undefined) note('voice-without-name', 'A voice has no name; its text has no speaker.');
      else voiceClasses.push(classes.slice(1));
      silent = voice !== undefined;
    } else if (tag.trim() === '/v') {
      flush();
      voice = undefined;
    } else if (FORMAT_TAG.test(tag)) {
      marked += raw.replace(/\s+/gu, ' ');
    } else {
      note('tag-unknown', `The tag <${tag.slice(0, 40)}> is unknown and was kept as text.`);
      literal(raw);
    }
  }
  flush();
  return { pieces, voiceClasses, problems };
}

function inlineMs(clock: RegExpExecArray): number {
  const [, hours, minutes = '0', seconds = '0', fraction] = clock;
  return clockToMs({ negative: false, hours, minutes, seconds, fraction, subFraction: undefined });
}
