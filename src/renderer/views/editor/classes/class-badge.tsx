import type { TFunction } from 'i18next';
import { memo } from 'react';
import { SPEAKER_COLORS } from '../../../app/speaker-colors.ts';
import type { ClassSchema } from '../../../../core/document/notes/class-schema.ts';
import type { Cue } from '../../../../core/timeline/types.ts';
import { percentText } from '../../../ui/time.ts';

/** CSS colour of a label, by its place in the schema; the number beside it says the same. */
function labelColor(place: number): string {
  return `var(--speaker-${(place % SPEAKER_COLORS.length) + 1})`;
}

/** The number of a label in its colour. */
export function LabelNumber({ place }: { readonly place: number }) {
  return (
    <span
      aria-hidden
      className="speaker-badge tabular inline-flex h-4 min-w-4 shrink-0 items-center justify-center rounded-sm px-0.5 text-xs font-semibold text-(--on-speaker)"
      style={{ background: labelColor(place) }}
    >
      {place + 1}
    </span>
  );
}

/** Which class a cue is in, and who speaks in it; its hint says how that is known. */
export const ClassBadge = memo(function ClassBadge({
  t,
  cue,
  schema,
  locale,
}: {
  readonly t: TFunction<'classes'>;
  readonly cue: Cue;
  readonly schema: ClassSchema | undefined;
  readonly locale: string;
}) {
  const given = schema && cue.classes?.[schema.id];
  const place = schema?.labels.findIndex(({ id }) => id === given?.label) ?? -1;
  if (schema === undefined || given === undefined || place < 0) return undefined;
  const { character, confidence, evidence, by } = given;
  const label = schema.labels[place]?.name ?? given.label;
  const known = by === 'user' ? t('byYou') : undefined;
  const sure =
    known === undefined && confidence !== undefined
      ? t('bySure', { engine: by, percent: percentText(confidence, locale) })
      : known;
  const said = [
    character === undefined
      ? t('badge', { schema: schema.name, label })
      : t('badgeCharacter', { schema: schema.name, label, character }),
    sure,
    evidence === undefined ? undefined : t('evidence', { text: evidence }),
  ];
  const title = said.filter((part) => part !== undefined).join('; ');
  return (
    <span role="img" aria-label={title} title={title} className="flex items-center gap-1.5 overflow-clip">
      <LabelNumber place={place} />
      <span aria-hidden className="truncate">
        {character === undefined ? label : `${label} · ${character}`}
      </span>
    </span>
  );
});
