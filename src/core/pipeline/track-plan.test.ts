import { describe, expect, it } from 'vitest';
import type { ChannelLayout } from '../stages/layout/classify-layout.ts';
import type { MediaInfo } from '../timeline/media.ts';
import { transcribeOptionsSchema } from './options.ts';
import { planTracks } from './track-plan.ts';

const stream = (index: number, channels = 1, title?: string) => ({
  ...{ index, codec: 'flac', channels, sampleRate: 16_000, startMs: index * 500 },
  ...(title === undefined ? {} : { title }),
});
const media = (name: string, ...audioStreams: MediaInfo['audioStreams']): MediaInfo => ({
  ...{ path: `/rec/${name}`, sizeBytes: 1, contentId: name, container: 'matroska', hasVideo: false },
  audioStreams,
});
const CALL = media('call.flac', stream(0, 2));
const layout = (kind: ChannelLayout['kind'], rest: Partial<ChannelLayout> = {}): ChannelLayout => ({
  ...{ kind, channels: 2, silent: [], copies: [], ...rest },
});
const plan = (kind: ChannelLayout['kind'], options: object, rest: Partial<ChannelLayout> = {}) =>
  planTracks([CALL], transcribeOptionsSchema.parse(options), layout(kind, rest));
const codes = (found: ReturnType<typeof plan>) => found.notices.map((notice) => notice.code);

describe('channels of one recording', () => {
  it('are split by auto when they hold different people, and mixed otherwise', () => {
    const call = plan('two-sided', { roles: ['agent', 'customer'] });
    expect(call.mode).toBe('channels');
    expect(call.tracks.map(({ channel, label, name }) => [channel, label, name])).toEqual([
      [0, 0, 'agent'],
      [1, 1, 'customer'],
    ]);
    expect(codes(call)).toEqual(['channels-split']);
    for (const kind of ['stereo', 'dual-mono', 'mono'] as const) {
      const mixed = plan(kind, {});
      expect(mixed).toMatchObject({ mode: 'mixed', tracks: [{ channel: 'mix' }] });
      expect(codes(mixed)).toEqual([]);
    }
  });

  it('are mixed by auto when the speakers asked for do not fit the sides', () => {
    expect(plan('two-sided', { speakers: 2 }).mode).toBe('channels');
    const three = plan('two-sided', { speakers: 3 });
    expect([three.mode, ...codes(three)]).toEqual(['mixed', 'channels-differ']);
    expect(plan('two-sided', { speakers: 3, speakersPerChannel: 'auto' }).mode).toBe('channels');
    expect(plan('two-sided', { maxSpeakers: 1 }).mode).toBe('mixed');
  });

  it('are obeyed when asked, with a word where it matters', () => {
    expect(codes(plan('two-sided', { channels: 'mix' }))).toEqual(['channels-differ']);
    const scene = plan('stereo', { channels: 'split' });
    expect([scene.mode, ...codes(scene)]).toEqual(['channels', 'channels-alike']);
    expect(codes(plan('two-sided', { channels: 'split', speakers: 5 }))).toEqual(['speaker-count-not-met']);
    expect(codes(plan('stereo', { roles: ['a', 'b'] }))).toEqual(['roles-not-used']);
  });

  it('that hold the same sound are never split, and never cancel each other', () => {
    const copies = [{ channel: 1, of: 0, inverted: false }];
    const refused = plan('dual-mono', { channels: 'split' }, { copies });
    expect([refused.mode, ...codes(refused)]).toEqual(['mixed', 'dual-mono']);
    expect(refused.tracks).toEqual([{ file: 0, stream: 0, channel: 'mix' }]);
    const turned = plan('dual-mono', {}, { copies: [{ channel: 1, of: 0, inverted: true }] });
    expect(turned.tracks).toEqual([{ file: 0, stream: 0, channel: 0 }]);
  });

  it('that copy another one are left out of a split of many', () => {
    const copies = [{ channel: 2, of: 0, inverted: false }];
    const many = planTracks(
      [media('desk.wav', stream(0, 3))],
      transcribeOptionsSchema.parse({ channels: 'split' }),
      layout('multi-track', { channels: 3, copies, silent: [1] }),
    );
    expect(many.tracks.map((track) => track.label)).toEqual([0, 1]);
    expect(many.notices.map((notice) => notice.code)).toEqual(['channel-copy', 'channel-silent']);
  });

  it('of a mono recording cannot be split', () => {
    const mono = planTracks(
      [media('m.wav', stream(0))],
      transcribeOptionsSchema.parse({ channels: 'split' }),
      undefined,
    );
    expect(mono).toMatchObject({ mode: 'mixed', notices: [{ code: 'nothing-to-split' }] });
  });
});

describe('sessions', () => {
  it('take each file as a track with its name', () => {
    const files = [media('anna.wav', stream(0, 2)), media('bert.wav', stream(0))];
    const session = planTracks(files, transcribeOptionsSchema.parse({}), undefined);
    expect(session.mode).toBe('session');
    expect(session.tracks).toEqual([
      { file: 0, stream: 0, channel: 'mix', label: 0, name: 'anna' },
      { file: 1, stream: 0, channel: 'mix', label: 1, name: 'bert' },
    ]);
    expect(session.members?.map(({ name, speaker }) => [name, speaker])).toEqual([
      ['anna.wav', 'anna'],
      ['bert.wav', 'bert'],
    ]);
  });

  it('take each stream as a track, with its title and its start', () => {
    const file = media('show.mkv', stream(0, 1, 'host'), stream(1, 2));
    const session = planTracks([file], transcribeOptionsSchema.parse({ channels: 'tracks' }), undefined);
    expect(session.tracks.map(({ stream: index, name }) => [index, name])).toEqual([
      [0, 'host'],
      [1, undefined],
    ]);
    expect(session.members?.map(({ startMs }) => startMs)).toEqual([0, 500]);
    const lone = planTracks([CALL], transcribeOptionsSchema.parse({ channels: 'tracks' }), layout('two-sided'));
    expect([lone.mode, ...codes(lone)]).toEqual(['channels', 'nothing-to-split', 'channels-split']);
  });
});
