import type { Alert } from '../../shared/alert.ts';
import type { ChannelLayout, ChannelCopy } from '../stages/layout/classify-layout.ts';
import type { TranscribeOptions } from './options.ts';

/** Whether channels become tracks of their own, and what the user should know about it. */
export interface ChannelChoice {
  readonly split: boolean;
  readonly notices: readonly Alert[];
}

/**
 * Weighs what the user asked for against how the channels relate. Channels that hold the same sound are never split, since
 * every word would come twice; with `auto` two sides are, unless more or fewer speakers were asked for than there are sides.
 */
export function layoutNotices(
  layout: ChannelLayout | undefined,
  channels: number,
  options: TranscribeOptions,
): ChannelChoice {
  const asked = options.channels === 'split';
  const noTracks = options.channels === 'tracks' ? [ONE_STREAM] : [];
  if (channels < 2) return { split: false, notices: asked ? [NOTHING_TO_SPLIT] : noTracks };
  const about = [...noTracks, ...(layout === undefined ? [] : describe(layout))];
  if (asked) {
    if (layout?.kind === 'dual-mono') return { split: false, notices: [dualMono(layout)] };
    const oneScene = layout?.kind === 'stereo' ? [ONE_SCENE] : [];
    return { split: true, notices: [...about, ...oneScene, ...countNotice(channels, options)] };
  }
  const unused = options.roles.length > 0 && layout?.kind !== 'two-sided' ? [ROLES_UNUSED] : [];
  if (layout?.kind !== 'two-sided') return { split: false, notices: [...about, ...unused] };
  if (options.channels === 'mix') return { split: false, notices: [SIDES_MIXED] };
  const fits = countNotice(channels, options).length === 0;
  const notices = [...noTracks, fits ? SIDES_SPLIT : SIDES_MIXED_FOR_COUNT];
  return { split: fits, notices };
}

function describe({ kind, silent, copies }: ChannelLayout): Alert[] {
  const notices = copies.map(copyNotice);
  if (silent.length === 0) return notices;
  const named = silent.map((channel) => channel + 1).join(', ');
  const many = silent.length > 1;
  const rest = kind === 'mono' ? ' The recording counts as mono.' : '';
  const message = `Channel${many ? 's' : ''} ${named} hold${many ? '' : 's'} no sound that could be speech.${rest}`;
  return [
    ...notices,
    {
      code: 'channel-silent',
      severity: 'info',
      stage: 'layout',
      message,
      values: { count: silent.length, channels: named },
    },
  ];
}

function copyNotice({ channel, of }: ChannelCopy): Alert {
  return {
    code: 'channel-copy',
    severity: 'info',
    stage: 'layout',
    message: `Channel ${channel + 1} holds the same sound as channel ${of + 1}, so it adds nothing.`,
    values: { channel: channel + 1, of: of + 1 },
    channel,
  };
}

function dualMono({ copies }: ChannelLayout): Alert {
  const turned = copies[0]?.inverted === true ? ' (one of them upside down)' : '';
  return {
    code: 'dual-mono',
    severity: 'warning',
    stage: 'layout',
    message:
      `The channels hold the same sound${turned}: every word would come twice if they were split. The recording was ` +
      'processed as one track, with its speakers told apart by their voices.',
    values: {},
  };
}

/** Each side of a split has as many speakers as was said; a total that cannot come out of that is told. */
function countNotice(channels: number, options: TranscribeOptions): Alert[] {
  const { speakers, minSpeakers, maxSpeakers, speakersPerChannel } = options;
  const auto = speakersPerChannel === 'auto';
  const least = auto ? 1 : channels * speakersPerChannel;
  const most = auto ? Infinity : least;
  const low = speakers ?? minSpeakers ?? 0;
  const high = speakers ?? maxSpeakers ?? Infinity;
  return low > most || high < least ? [COUNT_UNUSED] : [];
}

const NOTHING_TO_SPLIT: Alert = {
  code: 'nothing-to-split',
  severity: 'warning',
  message: 'The recording has a single channel, so it was processed as one track with speaker detection.',
  values: { variant: 'channel' },
};

const ONE_STREAM: Alert = {
  code: 'nothing-to-split',
  severity: 'warning',
  message:
    'The recording has a single audio stream, so there are no tracks to keep apart; its channels decided instead.',
  values: { variant: 'stream' },
};

const SIDES_SPLIT: Alert = {
  code: 'channels-split',
  severity: 'info',
  stage: 'layout',
  message:
    'The two channels hold different people, so each was processed on its own. With --channels mix they are one track.',
  values: {},
};

const SIDES_MIXED: Alert = {
  code: 'channels-differ',
  severity: 'warning',
  stage: 'layout',
  message: 'The two channels hold different people: run with --channels split to keep them apart.',
  values: {},
};

const SIDES_MIXED_FOR_COUNT: Alert = {
  code: 'channels-differ',
  severity: 'warning',
  stage: 'layout',
  message:
    'The two channels hold different people, but another number of speakers was asked for, so they were mixed. Run with ' +
    '--channels split --speakers-per-channel auto to tell the speakers of each channel apart.',
  values: { variant: 'count' },
};

const ONE_SCENE: Alert = {
  code: 'channels-alike',
  severity: 'warning',
  stage: 'layout',
  message:
    'Both channels hear the same scene, so some words may come from both. Run with --channels mix unless each person has ' +
    'a channel.',
  values: {},
};

const COUNT_UNUSED: Alert = {
  code: 'speaker-count-not-met',
  severity: 'warning',
  message:
    'The number of speakers asked for does not fit the channels, which were split. Say --speakers-per-channel, or run with ' +
    '--channels mix.',
  values: { variant: 'channels' },
};

const ROLES_UNUSED: Alert = {
  code: 'roles-not-used',
  severity: 'info',
  message: 'The roles were not used, because the channels were not split. Run with --channels split to name them.',
  values: {},
};
