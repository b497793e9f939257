import { z } from 'zod';
import type { ConsentText } from '../core/voices/consent.ts';
import { CONSENT_LANGUAGES } from '../core/voices/consent-texts.ts';
import type { Doubt } from '../core/voices/match.ts';
import type { ErrorData } from '../shared/app-error.ts';
import { call } from './call.ts';

const id = z.int().positive();
const name = z.string().min(1).max(500);
const speaker = z.string().min(1).max(200);

/** The voice library as a whole. Times are wall clock milliseconds. */
export interface VoicesState {
  readonly on: boolean;
  readonly consent?: { readonly text_version: number; readonly given_at: number };
  readonly people: number;
  readonly samples: number;
}

/** A person of the voice library. Times are milliseconds of speech. Voiceprints themselves are never told. */
export interface PersonView {
  readonly name: string;
  readonly speech: number;
  readonly models: readonly string[];
  readonly samples: readonly { readonly recording: string; readonly model: string; readonly speech: number }[];
}

/** What a speaker's voice says about who it is. `score` is a cosine. */
export interface SpeakerMatch {
  readonly speaker: string;
  /** What the document calls them now. */
  readonly called: string;
  readonly band: 'sure' | 'suggest' | 'unknown' | 'no-voice';
  /** The person found; for `unknown` the one most like it. */
  readonly name?: string;
  readonly score?: number;
  readonly doubt?: Doubt;
}

/** What became of adding a voice to a person. */
export interface EnrolledVoice {
  readonly name: string;
  /** The person was not known before. */
  readonly created: boolean;
  readonly samples: number;
  readonly speech: number;
  /** How much it sounds like the person's other samples, where there are some of that model. */
  readonly likeness?: number;
  /** It does not sound like them: maybe the wrong speaker. */
  readonly unlike: boolean;
}

/** What became of a match that was right. Named alone where the speaker says too little to know a voice by. */
export type ConfirmedVoice =
  (EnrolledVoice & { readonly stored: true }) | { readonly name: string; readonly stored: false };

/** What came of recognising the speakers of one document. */
export type Recognised =
  | {
      readonly kind: 'done';
      readonly id: number;
      readonly renamed: readonly SpeakerMatch[];
      readonly suggested: readonly SpeakerMatch[];
    }
  | { readonly kind: 'failed'; readonly id: number; readonly error: ErrorData };

/** The voice library: opt-in, on this machine only. Everything but `state`, `consent`, `enable`, deleting needs it on. */
export const voiceCalls = {
  'voices.state': call<VoicesState>()(z.object({})),
  'voices.consent': call<ConsentText>()(z.object({ language: z.enum(CONSENT_LANGUAGES).default('en') })),
  /** `textVersion` is that of the text the user agreed to. */
  'voices.enable': call<VoicesState>()(z.object({ textVersion: z.int() })),
  /** Deletes every voice unless `keep`. */
  'voices.disable': call<VoicesState>()(z.object({ keep: z.boolean() })),
  'voices.deleteAll': call<VoicesState>()(z.object({})),
  'voices.list': call<readonly PersonView[]>()(z.object({})),
  'voices.show': call<PersonView>()(z.object({ name })),
  'voices.add': call<EnrolledVoice>()(z.object({ name, id, speaker })),
  /** Takes a match for right: the speaker gets the name, the person another sample where there is speech enough. */
  'voices.confirm': call<ConfirmedVoice>()(z.object({ id, speaker })),
  'voices.rename': call<PersonView>()(z.object({ name, to: name })),
  /** `from` becomes `into`. */
  'voices.merge': call<PersonView>()(z.object({ from: name, into: name })),
  'voices.remove': call<{ readonly name: string; readonly samples: number }>()(z.object({ name })),
  /** Who the speakers of a document may be; changes nothing. */
  'voices.match': call<readonly SpeakerMatch[]>()(z.object({ id })),
  /** Names the speakers of documents, each as one step that undo takes back. Names that a user gave stay. */
  'voices.recognise': call<readonly Recognised[]>()(z.object({ ids: z.array(id).min(1).max(100_000) })),
} as const;
