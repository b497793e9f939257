import { maximumAssignment } from '../math/assignment.ts';
import type { VoiceScale } from './scale.ts';
import { knownSpeechMs, type KnownVoice, scoreVoice } from './score.ts';
import type { SpeakerVoice } from './voice.ts';

/** Why a likeness is only worth a question. */
export type Doubt = 'score' | 'little-speech' | 'other-person' | 'other-speaker';

/** What a speaker's voice says about who it is. `score` is that of `scoreVoice`. */
export type VoiceMatch =
  | { readonly band: 'sure'; readonly speaker: string; readonly name: string; readonly score: number }
  | {
      readonly band: 'suggest';
      readonly speaker: string;
      readonly name: string;
      readonly score: number;
      readonly doubt: Doubt;
    }
  /** `name` is whom it resembles most, if anybody can be compared. */
  | { readonly band: 'unknown'; readonly speaker: string; readonly name?: string; readonly score?: number };

/** A voice this much closer to one person than to the next, and a person to one voice than to the next, is no mix-up. */
export const MARGIN = 0.1;
/** With less speech than this a voice is too blurred to be sure of. */
export const SURE_SPEECH_MS = 3_000;
/** With less it says nothing. */
const LEAST_SPEECH_MS = 1_000;

/**
 * Who the speakers of one recording are. Two speakers of a recording are two people, so each person is found once at most:
 * those pairs are taken that together are furthest above where a question is worth asking. Sure are only pairs that are
 * clear both ways, with enough speech on both sides, and by a model whose scores were calibrated. The order of the people
 * does not matter unless two are exactly alike.
 */
export function matchVoices(
  voices: readonly SpeakerVoice[],
  people: readonly KnownVoice[],
  scaleOf: (model: string) => VoiceScale,
): VoiceMatch[] {
  const scores = voices.map((voice) =>
    people.map((person) => (voice.speechMs < LEAST_SPEECH_MS ? undefined : scoreVoice(person, voice))),
  );
  const above = scores.map((row, v) => row.map((score) => Math.max(0, (score ?? -1) - suggestOf(v))));
  const assigned = maximumAssignment(above);

  function suggestOf(v: number): number {
    return scaleOf(voices[v]?.model ?? '').suggest;
  }

  return voices.map((voice, v) => {
    const { speaker } = voice;
    const row = scores[v] ?? [];
    const p = assigned[v] ?? -1;
    const person = people[p];
    const score = row[p];
    if (person === undefined || score === undefined || score < suggestOf(v)) return unknown(speaker, row, people);
    const { name } = person;
    const others = row.filter((_, other) => other !== p);
    const rivals = scores.filter((_, other) => other !== v).map((other) => other[p]);
    const enough = Math.min(voice.speechMs, knownSpeechMs(person, voice.model)) >= SURE_SPEECH_MS;
    const doubt = doubtOf(score, scaleOf(voice.model), enough, best(others), best(rivals));
    return doubt === undefined
      ? { band: 'sure', speaker, name, score }
      : { band: 'suggest', speaker, name, score, doubt };
  });
}

function doubtOf(
  score: number,
  { same }: VoiceScale,
  enoughSpeech: boolean,
  nextPerson: number,
  nextSpeaker: number,
): Doubt | undefined {
  if (same === undefined || score < same) return 'score';
  if (score - nextPerson < MARGIN) return 'other-person';
  if (score - nextSpeaker < MARGIN) return 'other-speaker';
  return enoughSpeech ? undefined : 'little-speech';
}

function best(scores: readonly (number | undefined)[]): number {
  return scores.reduce<number>((most, score) => Math.max(most, score ?? -Infinity), -Infinity);
}

function unknown(speaker: string, row: readonly (number | undefined)[], people: readonly KnownVoice[]): VoiceMatch {
  const score = best(row);
  const name = people[row.indexOf(score)]?.name;
  return name === undefined ? { band: 'unknown', speaker } : { band: 'unknown', speaker, name, score };
}
