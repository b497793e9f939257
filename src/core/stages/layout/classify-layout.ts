import { SILENCE_DB } from '../../audio/correlation.ts';
import { percentile } from '../../audio/percentile.ts';

/**
 * How the channels of a recording relate:
 * - `mono`: at most one channel holds sound.
 * - `dual-mono`: both channels hold the same sound, up to gain, a tiny delay, polarity and noise such as lossy coding.
 * - `two-sided`: each channel holds its own speech, like the two ends of a call.
 * - `stereo`: one scene heard by two microphones, or a mix; anything that is not clearly one of the others.
 * - `multi-track`: more than two channels.
 */
export const LAYOUT_KINDS = ['mono', 'dual-mono', 'two-sided', 'stereo', 'multi-track'] as const;
type LayoutKind = (typeof LAYOUT_KINDS)[number];

/** A channel (0-based) that holds the same sound as an earlier one. */
export interface ChannelCopy {
  readonly channel: number;
  readonly of: number;
  /** It is the earlier one upside down, so the mix of both would cancel. */
  readonly inverted: boolean;
}

export interface ChannelLayout {
  readonly kind: LayoutKind;
  readonly channels: number;
  /** 0-based channels without sound that could be speech. */
  readonly silent: readonly number[];
  readonly copies: readonly ChannelCopy[];
}

/** Two channels compared block by block; `undefined` where they were not, e.g. since one is too quiet. */
interface PairBlocks {
  readonly a: number;
  readonly b: number;
  readonly likeness: readonly ({ readonly correlation: number; readonly lagMs: number } | undefined)[];
}

/** What was measured of a recording's channels in blocks of equal length. */
export interface LayoutBlocks {
  /** dB of full scale per channel and block. */
  readonly levels: readonly (readonly number[])[];
  readonly pairs: readonly PairBlocks[];
}

/** The loud blocks of a channel: this part of all is quieter. High, since a side may hardly ever speak. */
const LOUD_PART = 0.98;
/** A channel that never gets louder holds no speech anyone could hear. dB of full scale. */
const SILENT_DB = -60;
/** Steady noise: its loud and quiet blocks differ by less than this, and it is this far below the loudest channel. dB. */
const STEADY_RANGE_DB = 6;
const STEADY_BELOW_DB = 20;
/** A block counts when some channel is within this of its own loud blocks: pauses say nothing. dB. */
const ACTIVE_WITHIN_DB = 25;
/** Copies are judged by their loud blocks, where noise of either channel matters least. dB. */
const LOUD_WITHIN_DB = 15;
/**
 * The same sound: this correlation at one lag in this share of blocks. Noise 10 dB below the speech still gives 0.91, two
 * microphones in one room stay lower because the lag and the echoes of each voice differ.
 */
const SAME_CORRELATION = 0.9;
const SAME_SHARE = 0.9;
const SAME_LAG_MS = 0.5;
/** The level difference of a copy is steady; a voice panned to a side moves it. dB between the 10th and 90th percentile. */
const SAME_RANGE_DB = 3;
/**
 * A side has the word: its level, relative to its own loud blocks, is this much above the other's. Speech that comes over
 * into the other side of a call is 15 dB down and more; microphones on one table differ by less than this. dB.
 */
const DOMINANT_DB = 10;
/** Two sides: each has the word in at least this share of the blocks, and one of them in most. */
const SIDE_SHARE = 0.03;
const SIDES_SHARE = 0.5;
/** Fewer active blocks than this are no evidence of two sides. */
const MIN_BLOCKS = 8;
/** A pair must have been compared in this share of its active blocks to count as the same sound. */
const COMPARED_SHARE = 0.1;

/**
 * Tells how channels relate from measured blocks. Pure. Doubtful cases count as `stereo`, because mixing and telling voices
 * apart works on everything, while splitting a scene that both channels hear would write every word twice.
 */
export function classifyLayout({ levels, pairs }: LayoutBlocks): ChannelLayout {
  const channels = levels.length;
  const loud = levels.map((values) => (values.length === 0 ? SILENCE_DB : percentile(values, LOUD_PART)));
  const loudest = Math.max(SILENCE_DB, ...loud);
  const silent = levels.flatMap((values, channel) => {
    const steady = loud[channel] - percentile(values, 0.1) < STEADY_RANGE_DB;
    const hidden = steady && loud[channel] <= loudest - STEADY_BELOW_DB;
    return loud[channel] < SILENT_DB || hidden ? [channel] : [];
  });
  const relative = levels.map((values, channel) => values.map((level) => level - loud[channel]));
  const sounding = (channel: number): boolean => !silent.includes(channel);
  const copies: ChannelCopy[] = [];
  for (const pair of pairs) {
    const known = copies.some((copy) => copy.channel === pair.b || copy.channel === pair.a);
    if (known || !sounding(pair.a) || !sounding(pair.b)) continue;
    const inverted = sameSound(pair, levels, relative);
    if (inverted !== undefined) copies.push({ channel: pair.b, of: pair.a, inverted });
  }
  return { kind: kindOf(channels, silent, copies, relative), channels, silent, copies };
}

function kindOf(
  channels: number,
  silent: readonly number[],
  copies: readonly ChannelCopy[],
  relative: readonly (readonly number[])[],
): LayoutKind {
  if (channels - silent.length <= 1) return 'mono';
  if (channels > 2) return 'multi-track';
  if (copies.length > 0) return 'dual-mono';
  const [left, right] = relative;
  const differences = activeBlocks(left, right, ACTIVE_WITHIN_DB).map((block) => left[block] - right[block]);
  if (differences.length < MIN_BLOCKS) return 'stereo';
  const leftShare = share(differences, (difference) => difference >= DOMINANT_DB);
  const rightShare = share(differences, (difference) => difference <= -DOMINANT_DB);
  const sides = leftShare >= SIDE_SHARE && rightShare >= SIDE_SHARE && leftShare + rightShare >= SIDES_SHARE;
  return sides ? 'two-sided' : 'stereo';
}

/** Whether a pair is a copy upside down (`true`) or upright (`false`); `undefined` when it is no copy. */
function sameSound(
  { a, b, likeness }: PairBlocks,
  levels: readonly (readonly number[])[],
  relative: readonly (readonly number[])[],
): boolean | undefined {
  const active = activeBlocks(relative[a], relative[b], LOUD_WITHIN_DB);
  const compared = active.flatMap((block) => likeness[block] ?? []);
  if (compared.length === 0 || compared.length < COMPARED_SHARE * active.length) return undefined;
  const usualLag = percentile(
    compared.map(({ lagMs }) => lagMs),
    0.5,
  );
  const alike = compared.filter(
    ({ correlation, lagMs }) => Math.abs(correlation) >= SAME_CORRELATION && Math.abs(lagMs - usualLag) <= SAME_LAG_MS,
  );
  if (alike.length < SAME_SHARE * compared.length) return undefined;
  const differences = active.map((block) => levels[a][block] - levels[b][block]);
  if (percentile(differences, 0.9) - percentile(differences, 0.1) > SAME_RANGE_DB) return undefined;
  return share(alike, ({ correlation }) => correlation < 0) > 0.5;
}

function activeBlocks(left: readonly number[], right: readonly number[], withinDb: number): number[] {
  return left.flatMap((level, block) => (Math.max(level, right[block]) >= -withinDb ? [block] : []));
}

function share<T>(values: readonly T[], holds: (value: T) => boolean): number {
  return values.length === 0 ? 0 : values.filter(holds).length / values.length;
}
