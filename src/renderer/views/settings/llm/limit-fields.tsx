import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field, TextInput } from '../../../ui/field.tsx';
import { LIMIT_NAMES, type LlmDraft } from './llm-draft.ts';

/** What the provider allows and asks for; closed until somebody wants it. */
export function LimitFields({
  draft,
  change,
  open,
}: {
  readonly draft: LlmDraft;
  readonly change: (part: Partial<LlmDraft>) => void;
  /** Something in here is wrong. */
  readonly open: boolean;
}) {
  const { t } = useTranslation('llms');
  const [wanted, setWanted] = useState(false);
  const zones = useId();
  const shown = wanted || open;
  return (
    <div>
      <button
        type="button"
        aria-expanded={shown}
        onClick={() => setWanted(!shown)}
        className="flex h-(--control) items-center gap-1 rounded-md text-sm text-muted hover:text-ink"
      >
        <ChevronRight size={16} aria-hidden className={shown ? 'rotate-90' : ''} />
        {t('limits')}
      </button>
      {shown && (
        <div className="flex flex-col gap-3">
          <p className="text-xs text-muted">{t('limits_help')}</p>
          <div className="grid items-end gap-3 sm:grid-cols-2">
            {LIMIT_NAMES.map((name) => (
              <Field key={name} label={t(`field_${name}`)}>
                {(ids) => (
                  <TextInput
                    {...ids}
                    inputMode="decimal"
                    value={draft.limits[name] ?? ''}
                    onChange={(event) => change({ limits: { ...draft.limits, [name]: event.target.value } })}
                  />
                )}
              </Field>
            ))}
            <Field label={t('field_timeZone')}>
              {(ids) => (
                <>
                  <TextInput
                    {...ids}
                    list={zones}
                    value={draft.timeZone}
                    placeholder="UTC"
                    spellCheck={false}
                    onChange={(event) => change({ timeZone: event.target.value })}
                  />
                  <datalist id={zones}>
                    {Intl.supportedValuesOf('timeZone').map((zone) => (
                      <option key={zone} value={zone} />
                    ))}
                  </datalist>
                </>
              )}
            </Field>
          </div>
          <div className="grid items-end gap-3 sm:grid-cols-2">
            {(['inputUsd', 'outputUsd'] as const).map((name) => (
              <Field key={name} label={t(name)}>
                {(ids) => (
                  <TextInput
                    {...ids}
                    inputMode="decimal"
                    value={draft[name]}
                    onChange={(event) => change({ [name]: event.target.value })}
                  />
                )}
              </Field>
            ))}
          </div>
        </div>
      )}
    </div>
  );
}
