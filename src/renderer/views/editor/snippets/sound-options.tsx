import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { LONGEST_MS, SNIPPET_FORMATS } from '../../../../core/snippets/snippet-wish.ts';
import { Select, Switch, TextInput } from '../../../ui/field.tsx';
import { Line } from '../export/export-options.tsx';
import type { SnippetChoice } from './snippet-choice.ts';

const WIDTH = 'w-56 shrink-0';

/** How a piece is cut out of the sound, and what is written. */
export function SoundOptions({
  choice,
  onChange,
}: {
  readonly choice: SnippetChoice;
  readonly onChange: (part: Partial<SnippetChoice>) => void;
}) {
  const { t } = useTranslation('snippets');
  const help = useId();
  return (
    <section aria-label={t('sound')} className="flex flex-col gap-2">
      <h3 className="text-sm font-semibold">{t('sound')}</h3>
      <Line label={t('unit')}>
        {(id) => (
          <Select
            id={id}
            value={choice.unit}
            onChange={(unit) => onChange({ unit })}
            className={WIDTH}
            options={(['cue', 'turn'] as const).map((value) => ({ value, label: t(`unit_${value}`) }))}
          />
        )}
      </Line>
      <Line label={t('before')}>
        {(id) => <Ms id={id} value={choice.beforeMs} onChange={(beforeMs) => onChange({ beforeMs })} />}
      </Line>
      <Line label={t('after')}>
        {(id) => <Ms id={id} value={choice.afterMs} onChange={(afterMs) => onChange({ afterMs })} />}
      </Line>
      <Line label={t('overlap')}>
        {(id) => (
          <Switch
            id={id}
            checked={choice.overlap}
            aria-describedby={help}
            onChange={(overlap) => onChange({ overlap })}
          />
        )}
      </Line>
      <p id={help} className="text-xs text-muted">
        {t('overlapHelp')}
      </p>
      <Line label={t('joins')}>
        {(id) => <Switch id={id} checked={choice.joins} onChange={(joins) => onChange({ joins })} />}
      </Line>
      {choice.joins && (
        <Line label={t('gap')}>
          {(id) => <Ms id={id} value={choice.gapMs} onChange={(gapMs) => onChange({ gapMs })} />}
        </Line>
      )}
      <Line label={t('format')}>
        {(id) => (
          <Select
            id={id}
            value={choice.format}
            onChange={(format) => onChange({ format })}
            className={WIDTH}
            options={SNIPPET_FORMATS.map((value) => ({ value, label: t(`format_${value}`) }))}
          />
        )}
      </Line>
      <Line label={t('quality')}>
        {(id) => (
          <Select
            id={id}
            value={choice.sound}
            onChange={(sound) => onChange({ sound })}
            className={WIDTH}
            options={(['original', 'speech'] as const).map((value) => ({ value, label: t(`quality_${value}`) }))}
          />
        )}
      </Line>
    </section>
  );
}

/** Milliseconds, whole and within what can be asked for. */
function Ms({
  id,
  value,
  onChange,
}: {
  readonly id: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}) {
  return (
    <TextInput
      id={id}
      type="number"
      min={0}
      max={LONGEST_MS}
      step={50}
      value={value}
      onChange={(event) => onChange(Math.min(LONGEST_MS, Math.max(0, Math.round(event.target.valueAsNumber || 0))))}
      className="w-28"
    />
  );
}
