import type { Alert } from '../../shared/alert.ts';
import type { InstalledModel } from './manifest.ts';

/** The warning for word times that an aligner was asked for and none is installed that could give them. */
export function alignerNotice(
  asr: InstalledModel | undefined,
  aligner: InstalledModel | undefined,
  { wordTimes, language }: { readonly wordTimes: 'auto' | 'aligner'; readonly language?: string | undefined },
): Alert[] {
  if (asr === undefined || aligner !== undefined || wordTimes === 'auto') return [];
  const whose = language === undefined ? '' : ` for "${language}"`;
  return [
    {
      code: 'aligner-missing',
      severity: 'warning',
      message: `No alignment model${whose} is installed, so words keep the times of ${asr.manifest.id}.`,
      values: { model: asr.manifest.id, ...(language === undefined ? {} : { variant: 'language', language }) },
    },
  ];
}
