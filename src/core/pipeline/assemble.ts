import type { Alert } from '../../shared/alert.ts';
import { buildCues } from '../cues/build-cues.ts';
import type { RuleProfile } from '../cues/profiles.ts';
import { buildTimingOnlyCues } from '../cues/timing-only-cues.ts';
import type { StageProvenance, VoxlaneDocument } from '../document/types.ts';
import { withSource } from '../document/with-source.ts';
import { attributeWords } from '../stages/attribute/attribute-words.ts';
import { ASR_STAGE } from '../stages/asr/asr-stage.ts';
import { dropsWithoutAsr } from '../stages/asr/coverage.ts';
import { LAYOUT_STAGE } from '../stages/layout/layout-stage.ts';
import { bySpan } from '../timeline/span.ts';
import type { MediaInfo } from '../timeline/media.ts';
import type { DroppedSpeech, Turn, Word } from '../timeline/types.ts';
import { dropsOfLeaks } from './crosstalk-step.ts';
import type { TranscribeOptions } from './options.ts';
import { fileName } from './speaker-roles.ts';
import { chosenStream, type TrackPlan } from './track-plan.ts';
import type { TrackResult } from './track-result.ts';
import { speakersOfTracks } from './track-speakers.ts';

export interface AssembleInput {
  readonly media: MediaInfo;
  readonly options: TranscribeOptions;
  readonly profile: RuleProfile;
  readonly tracks: readonly TrackResult[];
  readonly plan: TrackPlan;
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
  const { media, options, tracks, plan } = input;
  const { speakers, turns, exclusive, exclusiveTurns } = speakersOfTracks(plan, tracks);
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
      name: fileName(media.path),
      contentId: media.contentId,
      durationMs: Math.max(0, ...tracks.map((track) => track.durationMs)),
      channels: plan.mode === 'session' ? plan.tracks.length : (chosenStream(media, options)?.channels ?? 1),
      ...(plan.layout === undefined ? {} : { layout: plan.layout.kind }),
      ...(plan.members === undefined ? {} : { tracks: plan.members }),
    },
    ...(language === undefined ? {} : { language }),
    profile: input.profile.id,
    speakers,
    words,
    turns: [...turns].sort(bySpan),
    exclusiveTurns: [...exclusiveTurns].sort(bySpan),
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

function listDropped(input: AssembleInput): DroppedSpeech[] {
  const dropped = input.tracks.flatMap((track) => {
    const leaks = dropsOfLeaks(track);
    if (track.asr !== undefined) return [...track.asr.dropped, ...leaks];
    if (input.hasAsr) return leaks;
    return [...dropsWithoutAsr(track.vad.spans, track.channel), ...leaks];
  });
  return dropped.sort(bySpan);
}

function listProvenance(input: AssembleInput): StageProvenance[] {
  const { options, models } = input;
  const shared = { channels: options.channels, streamIndex: options.streamIndex, tracks: input.plan.mode };
  return [
    ...listLayout(input.plan),
    { stage: 'vad', version: 1, ...modelOf(models.vad), options: shared },
    ...(models.asr === undefined
      ? []
      : [
          { stage: 'asr', version: ASR_STAGE.version, ...modelOf(models.asr), options: { beamSize: options.beamSize } },
        ]),
    ...(models.diarize === undefined
      ? []
      : [{ stage: 'diarize', version: 1, ...modelOf(models.diarize), options: {} }]),
    { stage: 'cues', version: 1, options: { profile: options.profile, dashCues: options.dashCues } },
  ];
}

function listLayout({ layout }: TrackPlan): StageProvenance[] {
  if (layout === undefined) return [];
  const numbered = (channels: readonly number[]): string => channels.map((channel) => channel + 1).join(',');
  const { id: stage, version } = LAYOUT_STAGE;
  const copies = numbered(layout.copies.map((copy) => copy.channel));
  return [{ stage, version, options: { kind: layout.kind, silent: numbered(layout.silent), copies } }];
}

function modelOf(model: string | undefined): { readonly model?: string } {
  return model === undefined ? {} : { model };
}
