import { findProfile, RULE_PROFILES, type RuleProfile } from '../../../core/cues/profiles.ts';

/** The rules cues are checked by: those of the document, or the first where it names unknown ones. */
export function profileOf(id: string): RuleProfile {
  const profile = findProfile(id) ?? RULE_PROFILES[0];
  if (profile === undefined) throw new Error('there are no rule profiles');
  return profile;
}
