import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Retime } from '../../../../core/document/notes/retime.ts';
import { runCommand } from '../../../commands/command-table.ts';
import { Switch } from '../../../ui/field.tsx';
import { useLocked } from '../session-context.tsx';

/** What may be done with the lines of a language that are too long for their time. */
export function TimesField({ retime }: { readonly retime: Retime | undefined }) {
  const { t } = useTranslation('translation');
  const readOnly = useLocked();
  return (
    <div className="flex flex-col gap-2">
      <Choice
        label={t('longer')}
        help={t('longerHelp')}
        checked={retime !== undefined}
        disabled={readOnly}
        onChange={() => runCommand('translation.longer')}
      />
      {retime !== undefined && (
        <Choice
          label={t('divide')}
          help={t('divideHelp')}
          checked={retime === 'divide'}
          disabled={readOnly}
          onChange={() => runCommand('translation.divide')}
        />
      )}
    </div>
  );
}

function Choice({
  label,
  help,
  checked,
  disabled,
  onChange,
}: {
  readonly label: string;
  readonly help: string;
  readonly checked: boolean;
  readonly disabled: boolean;
  readonly onChange: () => void;
}) {
  const helpId = useId();
  return (
    <div className="flex flex-col gap-1">
      <label className="flex items-center gap-2 text-sm">
        <Switch label={label} aria-describedby={helpId} checked={checked} disabled={disabled} onChange={onChange} />
        <span aria-hidden>{label}</span>
      </label>
      <p id={helpId} className="text-xs text-muted">
        {help}
      </p>
    </div>
  );
}
