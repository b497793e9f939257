import { useTranslation } from 'react-i18next';
import { DIARIZERS } from '../../../core/pipeline/options.ts';
import { DEVICE_WISHES } from '../../../shared/device.ts';
import { filledChoices, type JobChoices } from '../../state/job-options.ts';
import { settingsStore } from '../../state/settings.ts';
import { useStored } from '../../state/store.ts';
import { Field, Select } from '../../ui/field.tsx';
import { CountInput } from './count-input.tsx';
import { RecognitionOptions } from './recognition-options.tsx';
import { useRecognisers } from './use-models.ts';

const AUTO = 'auto';
const DEMO = 'demo:';

/** Choices that few jobs need. */
export function MoreOptions({
  choices,
  onChange,
  hasWeb,
}: {
  readonly choices: JobChoices;
  readonly onChange: (change: Partial<JobChoices>) => void;
  readonly hasWeb: boolean;
}) {
  const { t } = useTranslation('home');
  const recognisers = useRecognisers();
  const device = useStored(settingsStore, ({ values }) => values?.device ?? AUTO);
  const preset = useStored(settingsStore, ({ values }) => filledChoices(choices, values).preset);
  const model = preset === 'demo' ? DEMO : (choices.asr ?? AUTO);
  const known = [AUTO, DEMO, ...recognisers.map(({ manifest }) => manifest.id)];
  return (
    <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2 lg:grid-cols-3">
      <Field label={t('recogniser')}>
        {({ id }) => (
          <Select
            id={id}
            value={known.includes(model) ? model : AUTO}
            onChange={(value) => {
              const { asr: _old, ...rest } = choices;
              if (value === DEMO) onChange({ preset: 'demo' });
              else onChange({ ...rest, preset: 'auto', asr: value === AUTO ? undefined : value });
            }}
            options={[
              { value: AUTO, label: t('recogniserAuto') },
              ...recognisers.map(({ manifest }) => ({ value: manifest.id, label: manifest.name })),
              { value: DEMO, label: t('recogniserDemo') },
            ]}
          />
        )}
      </Field>
      <Field label={t('device')}>
        {({ id }) => (
          <Select
            id={id}
            value={choices.device ?? device}
            onChange={(value) => onChange({ device: value })}
            options={DEVICE_WISHES.map((value) => ({ value, label: t(`device_${value}`) }))}
          />
        )}
      </Field>
      <RecognitionOptions choices={choices} onChange={onChange} />
      <Field label={t('diarizer')}>
        {({ id }) => (
          <Select
            id={id}
            value={choices.diarizer}
            disabled={choices.speakers === 'none'}
            onChange={(diarizer) => onChange({ diarizer })}
            options={DIARIZERS.map((value) => ({ value, label: value === 'auto' ? t('diarizerAuto') : value }))}
          />
        )}
      </Field>
      <Field label={t('perChannel')} help={t('perChannelHelp')}>
        {({ id }) => (
          <Select
            id={id}
            value={String(choices.speakersPerChannel)}
            onChange={(value) => onChange({ speakersPerChannel: value === AUTO ? AUTO : Number(value) })}
            options={[AUTO, '1', '2', '3', '4', '5', '6'].map((value) => ({
              value,
              label: value === AUTO ? t('speakers_auto') : value,
            }))}
          />
        )}
      </Field>
      <Field label={t('beam')} help={t('beamHelp')}>
        {({ id }) => (
          <CountInput
            id={id}
            value={choices.beamSize}
            onChange={(beamSize) => onChange({ beamSize })}
            min={1}
            max={10}
          />
        )}
      </Field>
      <Field label={t('priority')}>
        {({ id }) => (
          <Select
            id={id}
            value={String(choices.priority)}
            onChange={(value) => onChange({ priority: Number(value) })}
            options={[
              { value: '10', label: t('priority_high') },
              { value: '0', label: t('priority_normal') },
              { value: '-10', label: t('priority_low') },
            ]}
          />
        )}
      </Field>
      <div className="flex flex-col gap-2">
        <Check label={t('dashCues')} checked={choices.dashCues} onChange={(dashCues) => onChange({ dashCues })} />
        {hasWeb && (
          <>
            <Check
              label={t('audioOnly')}
              checked={choices.audioOnly}
              onChange={(audioOnly) => onChange({ audioOnly })}
            />
            <Check
              label={t('webCaptions')}
              checked={choices.captions}
              onChange={(captions) => onChange({ captions })}
            />
          </>
        )}
      </div>
    </div>
  );
}

function Check({
  label,
  checked,
  onChange,
}: {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}) {
  return (
    <label className="flex items-center gap-2 text-sm">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      {label}
    </label>
  );
}
