import type { Alert } from '../../shared/alert.ts';
import { buildCues } from '../cues/build-cues.ts';
import type { RuleProfile } from '../cues/profiles.ts';
import { buildTimingOnlyCues } from '../cues/timing-only-cues.ts';
import type { StageProvenance, VoxlaneDocument } from '../document/types.ts';
import { withSource } from '../document/with-source.ts';
import { attributeWords } from '../stages/attribute/attribute-words.ts';
import { dropsWithoutAsr } from '../stages/asr/coverage.ts';
import type { AsrOutput } from '../stages/asr/asr-stage.ts';
import type { VadOutput } from '../stages/vad/vad-stage.ts';
import { bySpan } from '../timeline/span.ts';
import type { MediaInfo } from '../timeline/media.ts';
import type { DroppedSpeech, Speaker, Turn, Word } from '../timeline/types.ts';
import { channelTurns } from './channel-turns.ts';
import type { TranscribeOptions } from './options.ts';
import type { DiarizeResult } from './stage-codecs.ts';

/** What the stages found in one track. */
export interface TrackResult {
  readonly channel: number | undefined;
  readonly durationMs: number;
  readonly vad: VadOutput;
  readonly asr?: AsrOutput;
  readonly diarize?: DiarizeResult;
}

export interface AssembleInput {
  readonly media: MediaInfo;
  readonly options: TranscribeOptions;
  readonly profile: RuleProfile;
  readonly tracks: readonly TrackResult[];
  readonly split: boolean;
  readonly hasAsr: boolean;
  readonly alerts: readonly Alert[];
  readonly models: {
    readonly vad: string | undefined;
    readonly asr: string | undefined;
    readonly diarize: string | undefined;
  };
}

/** Joins the stages' outputs into the document: words get speakers, then become cues. Pure and deterministic. */
export function assembleDocument(input: AssembleInput): VoxlaneDocument {
  const { media, options, tracks, split } = input;
  const turns = tracks.flatMap((track) =>
    split ? channelTurns(track.asr?.words ?? [], track.vad.spans, track.channel ?? 0) : (track.diarize?.turns ?? []),
  );
  const exclusive = split ? turns : tracks.flatMap((track) => track.diarize?.exclusiveTurns ?? []);
  const words = attribute(
    tracks.flatMap((track) => track.asr?.words ?? []),
    exclusive,
  );
  const speechSpans = tracks.flatMap((track) => track.vad.spans).sort(bySpan);
  const cueOptions = { profile: input.profile, dashCues: options.dashCues, speechSpans };
  const language = options.language ?? tracks.find((track) => track.asr?.language !== undefined)?.asr?.language;
  const cues = input.hasAsr
    ? buildCues(words, { ...cueOptions, ...(language === undefined ? {} : { language }) })
    : buildTimingOnlyCues(speechSpans, exclusive, input.profile);
  const document: VoxlaneDocument = {
    format: 'voxlane-document',
    version: 1,
    media: {
      name: media.path.split(/[\\/]/).at(-1) ?? media.path,
      contentId: media.contentId,
      durationMs: Math.max(0, ...tracks.map((track) => track.durationMs)),
      channels: media.audioStreams[options.streamIndex]?.channels ?? 1,
    },
    ...(language === undefined ? {} : { language }),
    profile: input.profile.id,
    speakers: listSpeakers(turns),
    words,
    turns: [...turns].sort(bySpan),
    exclusiveTurns: split ? [] : [...exclusive].sort(bySpan),
    cues,
    dropped: listDropped(input),
    alerts: input.alerts,
    provenance: listProvenance(input),
  };
  return withSource(document, undefined, media.chapters ?? []);
}

/** One timeline of words over all tracks, with ids that follow it. */
function attribute(words: readonly Word[], exclusive: readonly Turn[]): Word[] {
  const ordered = [...words].sort((a, b) => bySpan(a, b) || (a.channel ?? 0) - (b.channel ?? 0));
  const numbered = ordered.map((word, index) => ({ ...word, id: `w${index + 1}` }));
  return exclusive.length === 0 ? numbered : attributeWords(numbered, exclusive);
}

function listSpeakers(turns: readonly Turn[]): Speaker[] {
  const channels = new Map<string, number | undefined>();
  for (const turn of [...turns].sort(bySpan)) if (!channels.has(turn.speaker)) channels.set(turn.speaker, turn.channel);
  const ids = [...channels.keys()].sort((a, b) => speakerNumber(a) - speakerNumber(b));
  return ids.map((id) => {
    const channel = channels.get(id);
    return { id, name: `Speaker ${speakerNumber(id)}`, ...(channel === undefined ? {} : { channel }) };
  });
}

function speakerNumber(id: string): number {
  return Number(id.slice(1));
}

function listDropped(input: AssembleInput): DroppedSpeech[] {
  const dropped = input.tracks.flatMap((track) => {
    if (track.asr !== undefined) return track.asr.dropped;
    if (input.hasAsr) return [];
    return dropsWithoutAsr(track.vad.spans, track.channel);
  });
  return dropped.sort(bySpan);
}

function listProvenance(input: AssembleInput): StageProvenance[] {
  const { options, models } = input;
  const shared = { channels: options.channels, streamIndex: options.streamIndex };
  return [
    { stage: 'vad', version: 1, ...modelOf(models.vad), options: shared },
    ...(models.asr === undefined
      ? []
      : [{ stage: 'asr', version: 1, ...modelOf(models.asr), options: { beamSize: options.beamSize } }]),
    ...(models.diarize === undefined
      ? []
      : [{ stage: 'diarize', version: 1, ...modelOf(models.diarize), options: {} }]),
    { stage: 'cues', version: 1, options: { profile: options.profile, dashCues: options.dashCues } },
  ];
}

function modelOf(model: string | undefined): { readonly model?: string } {
  return model === undefined ? {} : { model };
}
