import { Minus, Plus } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseTimecode, timecode } from '../../../ui/time.ts';

/** One press of a stepper; with Shift held a tenth of it. */
const STEP_MS = 100;
/** From here on a time has more digits. */
const HOUR_MS = 3_600_000;

/** A time that can be typed, or moved by arrows and buttons. `onNudge` moves it as far as there is room. */
export function TimeField({
  label,
  ms,
  disabled,
  onChange,
  onNudge,
}: {
  readonly label: string;
  readonly ms: number;
  readonly disabled: boolean;
  readonly onChange: (ms: number) => void;
  readonly onNudge: (byMs: number) => void;
}) {
  const { t } = useTranslation('cues');
  const [draft, setDraft] = useState<string>();
  const wrong = draft !== undefined && parseTimecode(draft) === undefined;
  const keep = (): void => {
    const typed = draft === undefined ? undefined : parseTimecode(draft);
    setDraft(undefined);
    if (typed !== undefined && typed !== ms) onChange(typed);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key === 'Enter' && plain && !wrong) keep();
    else if (event.key === 'Escape' && draft !== undefined) setDraft(undefined);
    else if ((event.key === 'ArrowUp' || event.key === 'ArrowDown') && plain) {
      keep();
      onNudge((event.key === 'ArrowUp' ? 1 : -1) * (event.shiftKey ? STEP_MS / 10 : STEP_MS));
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const step = (by: number, name: string, Icon: typeof Minus) => (
    <button
      type="button"
      tabIndex={-1}
      disabled={disabled}
      aria-label={name}
      title={name}
      onClick={(event) => onNudge(event.shiftKey ? by / 10 : by)}
      className="flex h-full w-5 items-center justify-center text-muted hover:bg-hover hover:text-ink disabled:opacity-50"
    >
      <Icon size={12} aria-hidden />
    </button>
  );
  return (
    <span className="inline-flex items-center gap-1 text-xs text-muted">
      <span aria-hidden>{label}</span>
      <span
        className={`inline-flex h-7 items-center rounded-md border bg-surface ${wrong ? 'border-danger' : 'border-line-strong'}`}
      >
        {step(-STEP_MS, t('earlier', { what: label }), Minus)}
        <input
          aria-label={label}
          aria-invalid={wrong}
          title={wrong ? t('badTime') : label}
          data-own-arrows=""
          disabled={disabled}
          value={draft ?? timecode(ms)}
          onChange={(event) => setDraft(event.target.value)}
          onBlur={keep}
          onKeyDown={onKeyDown}
          className={`tabular h-full min-w-0 bg-transparent text-center font-mono text-xs text-ink disabled:opacity-50 ${ms < HOUR_MS ? 'w-[4.75rem]' : 'w-[5.5rem]'}`}
        />
        {step(STEP_MS, t('later', { what: label }), Plus)}
      </span>
    </span>
  );
}
