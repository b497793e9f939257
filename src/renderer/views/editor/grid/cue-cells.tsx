import type { TFunction } from 'i18next';
import { Bookmark, CircleHelp, Pencil, Play, TriangleAlert } from 'lucide-react';
import { Fragment, memo } from 'react';
import type { RuleProfile } from '../../../../core/cues/profiles.ts';
import type { Cue, Speaker } from '../../../../core/timeline/types.ts';
import { ruleText } from '../review/describe.ts';
import { decimalText } from '../../../ui/decimal-text.ts';
import { SpeakerBadge, SpeakerChip } from '../../../ui/speaker-chip.tsx';
import type { CueFlags } from './cue-figures.ts';
import { cpsOf, paceOf } from './cue-figures.ts';
import type { WriterMark } from '../writers/use-writers.ts';
import { WriterBadge } from '../writers/writer-badge.tsx';
import { MarkedText } from './marked-text.tsx';

const PACE = { good: 'bg-good', fast: 'bg-doubt', 'too-fast': 'bg-danger' } as const;
const PACE_TEXT = { good: '', fast: 'text-doubt', 'too-fast': 'font-semibold text-danger' } as const;

/** Cells are many: the list looks its texts up once for all of them. */
interface Said {
  readonly t: TFunction<'cues'>;
}

/** The number of a cue, with a sign while it plays. */
export function NumberCell({ t, number, playing }: Said & { readonly number: number; readonly playing: boolean }) {
  return (
    <span className="tabular flex items-center justify-end gap-1 text-muted">
      {playing && <Play size={10} aria-label={t('playing')} className="fill-current text-accent" />}
      {number}
    </span>
  );
}

/** Reading speed as a bar and a number. */
export function CpsCell({
  t,
  cue,
  profile,
  language,
}: Said & { readonly cue: Cue; readonly profile: RuleProfile; readonly language: string }) {
  const cps = cpsOf(cue, profile);
  const pace = paceOf(cps, profile);
  const shown = decimalText(cps, 1, language);
  const title = t('cpsHint', { value: shown, optimal: profile.optimalCps, max: profile.maxCps });
  return (
    <span title={title} className={`tabular flex items-center gap-1.5 ${PACE_TEXT[pace]}`}>
      <span aria-hidden className="h-1 w-8 shrink-0 overflow-hidden rounded-full bg-sunken">
        <span
          className={`block h-full ${PACE[pace]}`}
          style={{ width: `${Math.min(100, (cps / profile.maxCps) * 100)}%` }}
        />
      </span>
      {shown}
    </span>
  );
}

/** Seconds since the cue before. */
export function GapCell({
  t,
  gapMs,
  minGapMs,
  language,
}: Said & { readonly gapMs: number | undefined; readonly minGapMs: number; readonly language: string }) {
  if (gapMs === undefined) return undefined;
  const colour = gapMs < 0 ? 'font-semibold text-danger' : gapMs < minGapMs ? 'text-doubt' : '';
  return (
    <span title={gapMs < 0 ? t('overlapHint') : t('gapHint')} className={`tabular block text-right ${colour}`}>
      {decimalText(gapMs / 1000, gapMs > 99_000 ? 0 : 2, language)}
    </span>
  );
}

/** Who speaks; of a dialogue, all of them. */
export function SpeakerCell({ t, cue, speakers }: Said & { readonly cue: Cue; readonly speakers: readonly Speaker[] }) {
  if (cue.lineSpeakers === undefined) {
    return cue.speaker === undefined ? (
      <span className="text-muted">–</span>
    ) : (
      <SpeakerChip speakers={speakers} id={cue.speaker} />
    );
  }
  const names = cue.lineSpeakers.map((id) => speakers.find((speaker) => speaker.id === id)?.name ?? '–').join(', ');
  return (
    <span title={names} className="flex items-center gap-1 overflow-hidden">
      {[...new Set(cue.lineSpeakers)].map((id) => (
        <SpeakerBadge key={id} speakers={speakers} id={id} />
      ))}
      <span className="sr-only">{`${t('manySpeakers')}: ${names}`}</span>
    </span>
  );
}

/** The text on one line, a sign where lines break, and who wrote it where that is worth a mark. */
export const TextCell = memo(function TextCell({
  t,
  lines,
  mark,
}: Said & { readonly lines: readonly string[]; readonly mark: WriterMark | undefined }) {
  if (mark === undefined) return <TextLine t={t} lines={lines} />;
  return (
    <span className="flex items-center gap-2">
      <span className="min-w-0 flex-1">
        <TextLine t={t} lines={lines} />
      </span>
      <WriterBadge mark={mark} />
    </span>
  );
});

function TextLine({ t, lines }: Said & { readonly lines: readonly string[] }) {
  if (lines.length === 0) return <span className="text-muted italic">{t('emptyCue')}</span>;
  return (
    <span dir="auto" className="block overflow-clip text-ellipsis font-(family-name:--editor-font)">
      {lines.map((line, index) => (
        <Fragment key={index}>
          {index > 0 && <span className="mx-1 text-muted select-none">↵</span>}
          <MarkedText text={line} />
        </Fragment>
      ))}
    </span>
  );
}

/** Signs of what is worth a look. */
export function FlagsCell({
  t,
  rules,
  language,
  flags,
  bookmark,
}: Said & {
  readonly rules: TFunction<'review'>;
  readonly language: string;
  readonly flags: CueFlags;
  readonly bookmark: boolean;
}) {
  const issues = flags.issues
    .map(({ kind, value, limit }) => ruleText(rules, { code: kind, params: { value, limit } }, language))
    .join('; ');
  const words = flags.doubtful.map(({ text }) => text).join(', ');
  return (
    <span className="flex items-center gap-1.5">
      {issues !== '' && <Flag icon={TriangleAlert} label={t('flag_quality', { issues })} className="text-danger" />}
      {words !== '' && <Flag icon={CircleHelp} label={t('flag_doubt', { words })} className="text-doubt" />}
      {bookmark && <Flag icon={Bookmark} label={t('flag_bookmark')} className="fill-current text-accent" />}
      {flags.isEdited && <Flag icon={Pencil} label={t('flag_edited')} className="text-muted" />}
    </span>
  );
}

function Flag({
  icon: Icon,
  label,
  className,
}: {
  readonly icon: typeof Pencil;
  readonly label: string;
  readonly className: string;
}) {
  return (
    <span role="img" title={label} aria-label={label} className="inline-flex">
      <Icon size={14} aria-hidden className={className} />
    </span>
  );
}
