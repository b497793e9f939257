import { Select as Radix, Switch as RadixSwitch } from 'radix-ui';
import { Check, ChevronDown } from 'lucide-react';
import { cspNonce } from '../client/csp-nonce.ts';
import { type ComponentProps, type ReactNode, useId } from 'react';

const BOX =
  'h-(--control) rounded-md border border-line-strong bg-surface px-2 text-sm placeholder:text-muted disabled:opacity-50';

/** A line of text. It must have a label: `aria-label`, or a `Field` around it. */
export function TextInput({ className = '', ...rest }: ComponentProps<'input'>) {
  return <input className={`${BOX} min-w-0 text-ellipsis ${className}`} {...rest} />;
}

/** A named control with a line of help. `children` gets the ids to tie them together. */
export function Field({
  label,
  help,
  tone = 'muted',
  children,
}: {
  readonly label: string;
  readonly help?: string | undefined;
  /** `danger`: the help says what is wrong. */
  readonly tone?: 'muted' | 'danger';
  readonly children: (ids: { readonly id: string; readonly 'aria-describedby'?: string }) => ReactNode;
}) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {children({ id, ...(help === undefined ? {} : { 'aria-describedby': `${id}-help` }) })}
      {help !== undefined && (
        <p id={`${id}-help`} className={`text-xs ${tone === 'danger' ? 'text-danger' : 'text-muted'}`}>
          {help}
        </p>
      )}
    </div>
  );
}

export interface SelectOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly disabled?: boolean;
}

/** A choice of one out of few. */
export function Select<Value extends string>({
  value,
  onChange,
  options,
  label,
  placeholder,
  id,
  className = '',
  disabled = false,
}: {
  /** Empty: nothing is chosen yet. */
  readonly value: Value | '';
  readonly onChange: (value: Value) => void;
  readonly options: readonly SelectOption<Value>[];
  /** Accessible name where no label points at it. */
  readonly label?: string;
  /** Shown while nothing is chosen. */
  readonly placeholder?: string;
  readonly id?: string;
  readonly className?: string;
  readonly disabled?: boolean;
}) {
  return (
    <Radix.Root value={value} onValueChange={(next) => onChange(next as Value)} disabled={disabled}>
      <Radix.Trigger
        id={id}
        {...(label === undefined ? {} : { 'aria-label': label })}
        className={`${BOX} inline-flex items-center justify-between gap-2 ${className}`}
      >
        <span className="truncate">
          <Radix.Value placeholder={placeholder} />
        </span>
        <ChevronDown size={16} aria-hidden className="shrink-0" />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          collisionPadding={8}
          className="floating z-50 max-h-[60dvh] overflow-auto p-1"
        >
          <Radix.Viewport {...(cspNonce === undefined ? {} : { nonce: cspNonce })}>
            {options.map((option) => (
              <Radix.Item
                key={option.value}
                value={option.value}
                disabled={option.disabled === true}
                className="flex h-(--control) items-center gap-2 rounded-sm px-2 text-sm outline-none data-highlighted:bg-selected data-disabled:opacity-50"
              >
                <span className="w-4">
                  <Radix.ItemIndicator>
                    <Check size={16} aria-hidden />
                  </Radix.ItemIndicator>
                </span>
                <Radix.ItemText>{option.label}</Radix.ItemText>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** On or off, at once. */
export function Switch({
  checked,
  onChange,
  id,
  label,
  disabled = false,
  'aria-describedby': describedBy,
}: {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly id?: string;
  readonly label?: string;
  readonly disabled?: boolean;
  readonly 'aria-describedby'?: string;
}) {
  return (
    <RadixSwitch.Root
      id={id}
      checked={checked}
      onCheckedChange={onChange}
      disabled={disabled}
      aria-describedby={describedBy}
      {...(label === undefined ? {} : { 'aria-label': label })}
      className="inline-flex h-6 w-10 shrink-0 items-center rounded-full border border-line-strong bg-sunken p-0.5 data-[state=checked]:border-accent data-[state=checked]:bg-accent"
    >
      <RadixSwitch.Thumb className="size-4 rounded-full bg-line-strong transition-transform data-[state=checked]:translate-x-4 data-[state=checked]:bg-on-accent" />
    </RadixSwitch.Root>
  );
}
