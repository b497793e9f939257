import { Popover } from 'radix-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Field, TextInput } from '../../../ui/field.tsx';

/** More than that nobody counts; the studio refuses it. */
const MOST_SPEAKERS = 50;

/** For those who know only about how many people talk: at least and at most. */
export function CountRange({
  disabled,
  found,
  onChoose,
}: {
  readonly disabled: boolean;
  readonly found: number;
  readonly onChoose: (minSpeakers: number, maxSpeakers: number) => void;
}) {
  const { t } = useTranslation('speakers');
  const [open, setOpen] = useState(false);
  const [least, setLeast] = useState('');
  const [most, setMost] = useState('');
  const [low, high] = [Number(least), Number(most)];
  const isCount = (value: number): boolean => Number.isInteger(value) && value >= 1 && value <= MOST_SPEAKERS;
  const isRange = isCount(low) && isCount(high) && low <= high;
  const show = (now: boolean): void => {
    if (now) {
      setLeast(String(Math.max(1, found - 1)));
      setMost(String(Math.min(MOST_SPEAKERS, found + 1)));
    }
    setOpen(now);
  };
  return (
    <Popover.Root open={open} onOpenChange={show}>
      <Popover.Trigger asChild>
        <Button tone="quiet" disabled={disabled}>
          {t('between')}
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          aria-label={t('betweenTitle')}
          className="floating z-50 w-64 p-3"
        >
          <form
            className="flex flex-col gap-3"
            onSubmit={(event) => {
              event.preventDefault();
              if (!isRange) return;
              setOpen(false);
              onChoose(low, high);
            }}
          >
            <div className="grid grid-cols-2 gap-2">
              {(
                [
                  ['atLeast', least, setLeast],
                  ['atMost', most, setMost],
                ] as const
              ).map(([key, value, set]) => (
                <Field key={key} label={t(key)}>
                  {(ids) => (
                    <TextInput
                      {...ids}
                      type="number"
                      min={1}
                      max={MOST_SPEAKERS}
                      value={value}
                      onChange={(event) => set(event.target.value)}
                    />
                  )}
                </Field>
              ))}
            </div>
            {!isRange && <p className="text-xs text-danger">{t('betweenWrong', { most: MOST_SPEAKERS })}</p>}
            <Button type="submit" tone="primary" aria-disabled={!isRange}>
              {t('tellApart')}
            </Button>
          </form>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
