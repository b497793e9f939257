import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { RULE_PROFILES } from '../../../../core/cues/profiles.ts';
import { Select, Switch } from '../../../ui/field.tsx';
import { useStored } from '../../../state/store.ts';
import { chooseProfile, review } from '../review/review-store.ts';
import { useOpen } from '../session-context.tsx';
import { useCheckedLanguages } from '../translation/target-languages.ts';
import { type ExportChoice, FRAME_RATES, hasOption } from './export-choice.ts';

/** How the shown format is written; only what makes a difference to it. */
export function ExportOptions({
  choice,
  language,
  onChange,
}: {
  readonly choice: ExportChoice;
  /** The translation that is written; undefined for the text. */
  readonly language: string | undefined;
  readonly onChange: (part: Partial<ExportChoice>) => void;
}) {
  const { t } = useTranslation('exporting');
  const profile = useStored(review, (state) => state.profile);
  const checked = useCheckedLanguages();
  const broken = useStored(review, ({ ready, findings }) =>
    ready ? findings.filter((finding) => finding.language === language).length : undefined,
  );
  // Nobody checks what is still being written.
  const isUnfinished = useOpen((open) => open.unfinished !== undefined);
  const has = (option: Parameters<typeof hasOption>[1]): boolean => hasOption(choice.shown, option);
  const switches = (['stripTags', 'wordTimes', 'timestamps', 'bom'] as const).filter(has);
  return (
    <section aria-label={t('options')} className="flex flex-col gap-2">
      <h3 className="text-sm font-semibold">{t('options')}</h3>
      <Line label={t('profile')}>
        {(id) => (
          <Select
            id={id}
            value={profile.id}
            onChange={chooseProfile}
            className="w-56"
            options={RULE_PROFILES.map(({ id: value, name }) => ({ value, label: name }))}
          />
        )}
      </Line>
      {!isUnfinished && (language === undefined || checked.includes(language)) && (
        <p role="status" className="text-xs text-muted">
          {broken === undefined ? t('checking') : broken === 0 ? t('rulesKept') : t('rulesBroken', { count: broken })}
        </p>
      )}
      {has('speakerStyle') && (
        <Line label={t('speakerStyle')}>
          {(id) => (
            <Select
              id={id}
              value={choice.speakerStyle}
              onChange={(speakerStyle) => onChange({ speakerStyle })}
              className="w-56"
              options={(['auto', 'none', 'colon', 'bracket'] as const).map((value) => ({
                value,
                label: t(`style_${value}`),
              }))}
            />
          )}
        </Line>
      )}
      {has('fps') && (
        <Line label={t('fps')}>
          {(id) => (
            <Select
              id={id}
              value={choice.fps}
              onChange={(fps) => onChange({ fps })}
              className="w-56"
              options={FRAME_RATES.map((value) => ({ value, label: value }))}
            />
          )}
        </Line>
      )}
      {has('newline') && (
        <Line label={t('newline')}>
          {(id) => (
            <Select
              id={id}
              value={choice.newline}
              onChange={(newline) => onChange({ newline })}
              className="w-56"
              options={(['lf', 'crlf'] as const).map((value) => ({ value, label: t(`newline_${value}`) }))}
            />
          )}
        </Line>
      )}
      {switches.map((option) => (
        <Line key={option} label={t(option)}>
          {(id) => <Switch id={id} checked={choice[option]} onChange={(on) => onChange({ [option]: on })} />}
        </Line>
      ))}
      <p className="text-xs text-muted">{t('encoding')}</p>
    </section>
  );
}

/** A named control at the end of its line. */
export function Line({ label, children }: { readonly label: string; readonly children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className="flex min-h-(--control) items-center justify-between gap-3">
      <label htmlFor={id} className="text-sm">
        {label}
      </label>
      {children(id)}
    </div>
  );
}
