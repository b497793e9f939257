import type { Alert } from '../../shared/alert.ts';
import type { StageProvenance, VoxlaneDocument } from '../document/types.ts';
import { isMachineName } from '../timeline/speaker-ids.ts';
import type { Speaker } from '../timeline/types.ts';
import type { Doubt, VoiceMatch } from './match.ts';

/** The stage in a document's provenance that says the voice library was asked. */
const STAGE = 'voices';

/** True for a speaker that neither a user nor a rule has named. */
export function isUnnamed(speaker: Speaker): boolean {
  return isMachineName(speaker.name);
}

/** The matches that give an unnamed speaker of the document a name. */
export function sureNames(
  document: VoxlaneDocument,
  matches: readonly VoiceMatch[],
): { speaker: string; name: string }[] {
  const unnamed = new Set(document.speakers.filter(isUnnamed).map(({ id }) => id));
  const names = new Set(document.speakers.map(({ name }) => name));
  return matches.flatMap(({ band, speaker, name }) =>
    band === 'sure' && unnamed.has(speaker) && !names.has(name) ? [{ speaker, name }] : [],
  );
}

/**
 * A fresh document with the names of those who were recognised. What was done and what may be is told in alerts, and the
 * model in the provenance; voiceprints stay outside.
 */
export function nameSpeakers(
  document: VoxlaneDocument,
  matches: readonly VoiceMatch[],
  model: string,
): VoxlaneDocument {
  const named = new Map(sureNames(document, matches).map(({ speaker, name }) => [speaker, name]));
  const provenance: StageProvenance = { stage: STAGE, version: 1, model, options: { recognised: named.size } };
  return {
    ...document,
    speakers: document.speakers.map((speaker) => ({ ...speaker, name: named.get(speaker.id) ?? speaker.name })),
    alerts: [...document.alerts, ...matches.flatMap((match) => describeMatch(match, named.has(match.speaker)))],
    provenance: [...document.provenance, provenance],
  };
}

function describeMatch(match: VoiceMatch, isNamed: boolean): Alert[] {
  if (match.band === 'unknown') return [];
  const { speaker, name } = match;
  const score = match.score.toFixed(2);
  const about = { speaker, name, score };
  if (isNamed) {
    const message = `${speaker} is ${name} by the voice library (score ${score}, sure).`;
    return [{ code: 'voice-recognised', severity: 'info', stage: STAGE, message, values: about }];
  }
  const why = match.band === 'suggest' ? `: ${doubtText(match.doubt, name)}` : '';
  const message = `${speaker} may be ${name} (${score})${why}. Nothing was renamed.`;
  const values = match.band === 'suggest' ? { ...about, variant: match.doubt } : about;
  return [{ code: 'voice-suggested', severity: 'info', stage: STAGE, message, values }];
}

/** Why it is only a question, as the end of a sentence. */
function doubtText(doubt: Doubt, name: string): string {
  switch (doubt) {
    case 'score':
      return 'the voices are alike, not more';
    case 'little-speech':
      return 'there is too little speech to be sure';
    case 'other-person':
      return 'somebody else in the voice library sounds as much like it';
    case 'other-speaker':
      return `another speaker of this recording sounds as much like ${name}; if they are one person, merge them`;
  }
}
