import { type Command, InvalidArgumentError } from 'commander';
import type { CastOutcome } from '../../contract/document-calls.ts';
import { AppError } from '../../shared/app-error.ts';
import { t } from '../i18n/translate.ts';
import { readId } from '../job-ids.ts';
import { wholeNumber } from '../option-values.ts';
import { ask, type HomeFlags } from '../queue-access.ts';
import { timeOf } from '../queue-lines.ts';
import { formatTable, printable } from '../terminal-text.ts';
import { usageError } from '../usage-error.ts';

// A type, not an interface: the contract takes objects with further keys.
type Stretch = { readonly startMs: number; readonly endMs: number; readonly speaker?: string };

interface Pair {
  readonly a: Stretch;
  readonly b: Stretch;
}

interface SpeakerFlags extends HomeFlags {
  readonly count?: number;
  readonly min?: number;
  readonly max?: number;
  readonly threshold?: number;
  readonly same: readonly Pair[];
  readonly different: readonly Pair[];
  readonly split?: string;
  readonly track: number;
  readonly forget?: boolean;
  readonly json?: boolean;
}

/** Completes `voxlane library speakers`. */
export function addLibrarySpeakers(command: Command): void {
  command
    .argument('<id>', t('library.id'))
    .option('--count <n>', t('library.speakersCount'), wholeNumber(1, 50))
    .option('--min <n>', t('library.speakersMin'), wholeNumber(1, 50))
    .option('--max <n>', t('library.speakersMax'), wholeNumber(1, 50))
    .option('--threshold <distance>', t('library.speakersThreshold'), positive)
    .option('--same <pair>', t('library.speakersSame'), collectPair, [])
    .option('--different <pair>', t('library.speakersDifferent'), collectPair, [])
    .option('--split <speaker>', t('library.speakersSplit'))
    .option('--track <n>', t('library.speakersTrack'), wholeNumber(0, 1000), 0)
    .option('--forget', t('library.speakersForget'))
    .option('--json', t('option.json'))
    .action(run);
}

async function run(text: string, flags: SpeakerFlags): Promise<void> {
  const id = readId(text, 'library speakers');
  const { track, count, min, max, threshold, same, different } = flags;
  const links = [
    ...same.map((pair) => ({ kind: 'same' as const, ...pair })),
    ...different.map((pair) => ({ kind: 'different' as const, ...pair })),
  ];
  const wishes = {
    ...(count === undefined ? {} : { speakers: count }),
    ...(min === undefined ? {} : { minSpeakers: min }),
    ...(max === undefined ? {} : { maxSpeakers: max }),
    ...(threshold === undefined ? {} : { threshold }),
    ...(links.length === 0 ? {} : { links }),
  };
  const wished = Object.keys(wishes).length > 0 || flags.forget === true;
  if (flags.split !== undefined) {
    if (wished) throw usageError(t('library.speakersAlone'), 'library speakers');
    print(await ask(flags, 'documents.splitSpeaker', { id, track, speaker: flags.split }), flags);
  } else if (wished) {
    print(await ask(flags, 'documents.recluster', { id, track, wishes, forget: flags.forget === true }), flags);
  } else {
    const listing = (await ask(flags, 'documents.list', {})).find((entry) => entry.job === id);
    if (listing === undefined) await ask(flags, 'documents.open', { id });
    else print({ kind: 'edited', speakers: listing.speakers }, flags);
  }
}

function print(outcome: CastOutcome, { json }: SpeakerFlags): void {
  if (outcome.kind === 'refused') {
    throw new AppError('options-invalid', {
      what: t('library.speakersRefused', { reason: printable(outcome.reason) }),
      meaning: t('library.nothingChanged'),
      action: t('library.speakersAction'),
    });
  }
  if (json === true) {
    process.stdout.write(`${JSON.stringify(outcome, null, 2)}\n`);
    return;
  }
  if (outcome.kind === 'unchanged') {
    process.stdout.write(`${t('library.unchanged')}\n`);
    return;
  }
  const { speakers, shortfall } = outcome;
  const columns = (['id', 'name', 'speech'] as const).map((column) => t(`library.speakersColumns.${column}`));
  const rows = speakers.map(({ id, name, speech }) => [printable(id), printable(name), timeOf(speech)]);
  process.stdout.write(formatTable([columns, ...rows]));
  if (shortfall !== undefined)
    process.stderr.write(`${t('library.speakersShort', { reason: printable(shortfall.reason) })}\n`);
}

function positive(text: string): number {
  const number = Number(text);
  if (/^\d+(?:\.\d+)?$/.test(text) && number > 0 && number <= 10) return number;
  throw new InvalidArgumentError(t('library.distance'));
}

/** A stretch without an end is this long. */
const POINT_MS = 1000;
const TIME = String.raw`(?:(?:\d+:)?\d+:)?\d+(?:\.\d+)?`;
const STRETCH = new RegExp(String.raw`^(?:([^@=]+)@)?(${TIME})(?:-(${TIME}))?$`);

function collectPair(text: string, before: readonly Pair[]): Pair[] {
  const [a, b, ...more] = text.split('=').map(readStretch);
  if (a === undefined || b === undefined || more.length > 0) throw new InvalidArgumentError(t('library.stretch'));
  return [...before, { a, b }];
}

function readStretch(text: string): Stretch | undefined {
  const match = STRETCH.exec(text.trim());
  if (match === null) return undefined;
  const [, speaker, start = '', end] = match;
  const startMs = toMs(start);
  const endMs = end === undefined ? startMs + POINT_MS : toMs(end);
  if (endMs <= startMs) return undefined;
  return { startMs, endMs, ...(speaker === undefined ? {} : { speaker }) };
}

function toMs(clock: string): number {
  const seconds = clock.split(':').reduce((total, part) => total * 60 + Number(part), 0);
  return Math.round(seconds * 1000);
}
