import type { JobWishView } from '../../../contract/job-view.ts';
import { FIRST_CHOICES, type JobChoices, jobChoicesSchema } from '../../state/job-options.ts';

/** What a job was asked for, as choices; what is not known of it is Voxlane's choice. */
export function choicesOfWish(wish: JobWishView): JobChoices {
  const { speakers, minSpeakers, maxSpeakers } = wish;
  const several = minSpeakers !== undefined || maxSpeakers !== undefined;
  const parsed = jobChoicesSchema.safeParse({
    ...FIRST_CHOICES,
    language: wish.language ?? 'detect',
    speakers: speakers !== undefined ? 'exactly' : several ? 'between' : 'auto',
    ...(speakers === undefined ? {} : { exactly: speakers }),
    ...(several ? { atLeast: minSpeakers ?? 1, atMost: maxSpeakers ?? Math.max(6, minSpeakers ?? 1) } : {}),
    profile: wish.profile,
    formats: wish.formats,
    preset: wish.preset,
    device: wish.device,
    quality: wish.quality,
    performance: wish.performance,
    languages: wish.languages ?? [],
    wordTimes: wish.wordTimes ?? 'auto',
    redecode: wish.redecode ?? 'auto',
    translate: wish.translate ?? [],
    translateStyle: wish.translateStyle ?? '',
    translateRetime: wish.translateRetime ?? 'keep',
    ...(wish.model === undefined ? {} : { asr: wish.model }),
  });
  return parsed.data ?? FIRST_CHOICES;
}
